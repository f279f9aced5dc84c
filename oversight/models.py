"""Looking back at the quality of work: a round each month, its sample, and what was found in each record."""

from django.db import models
from django.db.models import F, Q

from core.models import Record
from law.quality import CALLS, MEASURES


class Round(Record):
    """One month of one kind of work: the theme that was chosen, and the sample that the system drew.

    Seed, population and its fingerprint are kept, so that anybody can draw the same sample again.
    """

    class Track(models.TextChoices):
        CALLS = CALLS, "Calls"
        MEASURES = MEASURES, "Measures said to be done"

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    month = models.DateField()
    track = models.CharField(max_length=10, choices=Track)
    begun_at = models.DateTimeField()
    theme = models.CharField(max_length=30, blank=True)
    seed = models.CharField(max_length=32, blank=True)
    population = models.PositiveIntegerField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "month", "track"], name="round_once_a_month"),
            models.CheckConstraint(name="round_month_begins", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="round_drawn_whole",
                condition=Q(drawn_at=None, drawn_by=None, population=None, theme="", seed="", finished_at=None)
                | Q(drawn_at__isnull=False, drawn_by__isnull=False, population__isnull=False)
                & ~Q(theme="")
                & ~Q(seed="")
                & ~Q(fingerprint=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_track_display()}, {self.month:%B %Y}"


class Check(Record):
    """One record of a sample: whose work it is, what was found, and that they read it.

    `subject_id` is the call's incident or the measure; `matter` is the case through which a reader may see it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="checks")
    place = models.PositiveSmallIntegerField()
    subject_id = models.UUIDField()
    matter = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    scored_at = models.DateTimeField(null=True)
    scored_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "subject_id"], name="check_once"),
            models.UniqueConstraint(fields=["round", "place"], name="check_place_once"),
            models.CheckConstraint(name="check_not_of_oneself", condition=~Q(scored_by=F("person"))),
            models.CheckConstraint(
                name="check_scored_whole",
                condition=Q(scored_at=None, scored_by=None, answers={})
                | Q(scored_at__isnull=False, scored_by__isnull=False) & ~Q(answers={}),
            ),
            models.CheckConstraint(
                name="check_read_after_scoring", condition=Q(read_at=None) | Q(scored_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["person", "scored_at"])]
