"""Reading twice: which assessments a specialist reads and why, the sealed reads, and how they were settled."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.models import Record
from risk.states import Grade, Settled


class ReviewPolicy(Record):
    """From when on so many in 100 are read twice in a force. Before the first of these, the figure of the law holds."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    twice_percent = models.PositiveSmallIntegerField()
    from_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "review policies"
        constraints = [
            models.UniqueConstraint(fields=["force", "from_at"], name="review_policy_once"),
            models.CheckConstraint(name="review_policy_in_100", condition=Q(twice_percent__lte=100)),
        ]


class Selection(Record):
    """What the policy said of a signed-off assessment: its grounds, the lot that was drawn, whether it is read twice.

    The grade of a read is in `Read` and nowhere else until both are in: not in the case, not in the journal. One that
    is higher than the level of the case holds there, kept from whoever has still to read.
    """

    assessment = models.OneToOneField("risk.Assessment", models.PROTECT, related_name="selection")
    team = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+")
    grounds = ArrayField(models.CharField(max_length=20))
    percent = models.PositiveSmallIntegerField()
    lot = models.PositiveSmallIntegerField()
    twice = models.BooleanField(default=False)
    selected_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=10, choices=Settled, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="selection_settled_when_open", condition=Q(settled_as="") | Q(opened_at__isnull=False)
            ),
            models.CheckConstraint(name="selection_open_only_if_twice", condition=Q(twice=True) | Q(opened_at=None)),
        ]
        indexes = [
            models.Index(fields=["team", "selected_at"]),
            # What is sealed still is asked on every page of a specialist: a few rows among all that were ever made.
            models.Index(fields=["assessment"], condition=Q(twice=True, opened_at=None), name="selection_sealed"),
        ]


class Read(Record):
    """One specialist's read of an assessment that is read twice. Sealed until the other is in; never changed."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="reads")
    place = models.PositiveSmallIntegerField()
    reader = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    grade = models.CharField(max_length=10, choices=Grade)
    reasons = models.TextField()
    recommendations = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["selection", "place"], name="read_place_once"),
            models.UniqueConstraint(fields=["selection", "reader"], name="read_by_two"),
            models.CheckConstraint(name="read_first_or_second", condition=Q(place__in=[1, 2])),
            models.CheckConstraint(name="read_with_reasons", condition=~Q(reasons="")),
        ]
        indexes = [models.Index(fields=["reader", "at"])]
