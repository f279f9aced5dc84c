"""Reads of who investigates. Each takes a case that the reader has already been given."""

from django.db.models import Exists, Max, OuterRef, Q

from accounts import queries as accounts
from core.models import Duty
from incidents.models import Allocation, Crime, Incident
from law import allocation


def allocation_of(case_id):
    """Return the decision that holds on who investigates, or None."""
    return next(iter(allocations_of(case_id)), None)


def allocations_of(case_id):
    """Return every decision on who investigates, newest first."""
    found = Allocation.objects.filter(case_id=case_id).select_related("investigator", "decided_by")
    return list(found.order_by("-decided_at", "-pk"))


def investigators():
    """Return the decision that holds in each open case where it names an officer (a queryset)."""
    later = Q(decided_at__gt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__gt=OuterRef("pk"))
    again = Allocation.objects.filter(later, case=OuterRef("case"))
    named = Allocation.objects.filter(~Exists(again), case__state="OPEN", investigator__isnull=False)
    return named.select_related("case", "investigator")


def investigated_by(officer):
    """Return the decisions that hold, in open cases, by which an officer investigates; a list."""
    return list(investigators().filter(investigator=officer).order_by("case_id"))


def count_investigated_by(officer, at):
    """Return how many open cases an officer investigates."""
    return investigators().filter(investigator=officer).count()


def investigator_alarm():
    """Return the alarm that is open in the case of a decision, for a subquery."""
    return Exists(Duty.objects.filter(code="NAME_INVESTIGATOR", case_id=OuterRef("case_id"), ended_at=None))


def investigators_gone(at):
    """Return the decisions whose officer cannot be reached at a moment and of which nobody is told now; a list."""
    found = investigators().filter(investigator__in=accounts.unreachable_at(at))
    return list(found.exclude(investigator_alarm()).order_by("pk"))


def investigators_back(at):
    """Return the decisions whose alarm is open although their officer is there; a list."""
    found = investigators().filter(investigator_alarm())
    return list(found.exclude(investigator__in=accounts.unreachable_at(at)).order_by("pk"))


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
