"""Who investigates a case: each decision of a supervisor, beside what was suggested and below what it must not go."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.models import Record
from incidents.states import Investigators


class Allocation(Record):
    """One decision on who investigates; the latest one holds."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="allocations")
    route = models.CharField(max_length=20, choices=Investigators)
    suggested = models.CharField(max_length=20, choices=Investigators)
    floor = models.CharField(max_length=20, choices=Investigators)
    grounds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    below_floor = models.BooleanField()
    investigator = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    # Since when somebody else investigates by the same decision: its officer left, was away, or came back.
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="allocation_otherwise_says_why", condition=Q(route=F("suggested")) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="allocation_below_floor_says_why", condition=Q(below_floor=False) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["case", "-decided_at"])]

    def __str__(self):
        return self.get_route_display()
