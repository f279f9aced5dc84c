"""The record: what happened, what is owed, what must still go out, who looked."""

import os
import threading
import time
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now

# Who acts when nobody does: the sweep that finds a duty late.
SYSTEM = uuid.UUID(int=0)
making = threading.Lock()
latest = 0


def new_id():
    """Return a random identifier (UUID version 7) that sorts after all that this process made before."""
    global latest
    with making:
        latest = max(latest + 1, int(time.time() * 1000) << 12)
        tick = latest
    raw = bytearray((tick >> 12).to_bytes(6, "big") + (tick & 0xFFF).to_bytes(2, "big") + os.urandom(8))
    raw[6] |= 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(raw))


class Record(models.Model):
    """Base of every row that has a page or a name of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Entry(models.Model):
    """One thing that happened: codes, ids and times, never a name or a free word. Append-only.

    It holds plain identifiers rather than foreign keys, so that it outlives what it describes.
    `owed` keeps who was named for each duty that the entry opened, so that duties can be rebuilt.
    """

    command_id = models.UUIDField(null=True, unique=True)
    event = models.CharField(max_length=80)
    case_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    by_id = models.UUIDField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    owed = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["case_id", "occurred_at", "id"]),
            models.Index(fields=["subject_id", "event"]),
            models.Index(fields=["event", "id"]),
        ]


class Duty(Record):
    """One thing owed: an owner, a due time, and the rule and figure that it comes from.

    Open or ended; "late" is a comparison with the clock, never a stored state.
    `owner_id` answers for it; `role` and `unit_id` are the team on whose list it stands. `climbed_to` are all who were
    told that it was late, and `escalated_to_id` the last of them.
    """

    class Ended(models.TextChoices):
        MET = "MET", "Done"
        VOID = "VOID", "No longer owed"
        RENEWED = "RENEWED", "Replaced by a later one"

    code = models.CharField(max_length=60)
    case_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    scope_id = models.UUIDField()
    opened_by = models.ForeignKey(Entry, models.PROTECT, related_name="duties")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    basis = models.CharField(max_length=80)
    owed_by = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    role = models.CharField(max_length=30, blank=True)
    unit_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_by = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="duties_ended")
    level = models.PositiveSmallIntegerField(default=0)
    next_mark_at = models.DateTimeField(null=True)
    escalated_to_id = models.UUIDField(null=True)
    climbed_to = ArrayField(models.UUIDField(), default=list, db_default=Value([], ArrayField(models.UUIDField())))

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(fields=["code", "opened_by", "scope_id"], name="duty_once_per_entry"),
            models.UniqueConstraint(fields=["code", "scope_id"], condition=Q(ended_at=None), name="duty_open_once"),
            models.CheckConstraint(
                name="duty_ended_whole",
                condition=Q(ended_at=None, ended_as="", ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_as=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_id", "due_at"], condition=Q(ended_at=None), name="duty_mine"),
            models.Index(fields=["role", "unit_id", "due_at"], condition=Q(ended_at=None), name="duty_team"),
            models.Index(fields=["next_mark_at"], condition=Q(ended_at=None), name="duty_marks"),
            models.Index(fields=["case_id", "due_at"], name="duty_case"),
            models.Index(fields=["subject_id", "code"], name="duty_subject"),
            models.Index(fields=["escalated_to_id", "due_at"], condition=Q(ended_at=None), name="duty_escalated"),
            models.Index(
                fields=["due_at"],
                condition=Q(ended_at=None, code__startswith="KEEP_IN_TOUCH"),
                name="duty_in_touch",
            ),
        ]


class Unseen(models.Model):
    """A duty that left somebody by another's act, until they have said that they saw it: no row is kept longer.

    `entry` is that act, at `at`: it ended the duty, or gave it to somebody else. `officer_id` owed it until then, or
    had been told that it was late. `case_id` is that of the duty, which it never leaves: who may know of a row is read
    without its duty.
    """

    id = models.UUIDField(primary_key=True)
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="unseen")
    officer_id = models.UUIDField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    case_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "unseen"
        constraints = [models.UniqueConstraint(fields=["duty", "officer_id"], name="unseen_once")]
        indexes = [models.Index(fields=["officer_id", "-at"], name="unseen_mine")]


class Delivery(Record):
    """One reaction to one entry that must still happen. The table is the queue; Redis is only a bell."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deliveries")
    name = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(done_at=None, gave_up_at=None),
                name="delivery_waiting",
            )
        ]


class Access(models.Model):
    """Somebody looked: who, at what, why, when. Append-only, written in the transaction of the read."""

    class Kind(models.TextChoices):
        READ = "READ", "Read"
        SEARCH = "SEARCH", "Search"
        BREAK_GLASS = "BREAK_GLASS", "Opened with a reason"
        EXPORT = "EXPORT", "Export"

    kind = models.CharField(max_length=12, choices=Kind)
    officer_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    what = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "accesses"
        indexes = [
            models.Index(fields=["case_id", "at"]),
            models.Index(fields=["officer_id", "at"]),
        ]


class Reply(models.Model):
    """The answer given to one Idempotency-Key, so that asking twice is asking once."""

    officer_id = models.UUIDField()
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "replies"
        constraints = [models.UniqueConstraint(fields=["officer_id", "key"], name="reply_once")]


class Heartbeat(models.Model):
    """The last sign of life of a background part, written by doing its real work."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
