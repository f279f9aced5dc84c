"""How a call came by its grade: each decision as it was taken, and what was looked at."""

from django.db import models
from django.db.models import Q

from core.models import Record
from incidents.states import Grade


class GradeDecision(Record):
    """One decision on the grade of a call: what the rules said, what was chosen, what held then. Append-only."""

    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="grade_decisions")
    default_grade = models.CharField(max_length=30, choices=Grade, blank=True)
    chosen_grade = models.CharField(max_length=30, choices=Grade, blank=True)
    grade = models.CharField(max_length=30, choices=Grade, blank=True)
    reasons = models.JSONField(default=list)
    # {reason: ids of the earlier incidents that it rests on}; who may know of which is asked when it is read.
    because = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    again = models.BooleanField(default=False)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grade_decision_holds_what_was_chosen",
                condition=Q(chosen_grade="") | Q(grade=models.F("chosen_grade")),
            )
        ]
        indexes = [models.Index(fields=["incident", "decided_at"], name="grade_decision_story")]


class Thrive(Record):
    """What was looked at under each letter when the call was graded; an empty one was not recorded."""

    incident = models.OneToOneField("incidents.Incident", models.PROTECT, related_name="thrive")
    threat = models.TextField(blank=True)
    harm = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    investigation = models.TextField(blank=True)
    vulnerability = models.TextField(blank=True)
    engagement = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "thrive"
        constraints = [
            models.CheckConstraint(
                name="thrive_says_something",
                condition=~Q(threat="", harm="", risk="", investigation="", vulnerability="", engagement=""),
            )
        ]
