"""The door at which a supervisor decides who investigates."""

from accounts import queries as accounts
from accounts.permissions import Permission
from incidents import queries, services
from incidents.forms import allocation as forms
from incidents.presenters import allocation as presenters
from incidents.views.cases import OnCase


class Allocate(OnCase):
    """Decide who investigates."""

    permission = Permission.INVESTIGATION_ALLOCATE
    command = services.allocate_investigation
    form_class = forms.AllocateInvestigation
    template_name = "incidents/allocate.html"
    heading = "Who investigates?"
    button = "Decide"
    done = "It is decided who investigates."

    def form_arguments(self):
        """Offer the officers of the force who may record evidence."""
        return {"officers": accounts.who_may(Permission.EVIDENCE_RECORD, reader=self.request.user, at=self.now)}

    def initial(self):
        """Start with what is suggested."""
        return {"route": queries.suggested_investigators(self.subject).route}

    def context(self):
        """Show the suggestion, its floor and its reasons."""
        return {"case": self.subject, **presenters.suggestion(self.subject)}
