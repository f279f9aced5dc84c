"""Officers, and the dated postings that say what each may do."""

import hashlib
import uuid

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import permissions
from accounts.states import AbsenceKind
from core.history import History
from core.models import Record, new_id


class Force(Record):
    """A police force. A `guest` is at home elsewhere: cases are offered to it, and no command means it unless named."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    guest = models.BooleanField(default=False)

    def __str__(self):
        return self.name


class Unit(Record):
    """A part of a force that has its own sergeant: a response team, a ward, the CRU."""

    force = models.ForeignKey(Force, models.PROTECT, related_name="units")
    code = models.SlugField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["force", "code"], name="unit_code")]

    def __str__(self):
        return self.name


class Officer(AbstractUser):
    """Somebody who signs in. What they may do comes from the posting in force, never from here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField("collar number", max_length=20, blank=True)
    rank = models.CharField(max_length=30, blank=True)
    # Set when the first tie to somebody on record is declared: only then must each reading ask who is near.
    tied = models.BooleanField(default=False)

    class Meta:
        verbose_name = "officer"

    def __str__(self):
        return self.get_full_name() or self.username

    @cached_property
    def posting(self):
        """The posting in force now, or None; the latest where there are several."""
        return self.posting_at(timezone.now())

    def posting_at(self, moment):
        """Return the posting in force at `moment`, or None."""
        return self.postings.in_force(moment).select_related("force", "unit").order_by("-from_at").first()

    def may(self, permission, about=None):
        """Return None when this officer may, else the reason."""
        return permissions.may(self, permission, about)


class PostingQuerySet(models.QuerySet):
    """Postings in domain words."""

    def in_force(self, moment):
        """Those that have begun and have not ended at `moment`."""
        return self.filter(Q(until_at=None) | Q(until_at__gt=moment), from_at__lte=moment)


class Posting(Record):
    """A role in a unit from one moment until another (excluded); a past one still explains an old decision."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30, choices=permissions.Role)
    force = models.ForeignKey(Force, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="posting_ends_after_start",
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")),
            ),
            ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (
                        Func("from_at", "until_at", function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["role", "unit", "from_at"])]

    def __str__(self):
        return f"{permissions.Role(self.role).label}, {self.unit}"


class AbsenceQuerySet(models.QuerySet):
    """Absences in domain words."""

    def holding(self, moment):
        """Those during which somebody is away at `moment`: begun, not over, and not back yet."""
        return self.filter(
            Q(until_at=None) | Q(until_at__gt=moment),
            Q(returned_at=None) | Q(returned_at__gt=moment),
            from_at__lte=moment,
        )


class Absence(Record):
    """Somebody is away from one moment until another, or until they are back; the deputy answers meanwhile.

    `started_at` is when everything they held moved to the deputy, in one transaction.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    deputy = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    history = History()
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start", condition=Q(until_at=None) | Q(until_at__gt=F("from_at"))
            ),
            models.CheckConstraint(name="absence_deputy_is_another", condition=~Q(deputy=F("officer"))),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (
                        Func("from_at", "until_at", function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(returned_at=None),
            ),
        ]
        indexes = [models.Index(fields=["from_at"], condition=Q(started_at=None), name="absence_to_start")]


class Token(models.Model):
    """A machine's or a person's key to the API; only its SHA-256 is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    @staticmethod
    def digest_of(token):
        """Return the form in which a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def make(cls, officer, at):
        """Keep a new token for `officer` and return it, this once, in the clear."""
        token = f"dacase_{uuid.uuid4().hex}{uuid.uuid4().hex}"
        cls.objects.create(digest=cls.digest_of(token), officer=officer, made_at=at)
        return token


class FailedSignIn(models.Model):
    """One failed attempt to sign in, by the hash of the name typed."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"])]
