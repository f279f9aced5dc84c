"""Door of recording that something has changed."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from incidents import queries as incidents
from risk import services
from risk.forms import circumstances as forms


class RecordCircumstance(CommandView):
    """Record a change of circumstances in a case."""

    permission = Permission.INFORMATION_ADD
    command = services.record_circumstance
    form_class = forms.RecordCircumstance
    heading = "Record a change of circumstances"
    button = "Record it"
    done = "The change is recorded, and a new assessment is owed."

    def fetch(self, case_id):
        """Return the case within the reader's scope."""
        self.ids = {"case_id": case_id}
        return incidents.case(case_id, reader=self.request.user)

    def cancel(self):
        """Go back to the case."""
        return reverse("case", args=[self.ids["case_id"]])
