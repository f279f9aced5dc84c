"""The live board: each domestic incident on it, the criteria that it met, and the units sent to it."""

from django.db import models
from django.db.models import F, Q

from core.models import Record
from incidents.states import Decision, Outcome, Resourcing


class Watch(Record):
    """One domestic incident on the live board, from the call until it is finished and nothing waits.

    `case` is the one on whose story supervision is told. `waiting_since` is when the oldest criterion that
    nobody acknowledged was met; `first_met_at` and `seen_at` give the time to the first supervisor's eyes.
    """

    incident = models.OneToOneField("incidents.Incident", models.PROTECT, related_name="watch")
    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    resourcing = models.CharField(max_length=10, choices=Resourcing, default=Resourcing.NOBODY)
    unit_due_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    first_met_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(
                name="watch_seen_whole",
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__isnull=False, seen_by__isnull=False),
            ),
            models.CheckConstraint(
                name="watch_finished_whole",
                condition=Q(finished_at=None, finished_by=None, outcome="")
                | Q(finished_at__isnull=False, finished_by__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="watch_unattended_with_reason", condition=~Q(outcome="UNATTENDED") | ~Q(reason="")
            ),
            # Nobody takes an incident off the board while a criterion waits for a supervisor.
            models.CheckConstraint(
                name="watch_left_when_done",
                condition=Q(left_at=None) | Q(finished_at__isnull=False, waiting_since=None),
            ),
        ]
        indexes = [
            models.Index(
                F("force"),
                F("waiting_since").asc(nulls_last=True),
                F("began_at"),
                condition=Q(left_at=None),
                name="watch_board",
            ),
            models.Index(fields=["unit_due_at"], condition=Q(left_at=None), name="watch_unit_due"),
            models.Index(fields=["force", "first_met_at"], name="watch_eyes"),
        ]


class Hit(Record):
    """One criterion of `law.supervision` that an incident met, and the supervisor who acknowledged it."""

    watch = models.ForeignKey(Watch, models.PROTECT, related_name="hits")
    criterion = models.CharField(max_length=30)
    met_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "criterion"], condition=Q(acknowledged_at=None), name="hit_waits_once"
            ),
            models.CheckConstraint(
                name="hit_acknowledged_whole",
                condition=Q(acknowledged_at=None, acknowledged_by=None, decision="", note="")
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False) & ~Q(decision=""),
            ),
            models.CheckConstraint(name="hit_other_in_words", condition=~Q(decision="OTHER", note="")),
        ]
        indexes = [models.Index(fields=["watch", "met_at"])]


class Dispatch(Record):
    """A unit sent to an incident, by whom and when, and when it was stood down without arriving."""

    watch = models.ForeignKey(Watch, models.PROTECT, related_name="dispatches")
    unit = models.CharField(max_length=30)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    stood_down_at = models.DateTimeField(null=True)
    stood_down_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(
                fields=["watch", "unit"], condition=Q(stood_down_at=None), name="dispatch_once_a_unit"
            ),
            models.CheckConstraint(name="dispatch_names_a_unit", condition=~Q(unit="")),
            models.CheckConstraint(
                name="dispatch_stood_down_whole",
                condition=Q(stood_down_at=None, stood_down_by=None)
                | Q(stood_down_at__isnull=False, stood_down_by__isnull=False, stood_down_at__gte=F("sent_at")),
            ),
        ]
