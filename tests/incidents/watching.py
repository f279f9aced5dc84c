"""What the tests of supervision ask of an incident and do with it."""

from incidents import services
from incidents.models import Hit


def criteria(incident, waiting=None):
    """Return the codes that an incident met; only those that wait or not where asked."""
    found = Hit.objects.filter(watch__incident=incident)
    if waiting is not None:
        found = found.filter(acknowledged_at__isnull=waiting)
    return sorted(found.values_list("criterion", flat=True))


def supervise(incident, by, at, **changes):
    """Acknowledge all that waits."""
    return services.acknowledge_criteria(incident_id=incident.pk, by=by, at=at, **({"decision": "RIGHT"} | changes))
