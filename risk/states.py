"""Words and moves of risk assessments."""

from django.db.models import TextChoices

from core.states import Transitions


class State(TextChoices):
    """Where an assessment stands."""

    DRAFT = "DRAFT", "Draft"
    SUBMITTED = "SUBMITTED", "Waiting for sign-off"
    RETURNED = "RETURNED", "Sent back to its author"
    SIGNED_OFF = "SIGNED_OFF", "Signed off"
    SET_ASIDE = "SET_ASIDE", "Set aside unfinished"
    VOIDED = "VOIDED", "Signed off, then corrected"


MOVES = Transitions(
    {
        State.DRAFT: {State.SUBMITTED, State.SET_ASIDE},
        State.SUBMITTED: {State.SIGNED_OFF, State.RETURNED},
        State.RETURNED: {State.SUBMITTED},
        State.SIGNED_OFF: {State.VOIDED},
        State.VOIDED: set(),
        State.SET_ASIDE: set(),
    }
)
# What was signed off, whether it still holds or was corrected since.
SIGNED = (State.SIGNED_OFF, State.VOIDED)
# A correction that no supervisor has signed off yet.
UNSIGNED = (State.SUBMITTED, State.RETURNED)
OPEN_TO_CHANGE = (State.DRAFT, State.RETURNED)


class Grade(TextChoices):
    """The level of risk that an officer gives."""

    STANDARD = "STANDARD", "Standard"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


RANK = {"": 0, Grade.STANDARD: 1, Grade.MEDIUM: 2, Grade.HIGH: 3}
# The three levels in our own words, as the officer sees them beside the choice.
GRADE_MEANS = {
    Grade.HIGH: "Serious harm could happen at any time, and there are signs of it.",
    Grade.MEDIUM: "There are signs of serious harm, but it is unlikely unless circumstances change.",
    Grade.STANDARD: "What is known now does not suggest serious harm.",
}


class Value(TextChoices):
    """What was answered. Do not know, refused and not asked are three answers, and none of them is no."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    NEVER = "NEVER", "Never"
    OCCASIONALLY = "OCCASIONALLY", "Occasionally"
    OFTEN = "OFTEN", "Often"
    ALL_THE_TIME = "ALL_THE_TIME", "All the time"
    WRITTEN = "WRITTEN", "Answered in words"
    DONT_KNOW = "DONT_KNOW", "Does not know"
    REFUSED = "REFUSED", "Would not say"
    NOT_ASKED = "NOT_ASKED", "Not asked"


class Source(TextChoices):
    """From whom the answer comes."""

    VICTIM = "VICTIM", "The victim said so"
    OFFICER = "OFFICER", "Seen or judged by an officer"
    RECORDS = "RECORDS", "Found in records"


class LeftOut(TextChoices):
    """Why further questions that an answer opened were not asked."""

    NO = "", "Asked"
    DECLINED = "DECLINED", "Left out, with a reason"
    UNASKED = "UNASKED", "Not asked: the system that sent the assessment did not know of them"


class DecisionKind(TextChoices):
    """What a supervisor did with a submitted assessment, or who vouched for it in the place of its author."""

    SIGNED_OFF = "SIGNED_OFF", "Signed off"
    RETURNED = "RETURNED", "Sent back"
    CONFIRMED = "CONFIRMED", "Checked in the place of the author"


class DowngradeState(TextChoices):
    """Where a level that is lowered for a time stands."""

    PROPOSED = "PROPOSED", "Waiting for a second person"
    AGREED = "AGREED", "Lowered for a time"
    REFUSED = "REFUSED", "Refused"
    EXPIRED = "EXPIRED", "Over: the level has returned"
    OVERTAKEN = "OVERTAKEN", "Over: something newer decides"


DOWNGRADE_MOVES = Transitions(
    {
        DowngradeState.PROPOSED: {DowngradeState.AGREED, DowngradeState.REFUSED, DowngradeState.OVERTAKEN},
        DowngradeState.AGREED: {DowngradeState.EXPIRED, DowngradeState.OVERTAKEN},
        DowngradeState.REFUSED: set(),
        DowngradeState.EXPIRED: set(),
        DowngradeState.OVERTAKEN: set(),
    }
)


class Settled(TextChoices):
    """How two reads of one assessment were settled."""

    AGREED = "AGREED", "Both readers gave the same grade"
    ARBITER = "ARBITER", "An arbiter decided"
    URGENT = "URGENT", "Opened at once: the first reader said that it could not wait"
    ALONE = "ALONE", "Opened with one read: nobody else could read it, or nobody did in time"


POLICE, SAFELIVES, FREQUENCY = "DASH_2009_POLICE", "DASH_SAFELIVES", "FREQUENCY"
# The instruments with which a whole assessment can be made, the usual one first.
INSTRUMENTS = (POLICE, SAFELIVES, FREQUENCY)
OTHER = "OTHER"
