"""Who is told when a duty climbs: the question that each rung asks, at the mark of the duty or at a moment."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core import duties
from law.duties import BY_CODE


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
