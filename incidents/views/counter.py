"""Doors of a counter-allegation: both sides alike, signing, and a supervisor's look."""

from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import CommandView, PageView
from incidents import queries, services
from incidents.forms import counter as forms
from incidents.presenters import counter as presenters


class Counter(PageView):
    """Both cases side by side, and every decision."""

    permission = Permission.CASE_READ
    template_name = "incidents/counter.html"

    def context(self, counter_id):
        """Read it for this reader, and write down that they looked at both."""
        found = queries.counter(counter_id, reader=self.request.user)
        for case_id in (found.first_id, found.second_id):
            access.note(self.request.user, "counter-allegation", case_id=case_id, subject_id=found.pk, at=self.now)
        return {"heading": "Each accuses the other", **presenters.page(found, self.request.user)}


class OnCounter(CommandView):
    """A command about a counter-allegation."""

    template_name = "incidents/on_counter.html"

    def fetch(self, counter_id):
        """Return it within the reader's scope."""
        self.ids = {"counter_id": counter_id}
        return queries.counter(counter_id, reader=self.request.user)

    def context(self):
        """Show both sides above the form."""
        return presenters.page(self.subject, self.request.user)

    def cancel(self):
        """Go back to both cases."""
        return reverse("counter", args=[self.ids["counter_id"]])


class Sign(OnCounter):
    """Sign who it is."""

    permission = Permission.AGGRESSOR_SIGN
    command = services.sign_aggressor
    form_class = forms.SignAggressor
    heading = "Who is the primary aggressor?"
    button = "Sign"
    done = "It is signed. A supervisor will look at it."

    def form_arguments(self):
        """Offer both by name, in the order of the cases."""
        return {"choices": presenters.choices(self.subject)}


class Check(OnCounter):
    """Look at it, as a supervisor."""

    permission = Permission.AGGRESSOR_CHECK
    command = services.check_aggressor
    form_class = forms.CheckAggressor
    heading = "Look at who was signed"
    button = "Decide"
    done = "Your decision is recorded."
