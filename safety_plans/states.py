"""Words and moves of safety plans."""

from django.db.models import TextChoices

from core.states import Transitions

OTHER = "OTHER"
"""The code of a measure that is not on the menu; its words say what it is."""


class PlanState(TextChoices):
    """A plan is a draft until it is agreed; it may be agreed again when things change."""

    DRAFT = "DRAFT", "Draft"
    AGREED = "AGREED", "Agreed"


class MeasureState(TextChoices):
    """Where a measure stands."""

    PROPOSED = "PROPOSED", "Waiting to be accepted"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    DONE = "DONE", "Done"
    NOT_DONE = "NOT_DONE", "Not done"
    REMOVED = "REMOVED", "Removed"


class Agreement(TextChoices):
    """Whether the victim agrees to a measure; not having asked is neither yes nor no."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    NOT_ASKED_YET = "NOT_ASKED_YET", "Not asked yet"


class EvidenceKind(TextChoices):
    """What proves that a measure is in place. Which kinds fit which measure stands in `law/measures.toml`."""

    SEEN = "SEEN", "Seen or tested by me"
    PHOTOGRAPH = "PHOTOGRAPH", "Photograph"
    CONTACT = "CONTACT", "Contact with the victim, in the contact log"
    DOCUMENT = "DOCUMENT", "Document or record"
    VICTIM = "VICTIM", "Confirmed by the victim"
    PARTNER = "PARTNER", "Confirmed by another agency"
    RECORD = "RECORD", "From an earlier record"


# These are nothing without the number under which the force keeps them.
KEPT_UNDER_A_REFERENCE = (EvidenceKind.PHOTOGRAPH, EvidenceKind.DOCUMENT)


class Outcome(TextChoices):
    """What a review of the plan decided."""

    CONTINUE = "CONTINUE", "The plan goes on"
    CLOSE = "CLOSE", "The plan can end"


PLAN_MOVES = Transitions({"DRAFT": {"AGREED"}, "AGREED": {"AGREED"}})
MEASURE_MOVES = Transitions(
    {
        "PROPOSED": {"ACCEPTED", "DECLINED", "DONE", "REMOVED"},
        "ACCEPTED": {"DONE", "NOT_DONE", "REMOVED"},
        "DECLINED": {"PROPOSED", "REMOVED"},
        "NOT_DONE": {"DONE", "REMOVED"},
        "DONE": {"NOT_DONE", "REMOVED"},
        "REMOVED": set(),
    }
)
# Somebody still has to do something about these.
STILL_TO_DO = (MeasureState.PROPOSED, MeasureState.ACCEPTED, MeasureState.DECLINED, MeasureState.NOT_DONE)
# What can be recorded as done: a declined one goes to somebody first.
TO_CARRY_OUT = (MeasureState.PROPOSED, MeasureState.ACCEPTED, MeasureState.NOT_DONE)
# These protect, or are meant to: what counts towards the least that a plan must hold.
IN_THE_PLAN = (MeasureState.PROPOSED, MeasureState.ACCEPTED, MeasureState.DONE)
