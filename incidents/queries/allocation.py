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
    offences = Crime.objects.filter(incident__in=ours).exclude(offence="").values_list("offence", flat=True)
    return allocation.suggest(rank=rank, offences=offences, level=case.risk_level)
