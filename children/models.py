"""Children in a case: the part each had, where they are taught, who was told of them; and the directory of schools."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from children.states import Affected, How, NoticeKind, Related, Where
from children.states import Schooling as SchoolingKind
from core.history import History
from core.models import Record
from law.children import PATHS

PATH_CHOICES = [(path.code, path.words) for path in PATHS.values()]


class School(Record):
    """A school of a force's directory, with its designated safeguarding lead."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    area = models.CharField(max_length=100)
    own_area = models.BooleanField(default=True)
    lead = models.CharField(max_length=200, blank=True)
    lead_contact = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True)
    listed = models.BooleanField(default=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "reference"], name="school_once"),
            models.CheckConstraint(name="school_named", condition=~Q(name="") & ~Q(area="")),
            models.CheckConstraint(
                name="school_lead_reachable", condition=Q(lead="", lead_contact="") | ~Q(lead="") & ~Q(lead_contact="")
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.area})"


class Term(Record):
    """The first and last day on which pupils of an area are at school, between two holidays."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    area = models.CharField(max_length=100)
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "area", "begins_on"], name="term_once"),
            models.CheckConstraint(name="term_period", condition=Q(ends_on__gte=F("begins_on"))),
        ]


class DayOff(Record):
    """A day on which one school, or every school of an area, is closed within a term: an inset day, or snow."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    area = models.CharField(max_length=100)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["force", "area", "school", "on"], nulls_distinct=False, name="day_off_once"
            ),
            models.CheckConstraint(name="day_off_says_why", condition=~Q(why="")),
        ]


class Schooling(Record):
    """Where a child is taught since a day, as somebody said. Never changed: what is said later is a new row."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=SchoolingKind)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-recorded_at"], name="schooling_latest")]
        constraints = [
            models.CheckConstraint(
                name="schooling_names_the_school",
                condition=Q(kind="SCHOOL", school__isnull=False) | ~Q(kind="SCHOOL") & Q(school=None),
            )
        ]


class Part(Record):
    """The part of one child in one incident of a case. `victim` says that the Act calls the child a victim."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    where = models.CharField(max_length=10, choices=Where)
    affected = models.CharField(max_length=10, choices=Affected)
    related = models.CharField(max_length=10, choices=Related)
    victim = models.BooleanField(default=False)
    concerns = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    said = models.TextField(blank=True)
    path = models.CharField(max_length=20, choices=PATH_CHOICES)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    school_day = models.DateField(null=True)
    incidents_counted = models.PositiveIntegerField()
    grounds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "incident", "person"], name="part_once_an_incident"),
            # Domestic Abuse Act 2021 s3: saw, heard or felt it, and related to one of the two; a child, so born.
            models.CheckConstraint(
                name="part_victim_by_the_act",
                condition=Q(victim=False) | Q(affected="YES") & ~Q(related="NEITHER") & ~Q(where="UNBORN"),
            ),
            models.CheckConstraint(
                name="part_school_by_its_path",
                condition=Q(path__in=["SCHOOL", "OUT_OF_AREA"], school__isnull=False)
                | ~Q(path__in=["SCHOOL", "OUT_OF_AREA"]) & Q(school=None),
            ),
        ]

    def __str__(self):
        return str(self.person)


class Notice(Record):
    """Something told about a child, or the children of a case: to whom, how, when, and whether it was received."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="notices")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    to_whom = models.CharField(max_length=200)
    how = models.CharField(max_length=20, choices=How)
    words = models.TextField()
    grounds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    why_less = models.TextField(blank=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    received_from = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_says_whom_and_what", condition=~Q(to_whom="") & ~Q(words="")),
            models.CheckConstraint(
                name="notice_of_one_child_or_all",
                condition=Q(kind__in=["SCHOOL", "AUTHORITY"], part__isnull=False)
                | Q(kind__in=["NOTIFY", "REFER"], part=None, school=None),
            ),
            models.CheckConstraint(
                name="notice_received_whole",
                condition=Q(received_at=None, received_by=None, received_from="")
                | Q(received_at__isnull=False, received_by__isnull=False) & ~Q(received_from=""),
            ),
            models.CheckConstraint(name="notice_recorded_after", condition=Q(told_at__lte=F("recorded_at"))),
        ]
