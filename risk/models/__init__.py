"""Risk assessments: what was asked and answered, what was graded, who signed it off, and who looked again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from incidents.states import Children
from law import clocks
from risk import states
from risk.models.circumstances import Circumstance, IntervalPolicy  # noqa: F401
from risk.models.disputes import GradeDispute  # noqa: F401
from risk.models.downgrading import Downgrade  # noqa: F401
from risk.models.keeping import Undecided  # noqa: F401
from risk.models.questions import Acknowledgement, VersionInUse, Wording  # noqa: F401
from risk.models.reading import Read, ReviewPolicy, Selection  # noqa: F401
from risk.states import RANK, DecisionKind, Grade, LeftOut, Source, State, Value

UNLOWERED = ("", Grade.HIGH)


class Assessment(Machine, Record):
    """One asking of one instrument. After its sign-off nothing in it changes but the reviews that follow.

    `grade` is the author's, `signed_off_grade` the supervisor's, `reviewed_grade` that of the latest
    review: none overwrites another. `held_grade` is the highest of them once it is signed off: it only ever
    rises, and what lowers the level of the case is a Downgrade. `covered_by` is the review that looked at this
    or a later one. `level_before` is the level of the case when it was handed in: beside it the author explained a
    lower grade. `assessed_day_only`: nobody said at which hour it was asked, and `assessed_at` is the start of that
    day. `waits_in` is the unit of its case while it waits for sign-off, which the database writes and keeps so: whoever
    moves a case need not know of it.
    """

    TRANSITIONS = states.MOVES

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="assessments")
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, related_name="assessments")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    question_set_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="assessments")
    typed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    from_record = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    assessed_at = models.DateTimeField(null=True)
    assessed_day_only = models.BooleanField(default=False)
    children = models.CharField(max_length=10, choices=Children, default=Children.NOT_ASKED)
    children_named = models.JSONField(default=list, blank=True)
    child_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    observations = models.TextField(blank=True)
    suggested_grade = models.CharField(max_length=10, choices=Grade, blank=True)
    suggested_reasons = models.JSONField(default=list, blank=True)
    yes_count = models.PositiveSmallIntegerField(default=0)
    unknown_count = models.PositiveSmallIntegerField(default=0)
    range_low = models.PositiveSmallIntegerField(default=0)
    range_high = models.PositiveSmallIntegerField(default=0)
    visible_high_risk = models.BooleanField(default=False)
    grade = models.CharField(max_length=10, choices=Grade, blank=True)
    grade_reasons = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    # One key of the database names it together with the case: see the migration that made it.
    waits_in = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    content_hash = models.CharField(max_length=64, blank=True)
    returned_reason = models.TextField(blank=True)
    signed_off_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    signed_off_grade = models.CharField(max_length=10, choices=Grade, blank=True)
    held_grade = models.CharField(max_length=10, choices=Grade, blank=True)
    level_before = models.CharField(max_length=10, choices=Grade, blank=True)
    needs_review = models.BooleanField(default=False)
    covered_by = models.ForeignKey("Review", models.PROTECT, null=True, related_name="covers")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    reviewed_grade = models.CharField(max_length=10, choices=Grade, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    void_reason = models.TextField(blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    history = History(excluded_fields=["waits_in"])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "author"], condition=Q(state="DRAFT"), name="assessment_one_draft_per_author"
            ),
            models.CheckConstraint(name="assessment_typed_by_another", condition=~Q(typed_by=F("author"))),
            models.CheckConstraint(name="assessment_signed_off_by_another", condition=~Q(signed_off_by=F("author"))),
            models.CheckConstraint(
                name="assessment_signed_off_not_by_typist", condition=~Q(signed_off_by=F("typed_by"))
            ),
            models.CheckConstraint(name="assessment_reviewed_by_another", condition=~Q(reviewed_by=F("author"))),
            models.CheckConstraint(name="assessment_reviewed_not_by_typist", condition=~Q(reviewed_by=F("typed_by"))),
            models.CheckConstraint(
                name="assessment_submitted_whole",
                condition=Q(state__in=["DRAFT", "SET_ASIDE"], submitted_at=None, submitted_by=None)
                | Q(assessed_at__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False)
                & ~Q(grade="")
                & ~Q(content_hash=""),
            ),
            models.CheckConstraint(
                name="assessment_waits_in_a_unit",
                condition=Q(state="SUBMITTED", waits_in__isnull=False) | ~Q(state="SUBMITTED") & Q(waits_in=None),
            ),
            models.CheckConstraint(
                name="assessment_children_answered",
                condition=Q(state__in=["DRAFT", "RETURNED", "SET_ASIDE"])
                | Q(from_record=True)
                | ~Q(children="NOT_ASKED"),
            ),
            models.CheckConstraint(
                name="assessment_returned_with_reason", condition=~Q(state="RETURNED", returned_reason="")
            ),
            models.CheckConstraint(
                name="assessment_signed_off_whole",
                condition=Q(
                    state__in=["SIGNED_OFF", "VOIDED"], signed_off_at__isnull=False, signed_off_by__isnull=False
                )
                & ~Q(signed_off_grade="")
                & ~Q(held_grade="")
                | ~Q(state__in=["SIGNED_OFF", "VOIDED"])
                & Q(signed_off_at=None, signed_off_by=None, signed_off_grade="", held_grade=""),
            ),
            models.CheckConstraint(
                name="assessment_reviewed_whole",
                condition=Q(reviewed_at=None, reviewed_by=None, reviewed_grade="")
                | Q(state__in=["SIGNED_OFF", "VOIDED"], reviewed_at__isnull=False, reviewed_by__isnull=False)
                & ~Q(reviewed_grade=""),
            ),
            models.CheckConstraint(
                name="assessment_voided_whole",
                condition=Q(state="VOIDED", voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")
                | ~Q(state="VOIDED") & Q(voided_at=None, voided_by=None, void_reason=""),
            ),
            models.CheckConstraint(
                name="assessment_day_only_of_a_day", condition=Q(assessed_day_only=False) | Q(assessed_at__isnull=False)
            ),
            models.CheckConstraint(name="assessment_corrects_another", condition=~Q(corrects=F("id"))),
            models.CheckConstraint(
                name="assessment_visible_high_risk_stays",
                condition=Q(visible_high_risk=False)
                | Q(grade__in=UNLOWERED, signed_off_grade__in=UNLOWERED, reviewed_grade__in=UNLOWERED),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-assessed_at"], name="assessment_of_case"),
            models.Index(
                fields=["waits_in", "grade", "submitted_at", "id"],
                condition=Q(state="SUBMITTED"),
                name="assessment_signing",
            ),
            models.Index(
                fields=["case", "signed_off_at"],
                condition=Q(needs_review=True, covered_by=None),
                name="assessment_to_review",
            ),
            models.Index(
                fields=["signed_off_grade", "signed_off_at", "id"],
                condition=Q(needs_review=True, covered_by=None),
                name="assessment_review_order",
            ),
            models.Index(fields=["author"], condition=Q(state__in=["DRAFT", "RETURNED"]), name="assessment_draft"),
            models.Index(fields=["instrument", "version", "question_set_hash"], name="assessment_questions"),
        ]

    def __str__(self):
        return f"{self.instrument} of {self.case}"

    @property
    def holding_grade(self):
        """The grade that holds: the highest of sign-off and reviews, else the author's."""
        return self.held_grade or self.grade

    @property
    def asked(self):
        """When the questions were asked: a moment, or a date where only the day is known. None before that is said."""
        only_day = self.assessed_at and (self.assessed_day_only or self.from_record)
        return clocks.london_day(self.assessed_at) if only_day else self.assessed_at

    @property
    def open_to_change(self):
        """Whether its author may still change it."""
        return self.state in states.OPEN_TO_CHANGE

    def weigh(self, suggestion):
        """Keep what the rules suggest for these answers, with every reason and the count as a range."""
        self.suggested_grade = suggestion.level or ""
        self.suggested_reasons = [
            {"code": reason.code, "text": reason.text, "source": reason.source, "items": list(reason.item_codes)}
            for reason in suggestion.reasons
        ]
        self.yes_count, self.unknown_count = suggestion.yes, suggestion.unknown
        self.range_low, self.range_high = suggestion.range_low, suggestion.range_high
        self.visible_high_risk = suggestion.visible_high_risk

    def hand_in(self, *, grade, reasons, assessed_at, day_only, by, at):
        """Give it to a supervisor, with the author's grade, which is explained beside the level of the case now."""
        self.level_before = self.case.risk_level
        self.move_to(State.SUBMITTED)
        self.grade, self.grade_reasons = grade, reasons
        self.assessed_at, self.assessed_day_only = assessed_at, day_only
        self.submitted_by, self.submitted_at = by, at

    def send_back(self, reason):
        """Give it back to its author."""
        self.move_to(State.RETURNED)
        self.returned_reason = reason

    def void(self, *, reason, by, at):
        """End what its sign-off said: it stays as it was signed, and a correction takes its place."""
        self.move_to(State.VOIDED)
        self.void_reason, self.voided_by, self.voided_at = reason, by, at

    def sign_off(self, *, grade, by, at, needs_review, at_least=""):
        """Make its content final; what holds of it is no lower than `at_least`."""
        self.move_to(State.SIGNED_OFF)
        self.signed_off_grade, self.signed_off_by, self.signed_off_at = grade, by, at
        self.held_grade = max(self.grade, grade, at_least, key=RANK.get)
        self.needs_review = needs_review

    def keep_review(self, review):
        """Keep the latest review; its grade holds where it is higher."""
        self.reviewed_by, self.reviewed_at, self.reviewed_grade = review.reviewer, review.at, review.grade
        self.held_grade = max(self.held_grade, review.grade, key=RANK.get)


