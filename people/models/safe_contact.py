"""How a victim can be reached without putting her at risk: what she told us, version by version."""

from django.db import models
from django.db.models import Q

from core.models import Record
from people.states import ChannelKind


class SafeContact(Record):
    """What one victim said on one day about reaching her safely. Append-only: a change is a new version.

    It belongs to the record of the person it was told about, never to the identity: a merge that was
    wrong must not show it to those who protect somebody else.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    when_safe = models.TextField()
    code_word = models.CharField(max_length=100, blank=True)
    who_may_answer = models.TextField(blank=True)
    never = models.TextField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="safe_contact_version_once"),
            models.CheckConstraint(name="safe_contact_says_when", condition=~Q(when_safe="")),
            models.CheckConstraint(name="safe_contact_says_never", condition=~Q(never="")),
        ]

    def __str__(self):
        return "Protected"


class SafeChannel(Record):
    """One safe way of reaching her. `key` is the number or place in the form in which they are compared."""

    contact = models.ForeignKey(SafeContact, models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=10, choices=ChannelKind)
    to = models.CharField(max_length=400)
    key = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind"], name="safe_channel_once"),
            models.CheckConstraint(name="safe_channel_leads_somewhere", condition=~Q(to="")),
        ]

    def __str__(self):
        return "Protected"


class SafeTime(Record):
    """One stretch of one weekday (1 is Monday) in which she may be reached, on the London clock.

    One that ends at or before its beginning ends on the following day.
    """

    contact = models.ForeignKey(SafeContact, models.PROTECT, related_name="times")
    day = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "day", "begins", "ends"], name="safe_time_once"),
            models.CheckConstraint(name="safe_time_is_on_a_day", condition=Q(day__gte=1, day__lte=7)),
        ]

    def __str__(self):
        return "Protected"
