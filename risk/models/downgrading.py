"""A level that is lowered for a time: proposed by one, agreed to by another, with a reason and an end."""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from risk import states
from risk.states import DowngradeState, Grade


class Downgrade(Machine, Record):
    """A lower level than the assessment that holds gives, for a time. `until_on` is the day on which it returns.

    The assessment keeps its grade: only the level of the case is lower meanwhile. `with_sign_off`: a supervisor signed
    below the author's grade, and is the second person to the author; a specialist looks at it.
    """

    TRANSITIONS = states.DOWNGRADE_MOVES

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="downgrades")
    assessment = models.ForeignKey("risk.Assessment", models.PROTECT, related_name="downgrades")
    state = models.CharField(max_length=10, choices=DowngradeState, default=DowngradeState.PROPOSED)
    before = models.CharField(max_length=10, choices=Grade)
    grade = models.CharField(max_length=10, choices=Grade)
    reason = models.TextField()
    until_on = models.DateField()
    proposed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    with_sign_off = models.BooleanField(default=False)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["PROPOSED", "AGREED"]), name="downgrade_one_a_case"
            ),
            models.CheckConstraint(
                name="downgrade_decided_by_another",
                condition=Q(with_sign_off=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="downgrade_with_sign_off_holds",
                condition=Q(with_sign_off=False)
                | Q(before="MEDIUM", grade="STANDARD", decided_by=F("proposed_by")) & ~Q(state="PROPOSED"),
            ),
            models.CheckConstraint(name="downgrade_with_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="downgrade_lowers",
                condition=Q(before="HIGH", grade__in=["MEDIUM", "STANDARD"]) | Q(before="MEDIUM", grade="STANDARD"),
            ),
            models.CheckConstraint(
                name="downgrade_decided_whole",
                condition=Q(decided_at=None, decided_by=None) & ~Q(state__in=["AGREED", "REFUSED", "EXPIRED"])
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="PROPOSED"),
            ),
            models.CheckConstraint(name="downgrade_refused_with_reason", condition=~Q(state="REFUSED") | ~Q(note="")),
            models.CheckConstraint(
                name="downgrade_ended_whole",
                condition=Q(state__in=["EXPIRED", "OVERTAKEN"], ended_at__isnull=False)
                | ~Q(state__in=["EXPIRED", "OVERTAKEN"]) & Q(ended_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["until_on"], condition=Q(state="AGREED"), name="downgrade_running"),
            models.Index(fields=["assessment"], name="downgrade_of_assessment"),
        ]

    def decide(self, state, *, note, by, at):
        """Agree or refuse."""
        self.move_to(state)
        self.note, self.decided_by, self.decided_at = note, by, at

    def end(self, state, *, at):
        """End it: it ran out, or something newer decides."""
        self.move_to(state)
        self.ended_at = at
