"""Reads of who investigates. Each takes a case that the reader has already been given."""

from django.db.models import Max

from incidents.models import Allocation, Crime, Incident
from law import allocation


def allocation_of(case_id):
    """Return the decision that holds on who investigates, or None."""
    return next(iter(allocations_of(case_id)), None)


def allocations_of(case_id):
    """Return every decision on who investigates, newest first."""
    found = Allocation.objects.filter(case_id=case_id).select_related("investigator", "decided_by")
    return list(found.order_by("-decided_at", "-pk"))


def suggested_investigators(case):
    """Return who should investigate a case, and why: by its gravest report, its offences and its level of risk."""
    ours = Incident.objects.filter(allegations__case=case)
    rank = ours.aggregate(gravest=Max("rank"))["gravest"]
    crimes = crimes_in(case)
    return allocation.suggest(
        rank=rank,
        codes=[each.offence_code for each in crimes if each.offence_code],
        words=[each.offence for each in crimes if not each.offence_code],
        level=case.risk_level,
    )


def crimes_in(case):
    """Return the crimes that were recorded for the reports of a case, the newest first."""
    found = Crime.objects.filter(incident__in=Incident.objects.filter(allegations__case=case)).exclude(offence="")
    return list(found.order_by("-recorded_at", "-pk"))
