"""Calls, incidents, the people in them, and the case that joins one victim and one suspect over time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from core.history import History
from core.models import Record
from core.states import Machine
from incidents import states
from incidents.models.allocation import Allocation as Allocation
from incidents.models.checks import Check as Check
from incidents.models.closing import Crime as Crime
from incidents.models.closing import QualifierDoubt as QualifierDoubt
from incidents.models.contact_log import ContactAttempt  # noqa: F401
from incidents.models.counter import AggressorDecision as AggressorDecision
from incidents.models.counter import CounterAllegation as CounterAllegation
from incidents.models.drafts import CallDraft  # noqa: F401
from incidents.models.evidence import Evidence as Evidence
from incidents.models.firearms import FirearmsAcknowledgement as FirearmsAcknowledgement
from incidents.models.firearms import FirearmsAlert as FirearmsAlert
from incidents.models.firearms import FirearmsCertificate as FirearmsCertificate
from incidents.models.grading import GradeDecision, Thrive  # noqa: F401
from incidents.models.rural import RuralPlace as RuralPlace
from incidents.models.script import CallScript  # noqa: F401
from incidents.models.supervision import Dispatch, Hit, Watch  # noqa: F401
from incidents.models.transfers import Transfer  # noqa: F401
from incidents.states import Children, Connected, FlagCode, Grade, IncidentKind, Level, OfferAnswer


class Case(Machine, Record):
    """A relationship over time: every incident between this victim and this suspect belongs to it."""

    TRANSITIONS = states.CASE_MOVES

    victim = models.ForeignKey("people.Person", models.PROTECT, related_name="cases_as_victim")
    suspect = models.ForeignKey("people.Person", models.PROTECT, related_name="cases_as_suspect")
    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=states.CaseState, default=states.CaseState.OPEN)
    risk_level = models.CharField(max_length=10, choices=Level, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    close_reason = models.TextField(blank=True)
    # When it was opened again last, and why.
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    reopen_reason = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    # Kept in step with what `deaths` records, in its transaction: nobody is asked to reach a victim who has died.
    somebody_died = models.BooleanField(default=False, db_default=False)
    victim_died = models.BooleanField(default=False, db_default=False)
    # From this day on a report of the case labels nobody: see `CounterAllegation`.
    unlabelled_from = models.DateField(null=True, blank=True)
    counter_case = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="countered_by")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["victim", "suspect"], name="case_one_per_pair"),
            # What waits for the unit of a case names both, and the database moves it along with the case.
            models.UniqueConstraint(fields=["id", "unit"], name="case_in_its_unit"),
            models.CheckConstraint(name="case_of_two", condition=~Q(victim=F("suspect"))),
            models.CheckConstraint(
                name="case_closed_whole",
                condition=Q(state="OPEN", closed_at=None, closed_by=None)
                | Q(state="CLOSED", closed_at__isnull=False, closed_by__isnull=False) & ~Q(close_reason=""),
            ),
            models.CheckConstraint(
                name="case_reopened_whole",
                condition=Q(reopened_at=None, reopened_by=None, reopen_reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopen_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["force", "risk_level"], condition=Q(state="OPEN"), name="case_open"),
            models.Index(fields=["force", "-opened_at"], name="case_newest"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="case_restricted"),
            models.Index(
                fields=["unlabelled_from"], condition=Q(unlabelled_from__isnull=False), name="case_unlabelled"
            ),
        ]

    def __str__(self):
        return f"{self.victim} and {self.suspect}"


class CaseReader(Record):
    """Somebody named on the list of those who may open a restricted case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="readers")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "officer"], condition=Q(until_at=None), name="case_reader_once")
        ]


