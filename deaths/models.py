"""A death in which domestic abuse is or may be a factor: who speaks for the family, the review, what it learnt."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.models import Record
from deaths.states import ONCE, Decision, Factor, Kind


class Death(Record):
    """Somebody of a case has died. It says what is known, and names nobody as the cause."""

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="deaths")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    died_on = models.DateField()
    factor = models.CharField(max_length=10, choices=Factor)
    circumstances = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    # Of another case of the same victim: the review belongs to the record from which this one was made.
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="others")

    class Meta:
        constraints = [models.CheckConstraint(name="death_in_words", condition=~Q(circumstances=""))]
        indexes = [models.Index(fields=["case"]), models.Index(fields=["-recorded_at"], name="death_newest")]

    def __str__(self):
        return str(self.person)


class FamilyContact(Record):
    """Which officer is there for the family, and who speaks for them; the latest one holds."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="family_contacts")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    family = models.TextField()
    reached = models.TextField()
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="family_contact_whole", condition=~Q(family="") & ~Q(reached="")),
        ]
        indexes = [models.Index(fields=["death", "-named_at"])]


class Step(Record):
    """One thing done after a death, in words, by whom. Never changed."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    of = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    words = models.TextField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["death", "kind"], condition=Q(kind__in=ONCE), name="death_step_once"),
            models.CheckConstraint(name="death_step_in_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="death_decision_decides",
                condition=Q(kind="DECIDED") & ~Q(decision="") | ~Q(kind="DECIDED") & Q(decision=""),
            ),
            models.CheckConstraint(name="death_step_recorded_after", condition=Q(taken_at__lte=F("recorded_at"))),
        ]

    def __str__(self):
        return self.get_kind_display()


class Recommendation(Record):
    """Something that a review asks to be changed, who answers for it, until when, and what shows that it changed."""

    death = models.ForeignKey(Death, models.PROTECT, related_name="recommendations")
    text = models.TextField()
    owner = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    chased_at = models.DateTimeField(null=True)
    chased_words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(blank=True)
    # The questions of a call that it put there: their codes, and the version in which the first did.
    questions = ArrayField(models.CharField(max_length=40), default=list)
    script_version = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recommendation_questions_of_a_version",
                condition=Q(questions=[], script_version="") | ~Q(questions=[]) & ~Q(script_version=""),
            ),
            models.CheckConstraint(name="recommendation_in_words", condition=~Q(text="")),
            models.CheckConstraint(
                name="recommendation_done_with_evidence",
                condition=Q(done_at=None, done_by=None, evidence="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(evidence=""),
            ),
        ]

    def __str__(self):
        return self.text
