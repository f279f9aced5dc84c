"""Findings about who is who: which records are one human being, which may be, and what was decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from people import states
from people.models.persons import Person
from people.states import Likeness


class Merge(Record):
    """The finding that `merged` and `keep` are one human being, and exactly which records that moved.

    `moved` lists the records whose identity was `merged` and became `keep`; undoing gives it back.
    """

    keep = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    moved = ArrayField(models.UUIDField())
    reason = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.UUIDField(null=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merge_standing_once"),
            models.CheckConstraint(name="merge_of_two", condition=~Q(keep=F("merged"))),
            models.CheckConstraint(
                name="merge_undone_whole",
                condition=Q(undone_at=None, undone_by_id=None, undone_reason="")
                | Q(undone_at__isnull=False, undone_by_id__isnull=False) & ~Q(undone_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.merged} is {self.keep}"


class DuplicateSearch(Record):
    """One look at many people at once, as after an import: how many were looked at, and how many pairs came of it.

    Its pairs are worked through as one piece of work; `done_at` is when the last of them was decided.
    """

    at = models.DateTimeField()
    looked_at = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "duplicate searches"

    def __str__(self):
        return f"{self.found} of {self.looked_at}"


class PossibleDuplicate(Machine, Record):
    """Two records that may be one human being, why, and what somebody decided. Nothing is merged by itself.

    `one` is the record made first. `facts` is a digest of what was compared: a pair that was found to be two
    people is offered again only when that has changed. `case_id` is the open case that made it urgent.
    """

    TRANSITIONS = states.LIKENESS_MOVES

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.FloatField()
    why = ArrayField(models.TextField())
    facts = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    search = models.ForeignKey(DuplicateSearch, models.PROTECT, null=True, related_name="pairs")
    case_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=Likeness, default=Likeness.WAITING)
    merge = models.ForeignKey(Merge, models.PROTECT, null=True, related_name="settled")
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    undone_reason = models.TextField(blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="possible_duplicate_once"),
            models.CheckConstraint(name="possible_duplicate_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="possible_duplicate_decided_whole",
                condition=Q(state="WAITING", decided_at=None, decided_by_id=None, reason="", merge=None)
                | Q(state="SAME", decided_at__isnull=False, decided_by_id__isnull=False, merge__isnull=False)
                & ~Q(reason="")
                | Q(state="DIFFERENT", decided_at__isnull=False, decided_by_id__isnull=False, merge=None)
                & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-score"], condition=Q(state="WAITING"), name="possible_duplicate_waiting"),
            models.Index(fields=["other"], condition=Q(state="WAITING"), name="possible_duplicate_other"),
        ]

    def __str__(self):
        return f"{self.one} and {self.other}"

    def decide(self, state, *, reason="", merge=None, at=None, by_id=None):
        """Set what was decided, or with WAITING take it back; the caller saves."""
        self.move_to(state)
        self.reason, self.merge, self.decided_at, self.decided_by_id = reason, merge, at, by_id
