"""Doors of firearms in an incident: knowing of them, deciding, asking licensing, and what became of them."""

from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import PageView
from core.errors import Absent
from incidents import forms, queries, services
from incidents.forms import firearms as forms_of_firearms
from incidents.presenters import firearms as presenters
from incidents.views.calls import OnIncident


class Firearms(PageView):
    """All of it on one page: certificates, who knows, what was decided, what became of each."""

    permission = Permission.CASE_READ
    template_name = "incidents/firearms.html"

    def context(self, incident_id):
        """Read the alert of the incident for this reader, and write down that they looked."""
        incident = queries.incident(incident_id, reader=self.request.user)
        found = presenters.panel(incident, self.request.user)
        if found is None:
            raise Absent()
        for pair in queries.visible_pairs(incident, reader=self.request.user):
            access.note(self.request.user, "firearms", case_id=pair.case_id, subject_id=incident.pk, at=self.now)
        return {"heading": f"Firearms in incident {incident.number}", "incident": incident, "firearms": found}


class OnAlert(OnIncident):
    """A command about the firearms of an incident."""

    template_name = "incidents/on_firearms.html"

    def fetch(self, incident_id, **ids):
        """Return the incident, if firearms were found in it."""
        incident = super().fetch(incident_id)
        self.ids |= ids
        self.found = presenters.panel(incident, self.request.user)
        if self.found is None:
            raise Absent()
        return incident

    def context(self):
        """Show the certificates above the form."""
        return {"firearms": self.found, "incident": self.subject}

    def cancel(self):
        """Go back to the firearms."""
        return reverse("firearms", args=[self.ids["incident_id"]])

    def after(self, result):
        """Go back to the firearms."""
        return self.cancel()


class Acknowledge(OnAlert):
    """Know of them, before one goes there."""

    permission = Permission.ATTEND
    command = services.acknowledge_firearms
    form_class = forms.AcceptCase
    heading = "Firearms: I know of them"
    button = "I know of them and I am going there"
    done = "It is recorded that you know of the firearms."


class Review(OnAlert):
    """Decide as inspector."""

    permission = Permission.FIREARMS_MANAGE
    command = services.review_firearms
    form_class = forms_of_firearms.Review
    heading = "Firearms: how the unit goes"
    done = "Your decision is recorded. The unit sees it on its page."


class Refer(OnAlert):
    """Ask licensing."""

    permission = Permission.FIREARMS_MANAGE
    command = services.refer_firearms
    form_class = forms_of_firearms.Refer
    heading = "Firearms: ask licensing for a review"
    done = "The referral is recorded. You answer for learning the outcome."


class Outcome(OnAlert):
    """Record what became of one certificate."""

    permission = Permission.FIREARMS_MANAGE
    command = services.record_firearms_outcome
    form_class = forms_of_firearms.Outcome
    heading = "Firearms: what licensing decided"
    done = "The outcome is recorded."

    def fetch(self, incident_id, certificate_id):
        """Return the incident, if this certificate was found in it."""
        incident = super().fetch(incident_id, certificate_id=certificate_id)
        mine = [each for each in self.found["certificates"] if each["row"].pk == certificate_id]
        if not mine:
            raise Absent()
        self.found = self.found | {"certificates": mine}
        return incident
