"""A call that is being typed and is not logged yet."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.models import Record


class CallDraft(Record):
    """What was typed of a call, kept from the first second. It is no call: it waits to be logged, or discarded.

    `content` is {name of an input: [values]}, `touched` is {name: {"at", "by"}} of its last change, `set_aside`
    holds every value that another hand replaced or that two hands disagreed about. `chosen` are the people
    chosen in it, so that it is hidden from whoever may not see one of them.
    """

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="call_drafts")
    content = models.JSONField(default=dict)
    touched = models.JSONField(default=dict)
    set_aside = models.JSONField(default=list)
    chosen = ArrayField(models.UUIDField(), default=list)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    incident = models.OneToOneField("incidents.Incident", models.PROTECT, null=True, related_name="draft")
    discarded_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    discard_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="draft_ends_once", condition=Q(incident=None) | Q(discarded_at=None)),
            models.CheckConstraint(
                name="draft_discarded_whole",
                condition=Q(discarded_at=None, discarded_by=None, discard_reason="")
                | Q(discarded_at__isnull=False, discarded_by__isnull=False) & ~Q(discard_reason=""),
            ),
            models.CheckConstraint(name="draft_in_time", condition=Q(updated_at__gte=models.F("started_at"))),
        ]
        indexes = [
            models.Index(
                fields=["force", "started_at"], condition=Q(incident=None, discarded_at=None), name="draft_open"
            )
        ]

    def __str__(self):
        return f"Call begun {self.started_at:%d.%m. %H:%M}"
