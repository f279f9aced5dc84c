"""Doors of a case that goes to another force: one of this house, or one outside it."""

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import ROLES, Permission
from core.doors import CommandView
from core.errors import Absent
from incidents import queries, services
from incidents.forms import AcceptCase, Reason
from incidents.forms import transfers as forms
from incidents.views.cases import OfferCase, OnCase
from law.handover import read_aloud


class OfferElsewhere(OfferCase):
    """Offer the case to an officer of another force of this house."""

    heading = "Offer this case to another force"
    done = "The case is offered. You own it until it is accepted there."
    template_name = "incidents/offer_elsewhere.html"

    def fetch(self, case_id, force):
        """Return the case within the reader's scope, where there is such another force."""
        case = super().fetch(case_id)
        self.force = next((each for each in accounts.forces() if each.code == force), None)
        if self.force is None or self.force.pk == case.force_id:
            raise Absent()
        return case

    def form_arguments(self):
        """Offer it only to those who can accept there."""
        roles = [role for role, grants in ROLES.items() if Permission.CASE_ACCEPT in grants]
        found = accounts.officers_in_force(self.force.pk, at=self.now, roles=roles)
        return {"officers": accounts.choices(found, at=self.now)}

    def context(self):
        """Say what goes along."""
        return {"force": self.force, "owed": queries.owed_in(self.subject.pk, reader=self.request.user)}


class SendTransfer(OnCase):
    """Offer the case to a named person of a force that is not in this house."""

    permission = Permission.CASE_OFFER
    command = services.send_transfer
    form_class = forms.SendTransfer
    template_name = "incidents/transfer.html"
    heading = "Offer this case to a force outside this service"
    button = "Record the offer"
    done = "The offer is recorded. You own the case until their acceptance is recorded."

    def context(self):
        """Say what is open and will go along or stay."""
        return {"owed": queries.owed_in(self.subject.pk, reader=self.request.user)}


class OnTransfer(CommandView):
    """An answer of the other force, recorded by the owner or a supervisor."""

    permission = Permission.CASE_OFFER
    template_name = "incidents/transfer_answer.html"

    def fetch(self, transfer_id):
        """Return the transfer, with its case within the reader's scope."""
        self.ids = {"transfer_id": transfer_id}
        return queries.transfer(transfer_id, reader=self.request.user)

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.subject.case_id])

    def context(self):
        """Show what they were told."""
        return {"checklist": read_aloud(self.subject.checklist)}


class AcceptTransfer(OnTransfer):
    """Record that the other force accepted."""

    command = services.accept_transfer
    form_class = forms.AcceptTransfer
    heading = "The other force accepted this case"
    button = "Record the acceptance"
    done = "The acceptance is recorded."

    def owed(self):
        """Return what is open in the case, read once."""
        if not hasattr(self, "open_here"):
            self.open_here = queries.owed_in(self.subject.case_id, reader=self.request.user)
        return self.open_here

    def form_arguments(self):
        """List each open duty."""
        return {"owed": [(str(duty.pk), what) for duty, what, _ in self.owed()]}

    def initial(self):
        """Tick what our own people owe whoever has the case."""
        return {"stays": [str(duty.pk) for duty, _, goes in self.owed() if not goes]}


class RefuseTransfer(OnTransfer):
    """Record that the other force refused."""

    command = services.refuse_transfer
    form_class = Reason
    heading = "The other force refused this case"
    button = "Record the refusal"
    done = "The refusal is recorded. The case stays with its owner."


class WithdrawTransfer(OnTransfer):
    """Take the offer back."""

    command = services.withdraw_transfer
    form_class = Reason
    heading = "Withdraw the offer to the other force"
    button = "Withdraw the offer"
    done = "The offer is withdrawn. The case stays with its owner."


class FinishTransfer(OnCase):
    """End our part of a case that another force has."""

    permission = Permission.CASE_OFFER
    command = services.finish_transfer
    form_class = AcceptCase
    heading = "End our part of this case"
    button = "End our part"
    done = "Our part has ended. The case can still be read here."
