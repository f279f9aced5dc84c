"""What the tests of supervision ask of an incident and do with it."""

from datetime import timedelta

from incidents import services
from incidents.models import Hit, Incident, Watch


def criteria(incident, waiting=None):
    """Return the codes that an incident met; only those that wait or not where asked."""
    found = Hit.objects.filter(watch__incident=incident)
    if waiting is not None:
        found = found.filter(acknowledged_at__isnull=waiting)
    return sorted(found.values_list("criterion", flat=True))


def supervise(incident, by, at, **changes):
    """Acknowledge all that waits."""
    return services.acknowledge_criteria(incident_id=incident.pk, by=by, at=at, **({"decision": "RIGHT"} | changes))


def open_beside(incident, count):
    """Put so many more incidents on the board, each a minute younger than the one before; nothing waits in them."""
    watch, others = incident.watch, []
    for number in range(1, count + 1):
        fields = {field.attname: getattr(incident, field.attname) for field in Incident._meta.concrete_fields}
        others.append(Incident(**fields | {"id": None, "number": f"other-{number:03}"}))
        others[-1].pk = Incident._meta.pk.get_default()
    Incident.objects.bulk_create(others)
    Watch.objects.bulk_create(
        Watch(
            incident=other,
            force_id=watch.force_id,
            case_id=watch.case_id,
            began_at=watch.began_at + timedelta(minutes=number),
            resourcing="ARRIVED",
        )
        for number, other in enumerate(others)
    )
    return others
