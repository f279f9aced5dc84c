"""Words and moves of MARAC."""

from django.db.models import TextChoices

from core.states import Transitions


class ReferralState(TextChoices):
    """Where a referral stands."""

    SUBMITTED = "SUBMITTED", "Waiting to be listed"
    LISTED = "LISTED", "Listed for a meeting"
    HEARD = "HEARD", "Heard"
    ACTIONS_OPEN = "ACTIONS_OPEN", "Heard, actions to do"
    ACTIONS_CLOSED = "ACTIONS_CLOSED", "Heard, all actions done"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class Criterion(TextChoices):
    """The grounds of referral; the tests and sources are in `law.referral`."""

    PROFESSIONAL_JUDGEMENT = "PROFESSIONAL_JUDGEMENT", "Professional judgement"
    VISIBLE_HIGH_RISK = "VISIBLE_HIGH_RISK", "Visible high risk"
    POTENTIAL_ESCALATION = "POTENTIAL_ESCALATION", "Potential escalation"
    REPEAT = "REPEAT", "Repeat"


class VictimTold(TextChoices):
    """Whether the victim knows of the referral. To tell is the rule, where it is safe."""

    TOLD = "TOLD", "Yes"
    NOT_SAFE_TO_TELL = "NOT_SAFE_TO_TELL", "No, it would not be safe"
    NOT_REACHED = "NOT_REACHED", "No, the victim could not be reached"
    NOT_RECORDED = "NOT_RECORDED", "The record does not say"


# What a person who refers may answer; that the record does not say is only for records of the past.
ANSWERS = (VictimTold.TOLD, VictimTold.NOT_SAFE_TO_TELL, VictimTold.NOT_REACHED)


class Consent(TextChoices):
    """Whether the victim agrees. Consent is wanted, and not required where the risk justifies sharing."""

    AGREES = "AGREES", "The victim agrees"
    DOES_NOT_AGREE = "DOES_NOT_AGREE", "The victim does not agree"
    NOT_ASKED = "NOT_ASKED", "The victim was not asked"


class Agency(TextChoices):
    """Who takes an action. Actions are owned by agencies, never by the meeting."""

    POLICE = "POLICE", "Police"
    PROBATION = "PROBATION", "Probation"
    HEALTH = "HEALTH", "Health"
    CHILDREN = "CHILDREN", "Children's social care"
    ADULTS = "ADULTS", "Adult social care"
    HOUSING = "HOUSING", "Housing"
    IDVA = "IDVA", "IDVA service"
    EDUCATION = "EDUCATION", "Education"
    MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health service"
    SUBSTANCE_MISUSE = "SUBSTANCE_MISUSE", "Drug and alcohol service"
    OTHER = "OTHER", "Another agency"


class Papers(TextChoices):
    """What was sent to the agencies."""

    AGENDA = "AGENDA", "Agenda"
    ACTIONS = "ACTIONS", "Actions"
    CHANGE = "CHANGE", "A case left the agenda"


MOVES = Transitions(
    {
        "SUBMITTED": {"LISTED", "WITHDRAWN"},
        "LISTED": {"LISTED", "SUBMITTED", "HEARD", "WITHDRAWN"},
        "HEARD": {"ACTIONS_OPEN"},
        "ACTIONS_OPEN": {"ACTIONS_OPEN", "ACTIONS_CLOSED"},
        "ACTIONS_CLOSED": {"ACTIONS_OPEN"},
        "WITHDRAWN": set(),
    }
)
WAITING = (ReferralState.SUBMITTED, ReferralState.LISTED)
AFTER_MEETING = (ReferralState.HEARD, ReferralState.ACTIONS_OPEN, ReferralState.ACTIONS_CLOSED)
