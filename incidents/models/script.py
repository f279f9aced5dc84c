"""What was asked in a call, question by question, with the version of the questions."""

from django.db import models
from django.db.models import Q

from core.models import Record


class CallScript(Record):
    """The answers of one call: {code: answer}, every question of the version among them, asked or not."""

    incident = models.OneToOneField("incidents.Incident", models.PROTECT, related_name="script")
    code = models.CharField(max_length=30)
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    answers = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="script_has_its_version", condition=~Q(version="") & ~Q(sha256="")),
            models.CheckConstraint(name="script_has_answers", condition=~Q(answers={})),
        ]
