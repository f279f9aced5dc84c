"""Requests under the disclosure scheme (Clare's Law), and every step that was taken with them.

They hang on no case, so that no list, story or count of a case can give them away to the suspect's side.
"""

from django.db import models
from django.db.models import F, Q

from core.models import Record
from disclosures.states import Applicant, Decision, Kind, Route, ToWhom, WhyNot


class Request(Record):
    """Somebody asked, or the police began to ask, whether a person must be told of another's past."""

    force = models.ForeignKey("accounts.Force", models.PROTECT, related_name="+")
    route = models.CharField(max_length=10, choices=Route)
    at_risk = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    subject = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    applicant = models.CharField(max_length=10, choices=Applicant)
    applicant_name = models.CharField(max_length=200, blank=True)
    applicant_contact = models.TextField(blank=True)
    concern = models.TextField()
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="disclosure_about_another", condition=~Q(at_risk=F("subject"))),
            models.CheckConstraint(name="disclosure_says_the_concern", condition=~Q(concern="")),
            models.CheckConstraint(
                name="disclosure_names_the_applicant",
                condition=Q(route="KNOW", applicant="POLICE")
                | Q(route="ASK", applicant="AT_RISK")
                | Q(route="ASK", applicant="OTHER") & ~Q(applicant_name=""),
            ),
        ]
        indexes = [models.Index(fields=["force", "-received_at"], name="disclosure_newest")]

    def __str__(self):
        return f"{self.get_route_display()}"


class Step(Record):
    """One step taken with a request: what was done, decided or said, by whom. Never changed."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    taken_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    words = models.TextField()
    panel = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    to_whom = models.CharField(max_length=10, choices=ToWhom, blank=True)
    safe_how = models.TextField(blank=True)
    in_person = models.BooleanField(default=False)
    nothing_written = models.BooleanField(default=False)
    # Closed without a disclosure on which the panel had decided: why, and who confirmed it.
    why_not = models.CharField(max_length=10, choices=WhyNot, blank=True)
    confirmed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    # Typed, where it was written down before somebody of the force had to be chosen.
    confirmed_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind"], name="disclosure_step_once"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(kind__in=["DISCLOSED", "NOT_DISCLOSED", "WITHDRAWN"]),
                name="disclosure_ends_once",
            ),
            models.CheckConstraint(name="disclosure_step_in_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="disclosure_decision_by_a_panel",
                condition=~Q(kind="DECISION") & Q(decision="") | Q(kind="DECISION") & ~Q(decision="") & ~Q(panel=""),
            ),
            # In person, to whoever can protect, and nothing handed over in writing.
            models.CheckConstraint(
                name="disclosure_in_person_only",
                condition=~Q(kind="DISCLOSED") & Q(to_whom="")
                | Q(kind="DISCLOSED", in_person=True, nothing_written=True) & ~Q(to_whom="") & ~Q(safe_how=""),
            ),
            models.CheckConstraint(
                name="disclosure_not_made_confirmed",
                condition=Q(why_not="", confirmed_by=None, confirmed_by_name="")
                | Q(kind="NOT_DISCLOSED") & ~Q(why_not="") & (Q(confirmed_by__isnull=False) | ~Q(confirmed_by_name="")),
            ),
            models.CheckConstraint(
                name="disclosure_not_made_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")),
            ),
            models.CheckConstraint(name="disclosure_step_recorded_after", condition=Q(taken_at__lte=F("recorded_at"))),
        ]

    def __str__(self):
        return self.get_kind_display()
