"""The ladder: a duty whose time has passed climbs, rung by rung, to a named person."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import duties
from core.journal import record_climbs
from core.models import Duty
from law.duties import BY_CODE

# Functions (at) that write down what else the clock has made so; the desk fills it, since they live in the apps above.
SWEEPS = []


@dataclass
class Question:
    """Who holds a rung at the moment of a mark: what an owner rule asks, with the entry that opened the duty."""

    event: str
    case_id: UUID | None
    subject_type: str
    subject_id: UUID
    by_id: UUID
    recorded_at: datetime
    facts: dict = field(default_factory=dict)
    # Somebody who is leaving at this very moment, and so holds nothing any more.
    without: UUID | None = None
    # Who owes the duty: whoever is told of it is somebody else, where there is one of that rank.
    owes: UUID | None = None


def sweep(at, batch=2000):
    """Escalate every open duty whose next mark has passed; return how many rungs were climbed.

    Marks are recorded at the time they fell due, and told to whoever held the rung at that time, so that a sweep
    which slept gives the same journal as one which did not. Two sweeps at once share the rows between them.
    """
    for also in SWEEPS:
        with transaction.atomic():
            also(at)
    climbed = 0
    while step := sweep_once(at, batch):
        climbed += step
    return climbed


def sweep_once(at, batch):
    """Climb one rung for up to `batch` duties, in one transaction."""
    with transaction.atomic():
        late = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, next_mark_at__lte=at)
            .order_by("next_mark_at", "pk")[:batch]
        )
        found = list(late)
        if found:
            record_climbs(climbs(found), at=at)
    return len(found)


def climb_till(duty, at):
    """Let one duty climb every rung whose mark has passed, for it ends now and no sweep would find it any more."""
    while duty.next_mark_at and duty.next_mark_at <= at:
        record_climbs(climbs([duty]), at=at)


def tell_of_unreachable(gone, at, batch=2000):
    """Tell the first rung at once of each duty of somebody who cannot be reached, once; return how many.

    `gone` is a query of officers. What stands on the list of a whole team is seen there, and what the owner of a case
    owes has an alarm for the case as a whole.
    """
    with transaction.atomic():
        lost = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, level=0, role="", next_mark_at__gt=at, owner_id__in=gone)
            .exclude(owed_by="case_owner")
            .order_by("pk")[:batch]
        )
        found = list(lost)
        if found:
            record_climbs(climbs(found, at), at=at, early=True)
    return len(found)


def tell_again(gone, at, batch=2000):
    """Tell whoever holds the last rung now of each duty that stands there with somebody who cannot be reached.

    `gone` is a query of officers; returns how many were told. Where nobody else holds that rung, it stays as it is.
    """
    with transaction.atomic():
        stuck = (
            Duty.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("opened_by")
            .filter(ended_at=None, next_mark_at=None, escalated_to_id__in=gone)
            .order_by("pk")[:batch]
        )
        found = [(duty, duty.level, to) for duty, _, to in climbs(list(stuck), at)]
        lost = set(gone.filter(pk__in={to for *_, to in found}).values_list("pk", flat=True))
        told = [each for each in found if each[2] not in lost]
        if told:
            record_climbs(told, at=at, again=True)
    return len(told)


def climbs(found, at=None):
    """Return (duty, its next level, the officer to tell) for some duties, at the mark of each or at a moment."""
    questions = [question(duty, at) for duty in found]
    for look_ahead in duties.LOOK_AHEAD:
        look_ahead(questions)
    return [(duty, duty.level + 1, above(duty, asked)) for duty, asked in zip(found, questions, strict=True)]


def question(duty, at=None, without=None):
    """Return what the owner rules ask of a duty at its mark or at a moment, as if the officer `without` were away."""
    opened = duty.opened_by
    about = (opened.event, opened.case_id, opened.subject_type, opened.subject_id)
    return Question(*about, opened.by_id, at or duty.next_mark_at, opened.facts, without, duty.owner_id)


def above(duty, asked):
    """Return whom a duty goes up to: who holds its next rung, or one above it where that is who owes it."""
    ladder = BY_CODE[duty.code].escalates_to
    held = None
    for name in ladder[min(duty.level, len(ladder) - 1) :]:
        held = duties.OWNERS[name](asked).officer_id
        if held != duty.owner_id:
            break
    return held
