"""Words and moves of calls, incidents and cases."""

from django.db.models import TextChoices

from core.states import Transitions
from law.allocation import ROUTES


class Channel(TextChoices):
    """How we heard."""

    EMERGENCY = "999", "999"
    NON_EMERGENCY = "101", "101"
    ONLINE = "ONLINE", "Online report"
    COUNTER = "COUNTER", "Front counter"
    OFFICER = "OFFICER", "Officer"
    AGENCY = "AGENCY", "Partner agency"
    OTHER = "OTHER", "Another way"


class IncidentKind(TextChoices):
    """What the caller describes."""

    DOMESTIC = "DOMESTIC", "Domestic disturbance or abuse"
    ASSAULT = "ASSAULT", "Assault"
    HARASSMENT = "HARASSMENT", "Harassment"
    STALKING = "STALKING", "Stalking"
    THREATS = "THREATS", "Threats"
    SEXUAL = "SEXUAL", "Sexual offence"
    DAMAGE = "DAMAGE", "Damage"
    BREACH = "BREACH", "Breach of an order or bail"
    COERCIVE_CONTROL = "COERCIVE_CONTROL", "Controlling or coercive behaviour"
    WELFARE = "WELFARE", "Concern for welfare"
    OTHER = "OTHER", "Something else"


# These cannot be graded before somebody has said whether the people are connected.
ASK_CONNECTION = (IncidentKind.HARASSMENT, IncidentKind.STALKING)


class Connected(TextChoices):
    """Whether the people are personally connected (Domestic Abuse Act 2021 s2)."""

    UNANSWERED = "", "Not answered yet"
    YES = "YES", "Yes: partners, ex-partners or family"
    NO = "NO", "No"
    UNKNOWN = "UNKNOWN", "The caller does not know"


class Grade(TextChoices):
    """How fast we come, most urgent first."""

    IMMEDIATE = "IMMEDIATE", "Immediate"
    HIGH = "HIGH", "High"
    SCHEDULED = "SCHEDULED", "Scheduled"
    RESOLVED_WITHOUT_DEPLOYMENT = "RESOLVED_WITHOUT_DEPLOYMENT", "Resolved without sending anybody"


class Area(TextChoices):
    """Where an incident is, as its force counts places: in the country it may take longer to come."""

    RURAL = "RURAL", "In the country"
    TOWN = "TOWN", "In a town"
    UNKNOWN = "UNKNOWN", "Not known"


URGENCY = {grade: place for place, grade in enumerate(Grade.values)}


class Role(TextChoices):
    """The part somebody has in an incident."""

    VICTIM = "victim", "Victim"
    SUSPECT = "suspect", "Suspect"
    CHILD = "child", "Child"
    WITNESS = "witness", "Witness"
    CALLER = "caller", "Caller"


class Children(TextChoices):
    """What we know of children; none is an answer, and silence is not."""

    NOT_ASKED = "NOT_ASKED", "Not asked yet"
    NONE = "NONE", "No children"
    LISTED = "LISTED", "Children are listed"


class CaseState(TextChoices):
    """A case is open until a reviewed plan allows its end."""

    OPEN = "OPEN", "Open"
    CLOSED = "CLOSED", "Closed"


class Level(TextChoices):
    """Risk levels (practice of DASH users, in 2014 and today)."""

    UNASSESSED = "", "Not assessed yet"
    STANDARD = "STANDARD", "Standard"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


class OfferAnswer(TextChoices):
    """What became of an offer."""

    WAITING = "WAITING", "Waiting for an answer"
    ACCEPTED = "ACCEPTED", "Accepted"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class ContactOutcome(TextChoices):
    """What became of an attempt to reach the victim."""

    REACHED = "REACHED", "I spoke with the victim"
    NO_ANSWER = "NO_ANSWER", "Nobody answered"
    SOMEBODY_ELSE = "SOMEBODY_ELSE", "Somebody else answered, and nothing was said"
    NOT_SAFE = "NOT_SAFE", "The victim could not speak safely"
    NO_LONGER = "NO_LONGER", "This way no longer leads to the victim"


class FlagCode(TextChoices):
    """What the history of reports says of a person or a pair."""

    REPEAT_VICTIM = "REPEAT_VICTIM", "Repeat victim"
    THIRD_REPORT = "THIRD_REPORT", "Third report in 12 months"
    ESCALATION = "ESCALATION", "Escalation"
    SERIAL_PERPETRATOR = "SERIAL_PERPETRATOR", "Serial perpetrator"
    REPEAT_PERPETRATOR = "REPEAT_PERPETRATOR", "Repeat perpetrator"


class Resourcing(TextChoices):
    """Whether somebody goes to an incident."""

    NOBODY = "NOBODY", "Nobody sent"
    SENT = "SENT", "Unit sent"
    ARRIVED = "ARRIVED", "Arrived"


class Decision(TextChoices):
    """What a supervisor decided about what an incident met."""

    RIGHT = "RIGHT", "The response is right as it is"
    MORE = "MORE", "More or other units sent"
    REGRADED = "REGRADED", "The grade was or will be changed"
    CALLED_BACK = "CALLED_BACK", "The caller is called back"
    ADVISED = "ADVISED", "The operator or the unit was told what to do"
    OTHER = "OTHER", "Something else"


class Outcome(TextChoices):
    """How an incident ended for the control room."""

    ATTENDED = "ATTENDED", "Attended"
    UNATTENDED = "UNATTENDED", "Nobody went"
    NOT_DOMESTIC = "NOT_DOMESTIC", "Not domestic abuse"


Investigators = TextChoices("Investigators", [(code, (code, title)) for code, title in ROUTES.items()])


class Aggressor(TextChoices):
    """Who the primary aggressor is: the suspect of the first case, of the second, or neither more than the other."""

    FIRST = "FIRST", "The suspect of the first case"
    SECOND = "SECOND", "The suspect of the second case"
    BOTH = "BOTH", "Neither more than the other"


class CheckResult(TextChoices):
    """What a check gave. That it could not be made is an answer as well, with the reason."""

    NOTHING = "NOTHING", "Nothing found"
    FOUND = "FOUND", "Something found"
    NOT_POSSIBLE = "NOT_POSSIBLE", "Could not be made"


class FirearmsOutcome(TextChoices):
    """What firearms licensing decided about one certificate."""

    RETAINED = "RETAINED", "Retained"
    REVOKED = "REVOKED", "Revoked"
    SEIZED = "SEIZED", "Seized"


class Response(TextChoices):
    """How an inspector has a unit go to an address with a firearms certificate."""

    AS_USUAL = "AS_USUAL", "Go as usual, knowing of it"
    WITH_CARE = "WITH_CARE", "Go with a plan: wait, meet, approach together"
    ARMED = "ARMED", "Armed officers go first"


CASE_MOVES = Transitions({"OPEN": {"CLOSED"}, "CLOSED": {"OPEN"}})
OFFER_MOVES = Transitions({"WAITING": {"ACCEPTED", "REFUSED", "WITHDRAWN"}})
