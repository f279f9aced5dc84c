"""A dispute about a risk grade: the higher of the two holds until an arbiter, who is neither party, has decided."""

from django.db import models
from django.db.models import F, Q

from core.models import Record
from risk.states import Grade


class GradeDispute(Record):
    """Somebody holds another grade to be right than the one that stands. `grader` is who answers for the latter.

    `review` is the specialist's review that came to the grade that was wanted, so that nothing was left to decide:
    whoever made it then stands as who decided, be it one of the two.
    """

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="grade_disputes")
    assessment = models.ForeignKey("risk.Assessment", models.PROTECT, related_name="disputes")
    stands = models.CharField(max_length=10, choices=Grade)
    wanted = models.CharField(max_length=10, choices=Grade)
    reasons = models.TextField()
    for_agency = models.CharField(max_length=100, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    grader = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    decided = models.CharField(max_length=10, choices=Grade, blank=True)
    decision_reasons = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    review = models.ForeignKey("risk.Review", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="grade_dispute_one_open"),
            models.CheckConstraint(
                name="grade_dispute_about_another_grade", condition=~Q(wanted=F("stands")) & ~Q(reasons="")
            ),
            models.CheckConstraint(
                name="grade_dispute_decided_whole",
                condition=Q(decided_at=None, decided_by=None, decided="", decision_reasons="")
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decided="") & ~Q(decision_reasons=""),
            ),
            models.CheckConstraint(
                name="grade_dispute_decided_by_neither",
                condition=Q(decided_by=None)
                | Q(review__isnull=False)
                | ~Q(decided_by=F("raised_by")) & ~Q(decided_by=F("grader")),
            ),
            models.CheckConstraint(
                name="grade_dispute_review_ends_as_wanted",
                condition=Q(review=None) | Q(decided=F("wanted"), decided_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["case", "-raised_at"])]

    def __str__(self):
        return f"{self.get_stands_display()} or {self.get_wanted_display()}"