class Answer(Record):
    """What was answered to one question, what was added in words, and from whom it comes."""

    # Found by assessment through `answer_once`.
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers", db_index=False)
    item = models.CharField(max_length=40)
    value = models.CharField(max_length=20, choices=Value, blank=True)
    comment = models.TextField(blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.VICTIM)
    version = models.PositiveIntegerField(default=1)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="answer_once"),
            models.CheckConstraint(
                name="answer_is_one_of_its_values", condition=Q(value="") | Q(value__in=Value.values)
            ),
        ]


class Further(Record):
    """A further set of questions within an assessment: which version was begun, or why it was left out.

    Its answers stand among those of the assessment, by their own codes.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="further")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    question_set_hash = models.CharField(max_length=64)
    left_out = models.CharField(max_length=10, choices=LeftOut, blank=True)
    reason = models.TextField(blank=True)

    history = History()

    class Meta:
        verbose_name_plural = "further sets"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "instrument"], name="further_once"),
            models.CheckConstraint(
                name="further_left_out_with_reason",
                condition=Q(left_out__in=["", "UNASKED"], reason="") | Q(left_out="DECLINED") & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["instrument", "version", "question_set_hash"], name="further_questions")]


class Conflict(Record):
    """An officer's own word that somebody in the case is close to them: they decide nothing about its risk."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="conflicts")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    reason = models.TextField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "officer"], name="conflict_once"),
            models.CheckConstraint(name="conflict_with_reason", condition=~Q(reason="")),
        ]


class Decision(Record):
    """One sign-off or return: who, when, which grade, why, and exactly which content."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    grade = models.CharField(max_length=10, choices=Grade, blank=True)
    reason = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_return_with_reason", condition=~Q(kind="RETURNED", reason="")),
            models.CheckConstraint(name="decision_sign_off_with_grade", condition=~Q(kind="SIGNED_OFF", grade="")),
        ]
        indexes = [models.Index(fields=["assessment", "at"])]


class Review(Record):
    """A specialist's second look: the level before, the level after, and why."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    before = models.CharField(max_length=10, choices=Grade)
    grade = models.CharField(max_length=10, choices=Grade)
    reasons = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="review_with_reasons", condition=~Q(reasons=""))]
        indexes = [models.Index(fields=["assessment", "at"])]

    @property
    def raised(self):
        """Whether the level went up."""
        return RANK[self.grade] > RANK[self.before]


class Recommendation(Record):
    """A safety measure that the reviewer asks for: from the menu, or in words; who might do it, and by when."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    measure = models.CharField(max_length=40)
    what = models.TextField(blank=True)
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(name="recommendation_says_what", condition=~Q(measure="OTHER", what=""))]
