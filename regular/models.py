"""What a force owes at regular times: one row for each period, and what was done."""

from django.db import models
from django.db.models import Q

from core.history import History
from core.models import Record
from law.duties import BY_CODE


class Task(Record):
    """One period of one regular thing of a force, done or not."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    begins_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "code", "begins_on"], name="task_once_each_period"),
            models.CheckConstraint(
                name="task_done_whole",
                condition=Q(done_at=None, done_by=None, evidence="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(evidence=""),
            ),
        ]

    def __str__(self):
        return BY_CODE[self.code].what
