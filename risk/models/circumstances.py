"""What changed for a case, and how often a force has its cases assessed anew."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.models import Record
from law import circumstances, intervals


class Circumstance(Record):
    """One change of circumstances, as it was recorded. Never changed.

    `brought_by` lists the records of whom it came to be known, where the house records it: once none of them is of
    somebody in the case any more, it is taken back. Shown to nobody.
    """

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=30)
    occurred_on = models.DateField()
    text = models.TextField(blank=True)
    brought_by = ArrayField(models.UUIDField(), default=list)
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-occurred_on"], name="circumstance_of_case")]

    @property
    def title(self):
        """The kind in words."""
        return circumstances.BY_CODE[self.kind].title


class IntervalPolicy(Record):
    """From which day a force follows which profile. The latest that was set for a day holds on it."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    profile = models.CharField(max_length=20)
    from_on = models.DateField()
    set_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "interval policies"
        indexes = [models.Index(fields=["force", "-from_on", "-set_at"], name="interval_policy_of_force")]

    @property
    def title(self):
        """The profile in words."""
        return intervals.PROFILES[self.profile].title