class Ownership(Record):
    """Who answers for the case from one instant until another (excluded). Periods never overlap, and
    while the case is open they leave no gap: both are kept by the database."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ownerships")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_by_closing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="ownership_one_at_a_time",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    (
                        Func("from_at", "until_at", function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                name="ownership_ends_after_start", condition=Q(until_at=None) | Q(until_at__gte=F("from_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["officer"], condition=Q(until_at=None), name="ownership_now"),
            models.Index(fields=["case", "from_at"]),
        ]


class Offer(Machine, Record):
    """A case offered to another officer. Until it is accepted, the giver owns it."""

    TRANSITIONS = states.OFFER_MOVES

    case = models.ForeignKey(Case, models.PROTECT, related_name="offers")
    giver = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    to = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="offers")
    must_know = models.TextField(blank=True)
    checklist = models.JSONField(default=dict, blank=True)
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING)
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="WAITING"), name="offer_one_waiting"),
            models.CheckConstraint(
                name="offer_answered_whole",
                condition=Q(state="WAITING", answered_at=None) | ~Q(state="WAITING") & ~Q(answered_at=None),
            ),
            models.CheckConstraint(name="offer_refused_with_reason", condition=~Q(state="REFUSED", answer_reason="")),
        ]
        indexes = [models.Index(fields=["to"], condition=Q(state="WAITING"), name="offer_waiting_for")]


class Incident(Record):
    """One matter, as reported; `facts` are what is known of it, and `rank` how grave that is (law.severity).

    `default_grade` is what the rule says, `chosen_grade` what the call taker chose, `grade` what holds.
    """

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=IncidentKind)
    occurred_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    reported_on = models.DateField()
    address = models.ForeignKey("people.Address", models.PROTECT, null=True, blank=True, related_name="incidents")
    what = models.TextField(blank=True)
    domestic = models.BooleanField(default=True)
    connected = models.CharField(max_length=10, choices=Connected, blank=True)
    children = models.CharField(max_length=10, choices=Children, default=Children.NOT_ASKED)
    facts = models.JSONField(default=dict, blank=True)
    rank = models.PositiveSmallIntegerField(null=True)
    violent = models.BooleanField(default=False)
    firearms = models.BooleanField(default=False)
    default_grade = models.CharField(max_length=30, choices=Grade, blank=True)
    chosen_grade = models.CharField(max_length=30, choices=Grade, blank=True)
    grade = models.CharField(max_length=30, choices=Grade, blank=True)
    grade_reasons = models.JSONField(default=list, blank=True)
    grade_note = models.TextField(blank=True)
    grade_approved_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=200, blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "number"], name="incident_number"),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="incident_external"
            ),
            models.CheckConstraint(
                name="incident_connection_before_grade",
                condition=~Q(kind__in=["HARASSMENT", "STALKING"]) | Q(grade="") | ~Q(connected=""),
            ),
            models.CheckConstraint(
                name="incident_domestic_floor",
                condition=Q(domestic=False) & (~Q(kind__in=["HARASSMENT", "STALKING"]) | Q(connected__in=["", "NO"]))
                | Q(grade__in=["", "IMMEDIATE", "HIGH"])
                | Q(grade_approved_by__isnull=False) & ~Q(grade_note=""),
            ),
        ]
        indexes = [
            models.Index(fields=["force", "-reported_at"]),
            models.Index(fields=["address", "reported_at"]),
        ]

    def __str__(self):
        return self.number


class Call(Record):
    """One contact that told us of an incident: who, how, when, and who took it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="calls")
    channel = models.CharField(max_length=10, choices=states.Channel)
    caller = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="calls")
    caller_number = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    dropped = models.BooleanField(default=False)
    taken_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["caller_number", "received_at"])]


class Involvement(Record):
    """Somebody's part in an incident."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="involvements")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="involvements")
    role = models.CharField(max_length=10, choices=states.Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "person", "role"], name="involvement_once")]
        indexes = [models.Index(fields=["person", "role"])]


class Allegation(Record):
    """One victim and one suspect of one incident: what the history flags are computed from.

    Everything below `case` is derived from the incident, the relationships and the identities by
    `flags.derive`, in the transaction of whatever changed them.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="allegations")
    victim = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    suspect = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="allegations")
    victim_identity = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    suspect_identity = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reported_on = models.DateField()
    rank = models.PositiveSmallIntegerField(null=True)
    violent = models.BooleanField(default=False)
    connected = models.BooleanField(default=False)
    intimate = models.BooleanField(default=False)
    # False where the two accuse each other and nobody signed that this side's reports count.
    labels = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "victim", "suspect"], name="allegation_once"),
            models.CheckConstraint(name="allegation_of_two", condition=~Q(victim=F("suspect"))),
        ]
        indexes = [
            models.Index(
                fields=["victim_identity", "reported_on"],
                include=["incident"],
                condition=Q(connected=True, labels=True),
                name="allegation_repeat",
            ),
            models.Index(
                fields=["suspect_identity", "reported_on"],
                include=["victim_identity", "incident"],
                condition=Q(violent=True, intimate=True, labels=True),
                name="allegation_serial",
            ),
            models.Index(fields=["suspect_identity", "reported_on"], name="allegation_suspect"),
            models.Index(fields=["case", "reported_on"], name="allegation_case"),
        ]


class Flag(Record):
    """A flag that holds on the day `as_of`, with the incidents that it rests on and its rule."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="flags")
    code = models.CharField(max_length=30, choices=FlagCode)
    variant = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    because = ArrayField(models.UUIDField())
    basis = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code", "variant"], name="flag_once")]
        indexes = [models.Index(fields=["code", "variant", "since"])]


class Attendance(Record):
    """Who went, when, and what they did: positive action, or why there was no arrest."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="attendances")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField()
    positive_action = models.TextField(blank=True)
    no_arrest_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attendance_action_or_reason",
                condition=~Q(positive_action="") | ~Q(no_arrest_reason=""),
            )
        ]


class Information(Record):
    """Something told to us about a case: kept as it came, shown in the story, and used where a rule knows it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="information")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="information")
    kind = models.CharField(max_length=30)
    occurred_on = models.DateField()
    facts = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)
    added_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "information"


class Act(Record):
    """Somebody was told, referred or shown: what, about which subject, by whom, and what proves it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=30)
    of = models.UUIDField(null=True)
    note = models.TextField()
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="act_says_something", condition=~Q(note=""))]
        indexes = [models.Index(fields=["case", "done_at"])]
