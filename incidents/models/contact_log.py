"""The contact log of a case: every attempt to reach the victim, and what became of it."""

from django.db import models
from django.db.models import Q

from core.models import Record
from incidents.states import ContactOutcome
from people.states import ChannelKind


class ContactAttempt(Record):
    """One attempt: by which way, how it was made safe, whether she was reached, and what was said. Append-only.

    `safe_contact` is the version whose channel was used; a way that is not on it needs a reason.
    """

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="contact_attempts")
    tried_at = models.DateTimeField()
    tried_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=ChannelKind)
    outcome = models.CharField(max_length=15, choices=ContactOutcome)
    safe_contact = models.ForeignKey("people.SafeContact", models.PROTECT, null=True, related_name="+")
    exception_reason = models.TextField(blank=True)
    safe_how = models.TextField()
    what_said = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="contact_made_safe", condition=~Q(safe_how="")),
            models.CheckConstraint(name="contact_reached_says_what", condition=~Q(outcome="REACHED", what_said="")),
            models.CheckConstraint(
                name="contact_by_safe_channel_or_reason",
                condition=Q(safe_contact__isnull=False) | ~Q(exception_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["case", "-tried_at"], name="contact_attempt_newest")]
