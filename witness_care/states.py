"""Words and moves of the care for the victim as a witness."""

from django.db.models import TextChoices

from core.states import Transitions
from law.witness import MEASURES, RIGHTS


class ContactState(TextChoices):
    """Where the offer to care for a witness stands; while it is offered, whoever held it still does."""

    OFFERED = "OFFERED", "Offered"
    HOLDS = "HOLDS", "Cares for the witness"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    ENDED = "ENDED", "Handed on"


CONTACT_TRANSITIONS = Transitions(
    {
        ContactState.OFFERED: {ContactState.HOLDS, ContactState.REFUSED, ContactState.WITHDRAWN},
        ContactState.HOLDS: {ContactState.ENDED},
        ContactState.REFUSED: set(),
        ContactState.WITHDRAWN: set(),
        ContactState.ENDED: set(),
    }
)


class MeasureState(TextChoices):
    """Where a special measure stands."""

    ASKED = "ASKED", "Wanted"
    APPLIED = "APPLIED", "Applied for"
    GRANTED = "GRANTED", "Granted"
    REFUSED = "REFUSED", "Refused by the court"
    DROPPED = "DROPPED", "No longer wanted"


MEASURE_TRANSITIONS = Transitions(
    {
        MeasureState.ASKED: {MeasureState.APPLIED, MeasureState.DROPPED},
        MeasureState.APPLIED: {MeasureState.GRANTED, MeasureState.REFUSED, MeasureState.DROPPED},
        MeasureState.GRANTED: {MeasureState.DROPPED},
        MeasureState.REFUSED: {MeasureState.APPLIED},
        MeasureState.DROPPED: set(),
    }
)

Measure = TextChoices("Measure", [(each.code, (each.code, each.title)) for each in MEASURES])
Right = TextChoices("Right", [(each.code, (each.code, each.title)) for each in RIGHTS])


class Need(TextChoices):
    """What a witness may need, beside special measures."""

    INTERPRETER = "INTERPRETER", "Interpreter"
    ACCESS = "ACCESS", "Access for a disability or illness"
    CHILDCARE = "CHILDCARE", "Care for children"
    TRAVEL = "TRAVEL", "Safe travel to and from court"
    SEPARATE_WAY = "SEPARATE_WAY", "Another way in, and another waiting room"
    COMPANY = "COMPANY", "Somebody who comes along"
    VISIT = "VISIT", "A visit to the court before the trial"
    WORK = "WORK", "A word with the employer"


class Answer(TextChoices):
    """What the victim answered to the offer of a Victim Personal Statement."""

    MADE = "MADE", "Made it, or brought it up to date"
    LATER = "LATER", "Wants to decide later"
    DECLINED = "DECLINED", "Does not want to make one"


class Reading(TextChoices):
    """How the victim wants her statement to be heard."""

    SELF = "SELF", "The victim reads it aloud"
    PROSECUTOR = "PROSECUTOR", "Somebody reads it aloud for the victim"
    PLAYED = "PLAYED", "A recording is played"
    NOT_ALOUD = "NOT_ALOUD", "The court reads it, not aloud"
    UNDECIDED = "UNDECIDED", "Not decided yet"


class Use(TextChoices):
    """What became of the statement at sentence."""

    READ_BY_VICTIM = "READ_BY_VICTIM", "The victim read it aloud"
    READ_FOR_VICTIM = "READ_FOR_VICTIM", "It was read aloud for the victim"
    PLAYED = "PLAYED", "A recording was played"
    NOT_ALOUD = "NOT_ALOUD", "The court read it, not aloud"
    NOT_USED = "NOT_USED", "It was not used"
    NONE_MADE = "NONE_MADE", "There was no statement"


class Wish(TextChoices):
    """What the victim wants of a right."""

    WANTS = "WANTS", "Wants it"
    DECLINES = "DECLINES", "Does not want it"
    THINKS = "THINKS", "Will think about it"


class Told(TextChoices):
    """What the victim was spoken with about."""

    NEEDS = "NEEDS", "Needs as a witness"
    HEARING = "HEARING", "Going through a hearing"
    STATEMENT = "STATEMENT", "Victim Personal Statement"
    RIGHT = "RIGHT", "A right of the Victims' Code"
    MEASURE = "MEASURE", "What became of a special measure"
    REVIEW = "REVIEW", "What a review decided"


class Outcome(TextChoices):
    """What a review of a decision came to."""

    UPHELD = "UPHELD", "The decision stands"
    OVERTURNED = "OVERTURNED", "The decision was wrong, and the case goes on"
