"""Two people who accuse each other: two linked cases, and who signed which of them is the primary aggressor."""

from django.db import models
from django.db.models import F, Q

from core.models import Record
from incidents.states import Aggressor


class CounterAllegation(Record):
    """The link of two cases in which victim and suspect have changed places. `first` is the older one.

    It ends where records turn out not to be one person; what was signed is kept.
    """

    first = models.ForeignKey("incidents.Case", models.PROTECT, related_name="countered")
    second = models.ForeignKey("incidents.Case", models.PROTECT, related_name="counters")
    began_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="counter_of_two_cases", condition=~Q(first=F("second"))),
            models.UniqueConstraint(fields=["first"], condition=Q(ended_at=None), name="counter_first_once"),
            models.UniqueConstraint(fields=["second"], condition=Q(ended_at=None), name="counter_second_once"),
        ]

    def __str__(self):
        return f"{self.first}, each against the other"


class AggressorDecision(Record):
    """One signed decision. A later one takes its place; a supervisor, never the signer, upholds or overturns it."""

    counter = models.ForeignKey(CounterAllegation, models.PROTECT, related_name="decisions")
    aggressor = models.CharField(max_length=10, choices=Aggressor)
    rationale = models.TextField()
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    upheld = models.BooleanField(null=True)
    check_reason = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="aggressor_with_rationale", condition=~Q(rationale="")),
            models.CheckConstraint(
                name="aggressor_checked_whole",
                condition=Q(upheld=None, checked_at=None, checked_by=None, check_reason="")
                | Q(upheld__isnull=False, checked_at__isnull=False, checked_by__isnull=False) & ~Q(check_reason=""),
            ),
            models.CheckConstraint(
                name="aggressor_checked_by_another", condition=Q(checked_by=None) | ~Q(checked_by=F("signed_by"))
            ),
        ]
        indexes = [models.Index(fields=["counter", "signed_at"])]

    def __str__(self):
        return f"{self.get_aggressor_display()} in {self.counter}"
