"""The ladder: a duty whose time has passed climbs, rung by rung, to a named person."""

from django.db import transaction

from core import duties
from core.journal import record
from core.models import Duty
from law.duties import BY_CODE


def sweep(at, batch=500):
    """Escalate every open duty whose next mark has passed; return how many rungs were climbed.

    Marks are recorded at the time they fell due, so that a sweep which slept gives the same journal
    as one which did not. Two sweeps at once share the rows between them.
    """
    climbed = 0
    while step := sweep_once(at, batch):
        climbed += step
    return climbed


def sweep_once(at, batch):
    """Climb one rung for up to `batch` duties, in one transaction."""
    with transaction.atomic():
        late = (
            Duty.objects.select_for_update(skip_locked=True)
            .filter(ended_at=None, next_mark_at__lte=at)
            .order_by("next_mark_at", "pk")[:batch]
        )
        for duty in (found := list(late)):
            ladder = BY_CODE[duty.code].escalates_to
            rung = ladder[min(duty.level, len(ladder) - 1)]
            to = duties.OWNERS[rung](duty.opened_by).officer_id
            record(
                duties.ESCALATED,
                about=duty,
                by=None,
                at=at,
                occurred_at=duty.next_mark_at,
                duty=duty.code,
                level=duty.level + 1,
                to=to,
            )
    return len(found)
