"""Reads of firearms in incidents. Each takes an incident the reader has already been given."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from core.errors import Absent
from incidents import flags
from incidents.models import (
    Allegation,
    FirearmsAcknowledgement,
    FirearmsAlert,
    FirearmsCertificate,
    Incident,
    Involvement,
)
from law import clocks
from people import queries as people_queries

LOOK_BACK = timedelta(days=366)


def firearms_alert(incident_row):
    """Return the alert of an incident with its certificates and who acknowledged, or None.

    Each certificate says as `here` whether it is for the house of the incident.
    """
    here = people_queries.is_this_house("firearm__address", incident_row.address)
    certificates = FirearmsCertificate.objects.annotate(here=here)
    return (
        FirearmsAlert.objects.filter(incident=incident_row)
        .select_related("reviewed_by", "referred_by")
        .prefetch_related(
            Prefetch("certificates", certificates.select_related("firearm__holder", "outcome_by")),
            Prefetch("acknowledgements", FirearmsAcknowledgement.objects.select_related("officer")),
        )
        .first()
    )


def firearms_alert_for_change(incident_row):
    """Return the alert of a locked incident, or raise Absent."""
    found = FirearmsAlert.objects.select_for_update().filter(incident=incident_row).first()
    if found is None:
        raise Absent()
    return found


def certificate_for_change(alert, certificate_id):
    """Return one certificate of an alert, locked, or raise Absent."""
    found = FirearmsCertificate.objects.select_for_update().filter(alert=alert, pk=certificate_id).first()
    if found is None:
        raise Absent()
    return found


def knows_of_firearms(alert, officer):
    """Say whether an officer has acknowledged all certificates of an alert, the one found last among them."""
    return any(row.officer_id == officer.pk and row.at >= alert.found_at for row in alert.acknowledgements.all())


def incidents_with_unnoticed_firearms(at, people=None):
    """Return the incidents of open cases, a year back, with a certificate in force that their alert does not name.

    For some people (any record of them, and whoever they were reported with) or everybody.
    """
    held = people_queries.firearms_in_force(clocks.london_day(at))
    noticed = FirearmsCertificate.objects.filter(alert__incident=OuterRef("incident"), firearm=OuterRef("firearm"))
    by_person = (
        Involvement.objects.filter(person__identity__records__firearms__in=held)
        .annotate(firearm=F("person__identity__records__firearms"))
        .filter(~Exists(noticed))
        .values("incident")
    )
    named = FirearmsCertificate.objects.filter(alert__incident=OuterRef(OuterRef("pk")), firearm=OuterRef("pk"))
    at_address = people_queries.at_house(held.exclude(Exists(named)), "address")
    owned = Allegation.objects.filter(incident=OuterRef("pk"), case__state="OPEN")
    found = Incident.objects.filter(Q(pk__in=by_person) | at_address, Exists(owned))
    if people is not None:
        who = flags.identities(people)
        theirs = Involvement.objects.filter(incident=OuterRef("pk"), person__identity__in=who)
        found = found.filter(Exists(theirs))
    found = found.filter(reported_at__gte=at - LOOK_BACK, reported_at__lte=at)
    return list(found.select_for_update(of=("self",)).order_by("pk"))


def knows_of_all_firearms(incident_row, officer):
    """Say whether an officer has acknowledged every certificate of an incident; where there is none, that is so."""
    alert = firearms_alert(incident_row) if incident_row.firearms else None
    return alert is None or knows_of_firearms(alert, officer)
