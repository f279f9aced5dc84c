"""A firearms certificate that was found in an incident: who was told, what was decided, what became of it."""

from django.db import models
from django.db.models import Q

from core.history import History
from core.models import Record
from incidents.states import FirearmsOutcome, Response


class FirearmsAlert(Record):
    """That certificates were found in an incident. One more that is found later opens its decisions again."""

    incident = models.OneToOneField("incidents.Incident", models.PROTECT, related_name="firearms_alert")
    found_at = models.DateTimeField()
    response = models.CharField(max_length=10, choices=Response, blank=True)
    review_note = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=120, blank=True)
    referred_at = models.DateTimeField(null=True)
    referred_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="firearms_reviewed_whole",
                condition=Q(response="", review_note="", reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(response="") & ~Q(review_note=""),
            ),
            models.CheckConstraint(
                name="firearms_referred_whole",
                condition=Q(reference="", referred_at=None, referred_by=None)
                | Q(referred_at__isnull=False, referred_by__isnull=False) & ~Q(reference=""),
            ),
        ]

    def __str__(self):
        return f"Firearms in {self.incident}"


class FirearmsCertificate(Record):
    """One certificate of an alert, and what firearms licensing decided about it."""

    alert = models.ForeignKey(FirearmsAlert, models.PROTECT, related_name="certificates")
    firearm = models.ForeignKey("people.Firearm", models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=FirearmsOutcome, blank=True)
    outcome_note = models.TextField(blank=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "firearm"], name="firearms_certificate_once"),
            models.CheckConstraint(
                name="firearms_outcome_whole",
                condition=Q(outcome="", outcome_note="", outcome_at=None, outcome_by=None)
                | Q(outcome_at__isnull=False, outcome_by__isnull=False) & ~Q(outcome="") & ~Q(outcome_note=""),
            ),
        ]

    def __str__(self):
        return str(self.firearm)


class FirearmsAcknowledgement(Record):
    """One officer's word that they know of the certificates, and whether they knew before they arrived."""

    alert = models.ForeignKey(FirearmsAlert, models.PROTECT, related_name="acknowledgements")
    officer = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    told = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["alert", "officer", "at"])]

    def __str__(self):
        return f"{self.officer} knows of {self.alert}"
