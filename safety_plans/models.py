"""The safety plan of a case, its measures, and every review of it."""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from incidents.states import Level
from safety_plans import states
from safety_plans.states import OTHER, Agreement, EvidenceKind, MeasureState, Outcome, PlanState


class Plan(Machine, Record):
    """The one plan of a case over time. `level` is the risk for which it was last agreed."""

    TRANSITIONS = states.PLAN_MOVES

    case = models.OneToOneField("incidents.Case", models.PROTECT, related_name="plan")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    victim_wishes = models.TextField(blank=True)
    deviation_reason = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    last_reviewed_at = models.DateTimeField(null=True)
    last_reviewed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_agreed_whole",
                condition=Q(state="DRAFT", agreed_at=None, agreed_by=None)
                | Q(state="AGREED", agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_reviewed_by_somebody",
                condition=Q(last_reviewed_at=None, last_reviewed_by=None)
                | Q(last_reviewed_at__isnull=False, last_reviewed_by__isnull=False),
            ),
            models.CheckConstraint(name="plan_agreed_with_wishes", condition=~Q(state="AGREED", victim_wishes="")),
        ]

    def __str__(self):
        return f"Safety plan of {self.case}"

    def agree(self, *, level, wishes, deviation_reason, by, at):
        """Make it the agreed plan for this level."""
        self.move_to(PlanState.AGREED)
        self.level, self.victim_wishes, self.deviation_reason = level, wishes, deviation_reason
        self.agreed_by, self.agreed_at = by, at


class Measure(Machine, Record):
    """One thing that protects the victim: what, who answers for it, by when, and what proves that it is there.

    It has an owner from its first moment. `recommendation` is the reviewer's recommendation that it
    comes from: there is never more than one measure of each.
    """

    TRANSITIONS = states.MEASURE_MOVES

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures")
    code = models.CharField(max_length=40)
    what = models.TextField(blank=True)
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="measures")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=MeasureState, default=MeasureState.PROPOSED)
    victim_agrees = models.CharField(max_length=15, choices=Agreement, default=Agreement.NOT_ASKED_YET)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recommended_by_review = models.UUIDField(null=True)
    recommendation = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    evidence_kind = models.CharField(max_length=10, choices=EvidenceKind, blank=True)
    evidence = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)
    proof_contact = models.ForeignKey("incidents.ContactAttempt", models.PROTECT, null=True, related_name="+")
    not_done_reason = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    check_note = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    removed_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation"], name="measure_once_per_recommendation"),
            models.CheckConstraint(name="measure_says_what", condition=~Q(code="") & ~Q(code=OTHER, what="")),
            models.CheckConstraint(
                name="measure_accepted_when", condition=~Q(state="ACCEPTED") | Q(accepted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="measure_declined_with_reason", condition=~Q(state="DECLINED", declined_reason="")
            ),
            models.CheckConstraint(
                name="measure_done_with_evidence",
                condition=Q(done_at=None, done_by=None) & ~Q(state="DONE")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(evidence_kind="") & ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="measure_proved_by_one_contact",
                condition=Q(evidence_kind="CONTACT", proof_contact__isnull=False)
                | ~Q(evidence_kind="CONTACT") & Q(proof_contact=None),
            ),
            models.CheckConstraint(
                name="measure_photograph_kept_somewhere", condition=~Q(evidence_kind="PHOTOGRAPH", reference="")
            ),
            models.CheckConstraint(
                name="measure_checked_by_another",
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False)
                & ~Q(check_note="")
                & ~Q(checked_by=F("done_by"))
                & ~Q(checked_by=F("owner")),
            ),
            models.CheckConstraint(
                name="measure_not_done_with_reason", condition=~Q(state="NOT_DONE", not_done_reason="")
            ),
            models.CheckConstraint(
                name="measure_removed_with_reason",
                condition=Q(removed_at=None, removed_by=None) & ~Q(state="REMOVED")
                | Q(state="REMOVED", removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "proposed_at"], name="measure_of_plan"),
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(state__in=["PROPOSED", "ACCEPTED", "NOT_DONE"]),
                name="measure_to_do",
            ),
        ]

    def __str__(self):
        return self.what or self.code

    @property
    def case_id(self):
        """The case whose plan it belongs to."""
        return self.plan.case_id

    def propose_to(self, owner, *, due_on, by, at):
        """Put it before another owner."""
        self.move_to(MeasureState.PROPOSED)
        self.owner, self.due_on, self.declined_reason = owner, due_on, ""
        self.proposed_by, self.proposed_at = by, at

    def decline(self, reason):
        """Give it back to whoever proposed it, who answers for it again."""
        self.move_to(MeasureState.DECLINED)
        self.declined_reason, self.owner = reason, self.proposed_by

    def complete(self, *, kind, evidence, reference, contact, by, at):
        """Mark it done, with what proves it; `contact` is the one in the contact log where that is the proof."""
        self.move_to(MeasureState.DONE)
        self.evidence_kind, self.evidence, self.reference = kind, evidence, reference
        self.proof_contact = contact
        self.done_by, self.done_at = by, at

    def check_in_place(self, *, in_place, note, by, at):
        """Keep that somebody else looked; one that is not in place is owed again."""
        self.checked_by, self.checked_at, self.check_note = by, at, note
        if not in_place:
            self.move_to(MeasureState.NOT_DONE)
            self.not_done_reason = note
            self.done_by = self.done_at = None
            self.checked_by = self.checked_at = None

    def remove(self, *, reason, by, at):
        """Take it out of the plan."""
        self.move_to(MeasureState.REMOVED)
        self.removed_reason, self.removed_by, self.removed_at = reason, by, at


class PlanReview(Record):
    """One review: what had changed, what was decided, and what comes next. Append-only."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    what_changed = models.TextField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    next_steps = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="plan_review_says_what_changed", condition=~Q(what_changed="")),
            models.CheckConstraint(
                name="plan_review_says_what_is_next", condition=~Q(outcome="CONTINUE", next_steps="")
            ),
        ]
        indexes = [models.Index(fields=["plan", "-at"], name="plan_review_newest")]
