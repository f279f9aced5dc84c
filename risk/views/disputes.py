"""Doors of a dispute about a risk grade: raise it, decide it, read how it was decided."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from incidents import queries as incidents
from risk import services
from risk.forms import disputes as forms
from risk.presenters import disputes as presenters
from risk.queries import disputes as queries


class Dispute(CommandView):
    """Say that another grade is right."""

    permission = Permission.RISK_DISPUTE
    command = services.dispute_grade
    form_class = forms.DisputeGrade
    template_name = "risk/dispute.html"
    heading = "Another risk grade is right"
    button = "Have it decided"
    done = "An arbiter decides. Until then the higher grade holds."

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        self.case = incidents.case(case_id, reader=self.request.user)
        return self.case

    def context(self):
        """Show the case."""
        return {"case": self.case, "lines": []}

    def cancel(self):
        """Go back to the case."""
        return f"{reverse('case', args=[self.case.pk])}#risk"


class OnDispute(Dispute):
    """A command about a dispute."""

    def fetch(self, dispute_id):
        """Return the dispute within the reader's scope."""
        self.ids = {"dispute_id": dispute_id}
        self.dispute = queries.dispute(dispute_id, reader=self.request.user)
        self.case = self.dispute.case
        return self.dispute

    def context(self):
        """Show both sides."""
        return {"case": self.case, "lines": presenters.lines(self.dispute, self.request.user)}


class Decide(OnDispute):
    """Decide it, as neither party."""

    permission = Permission.RISK_ARBITRATE
    command = services.decide_dispute
    form_class = forms.DecideDispute
    heading = "Decide which risk grade holds"
    button = "Decide"
    done = "Decided. Your grade is that of the case, and both are to read why."


class Read(OnDispute):
    """Read how it was decided, as one of the two."""

    permission = Permission.CASE_READ
    command = services.read_dispute
    form_class = forms.ReadDispute
    heading = "How the dispute was decided"
    button = "I have read it"
    done = "It is recorded that you read it."
