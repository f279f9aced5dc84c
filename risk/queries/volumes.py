"""How many cases a force assesses, by kind: what a plan of review is tried on."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from core.models import Entry
from incidents import events
from risk.models import Assessment
from risk.states import Grade, State

OVER = timedelta(days=365)


def volumes(force_id, at, *, but=()):
    """Return ({stream code: new cases a day}, how many in all, how many times a case was assessed anew), of a year.

    A case counts once, by the first assessment that was signed off in it; where it was closed and opened again, by the
    first one since. How often it is assessed anew is what a plan says, so that is not counted as new.

    None of the cases `but`, whose level is withheld from a reader: a count before and after would tell it.
    """
    children = ~Q(child_ids=[])
    found = signed_off(force_id, at).exclude(case__in=but) if but else signed_off(force_id, at)
    new = Q(first=True)
    counts = found.aggregate(
        EXTREME=Count("pk", filter=new & Q(signed_off_grade=Grade.HIGH, visible_high_risk=True)),
        HIGH=Count("pk", filter=new & Q(signed_off_grade=Grade.HIGH, visible_high_risk=False)),
        MEDIUM=Count("pk", filter=new & Q(signed_off_grade=Grade.MEDIUM)),
        CHILD=Count("pk", filter=new & Q(signed_off_grade=Grade.STANDARD) & children),
        STANDARD=Count("pk", filter=new & Q(signed_off_grade=Grade.STANDARD) & ~children),
        anew=Count("pk", filter=Q(first=False)),
    )
    anew = counts.pop("anew")
    return {code: count / OVER.days for code, count in counts.items()}, sum(counts.values()), anew


def signed_off(force_id, at):
    """Return the assessments that a force signed off in the year up to `at`, each with whether it is the `first`."""
    all_of_it = Assessment.objects.filter(state=State.SIGNED_OFF)
    earlier = all_of_it.filter(case=OuterRef("case"), signed_off_at__lt=OuterRef("signed_off_at"))
    reopened = Entry.objects.filter(
        event=events.CASE_REOPENED,
        case_id=OuterRef("case_id"),
        recorded_at__gt=OuterRef("before"),
        recorded_at__lte=OuterRef("signed_off_at"),
    )
    found = all_of_it.filter(case__force_id=force_id, signed_off_at__gt=at - OVER, signed_off_at__lte=at)
    found = found.annotate(before=Subquery(earlier.order_by("-signed_off_at").values("signed_off_at")[:1]))
    return found.annotate(first=Q(before=None) | Exists(reopened))
