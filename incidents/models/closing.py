"""What an incident needs before it is closed: who may say that it is no domestic abuse, and which crime it was."""

from django.db import models
from django.db.models import F, Q

from core.models import Record


class QualifierDoubt(Record):
    """The wish to take the domestic-abuse qualifier from an incident: a reason against each element, and the answer.

    Two people, always: nobody decides on their own wish. Until it is decided the incident stays domestic.
    """

    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="qualifier_doubts")
    definition = models.CharField(max_length=20)
    age = models.TextField()
    connection = models.TextField()
    behaviour = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    removed = models.BooleanField(null=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(decided_at=None), name="qualifier_doubt_one_waits"
            ),
            models.CheckConstraint(
                name="qualifier_doubt_against_each_element",
                condition=~Q(age="") & ~Q(connection="") & ~Q(behaviour=""),
            ),
            models.CheckConstraint(
                name="qualifier_doubt_decided_whole",
                condition=Q(removed=None, decided_at=None, decided_by=None, decision_reason="")
                | Q(removed__isnull=False, decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="qualifier_doubt_of_two", condition=Q(decided_by=None) | ~Q(decided_by=F("raised_by"))
            ),
        ]

    def __str__(self):
        return f"Doubt about {self.incident}"


class Crime(Record):
    """A crime that was recorded for an incident under its number; or, with a reason, that there is none.

    `offence` is its name as it was recorded; `offence_code` is empty where it was given in words alone, as every one
    was before there was a list.
    """

    incident = models.ForeignKey("incidents.Incident", models.PROTECT, related_name="crimes")
    number = models.CharField(max_length=40, blank=True)
    offence = models.CharField(max_length=120, blank=True)
    offence_code = models.CharField(max_length=40, blank=True)
    why_not_listed = models.TextField(blank=True)
    no_crime_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="crime_number_once"),
            models.CheckConstraint(
                name="crime_or_reason",
                condition=~Q(number="") & ~Q(offence="") & Q(no_crime_reason="")
                | Q(number="", offence="") & ~Q(no_crime_reason=""),
            ),
            models.CheckConstraint(
                name="crime_listed_or_in_words",
                condition=Q(offence_code="", why_not_listed="")
                | ~Q(offence="") & (Q(offence_code="") | Q(why_not_listed="")),
            ),
        ]

    def __str__(self):
        return self.number or "No crime"
