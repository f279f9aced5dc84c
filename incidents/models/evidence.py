"""What became of one kind of evidence of an incident."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.history import History
from core.models import Record
from law.evidence import ALTERNATIVES, WORDS


class Evidence(Record):
    """One kind of evidence of `law.evidence`: where it stands, by which reference it is found again."""

    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=20)
    status = models.CharField(max_length=14, choices=list(WORDS.items()))
    reference = models.CharField(max_length=120, blank=True)
    offered = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    note = models.TextField(blank=True)
    booked_for = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    history = History()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["incident", "code"], name="evidence_once"),
            models.CheckConstraint(
                name="evidence_booked_for_a_moment",
                condition=Q(status="BOOKED", booked_for__isnull=False) | ~Q(status="BOOKED") & Q(booked_for=None),
            ),
            models.CheckConstraint(
                name="evidence_other_way_in_words", condition=~Q(offered__contains=["OTHER"]) | ~Q(note="")
            ),
            models.CheckConstraint(name="evidence_found_again", condition=~Q(status="SECURED") | ~Q(reference="")),
        ]

    @property
    def other_ways(self):
        """Return the other ways that were offered, in words; another one is said in the note."""
        return [ALTERNATIVES[code] for code in self.offered if code != "OTHER"]

    def __str__(self):
        return f"{self.code} of {self.incident}"
