"""How many assessments a force signs off, by kind: what a plan of review is tried on."""

from datetime import timedelta

from django.db.models import Count, Q

from risk.models import Assessment
from risk.states import Grade, State

OVER = timedelta(days=365)


def volumes(force_id, at, *, but=()):
    """Return ({stream code: signed off a day}, how many in all) over the year up to `at`, counts only.

    None of the cases `but`, whose level is withheld from a reader: a count before and after would tell it.
    """
    children = ~Q(child_ids=[])
    found = Assessment.objects.filter(
        case__force_id=force_id, state=State.SIGNED_OFF, signed_off_at__gt=at - OVER, signed_off_at__lte=at
    )
    counts = (found.exclude(case__in=but) if but else found).aggregate(
        EXTREME=Count("pk", filter=Q(signed_off_grade=Grade.HIGH, visible_high_risk=True)),
        HIGH=Count("pk", filter=Q(signed_off_grade=Grade.HIGH, visible_high_risk=False)),
        MEDIUM=Count("pk", filter=Q(signed_off_grade=Grade.MEDIUM)),
        CHILD=Count("pk", filter=Q(signed_off_grade=Grade.STANDARD) & children),
        STANDARD=Count("pk", filter=Q(signed_off_grade=Grade.STANDARD) & ~children),
    )
    return {code: count / OVER.days for code, count in counts.items()}, sum(counts.values())
