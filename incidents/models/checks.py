"""The checks of a call: who does each, what it found, and to whom that was passed on."""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from incidents.states import CheckResult
from law.checks import LIST


class Check(Record):
    """One check of one incident. Without an `owner` it is the control room's; an offer moves nothing by itself."""

    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="checks")
    code = models.CharField(max_length=20)
    list_version = models.CharField(max_length=20, default=LIST.version)
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    offered_to = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=12, choices=CheckResult, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    relayed_at = models.DateTimeField(null=True)
    relayed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    relayed_to = models.CharField(max_length=120, blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "code"], name="incident_check_once"),
            models.CheckConstraint(
                name="incident_check_done_whole",
                condition=Q(result="", note="", done_at=None, done_by=None)
                | ~Q(result="") & Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="incident_check_says_what_was_found",
                condition=Q(result__in=["", CheckResult.NOTHING]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="incident_check_offered_whole",
                condition=Q(offered_at=None, offered_by=None, offered_to=None)
                | Q(offered_at__isnull=False, offered_by__isnull=False, offered_to__isnull=False)
                & ~Q(offered_to=F("offered_by")),
            ),
            models.CheckConstraint(
                name="incident_check_relayed_whole",
                condition=Q(relayed_at=None, relayed_by=None, relayed_to="")
                | Q(relayed_at__isnull=False, relayed_by__isnull=False, done_at__isnull=False) & ~Q(relayed_to=""),
            ),
        ]

    def __str__(self):
        return f"{self.code} of {self.incident}"
