"""A case that goes to a force which is not in this house: to whom, what they must know, and their acceptance."""

from django.db import models
from django.db.models import F, Q

from core.history import History
from core.models import Record
from core.states import Machine
from incidents.states import OFFER_MOVES, OfferAnswer


class Transfer(Machine, Record):
    """An offer to a named person elsewhere. Until their acceptance is recorded, with what proves it, the case is ours.

    `owed` is what was open when they accepted: each duty with whether it went along or stayed here.
    """

    TRANSITIONS = OFFER_MOVES

    case = models.ForeignKey("incidents.Case", models.PROTECT, related_name="transfers")
    giver = models.ForeignKey("accounts.Officer", models.PROTECT, related_name="+")
    force_name = models.CharField(max_length=100)
    to_name = models.CharField(max_length=200)
    to_role = models.CharField(max_length=200)
    reached_by = models.CharField(max_length=200)
    must_know = models.TextField(blank=True)
    checklist = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=OfferAnswer, default=OfferAnswer.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.Officer", models.PROTECT, null=True, related_name="+")
    answer_reason = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=100, blank=True)
    evidence = models.TextField(blank=True)
    owed = models.JSONField(default=list, blank=True)

    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="WAITING"), name="transfer_one_waiting"),
            models.CheckConstraint(
                name="transfer_names_somebody",
                condition=~Q(force_name="") & ~Q(to_name="") & ~Q(to_role="") & ~Q(reached_by=""),
            ),
            models.CheckConstraint(
                name="transfer_answered_whole",
                condition=Q(state="WAITING", answered_at=None, answered_by=None)
                | ~Q(state="WAITING") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_accepted_with_proof",
                condition=~Q(state="ACCEPTED") & Q(accepted_by="", accepted_at=None)
                | Q(state="ACCEPTED", accepted_at__gte=F("sent_at"), accepted_at__lte=F("answered_at"))
                & ~Q(accepted_by="")
                & ~Q(reference="")
                & ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="transfer_ended_with_reason",
                condition=Q(state__in=["WAITING", "ACCEPTED"]) | ~Q(answer_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["case", "-sent_at"], name="transfer_of_case")]

    def __str__(self):
        return f"{self.force_name}: {self.get_state_display()}"
