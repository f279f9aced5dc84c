"""Doors of incidents for people."""

from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import CommandView, PageView
from incidents import forms, presenters, queries, services
from incidents.presenters import checks, closing, counter, firearms, grading
from incidents.views.drafts import plain_label


class Incident(PageView):
    """One incident: what is known, its grade and why, what was raised, and its cases."""

    permission = Permission.CASE_READ
    template_name = "incidents/incident.html"

    def context(self, incident_id):
        """Read the incident for this reader."""
        incident = queries.incident(incident_id, reader=self.request.user)
        pairs = list(queries.visible_pairs(incident, reader=self.request.user))
        for pair in pairs:
            access.note(self.request.user, "incident", case_id=pair.case_id, subject_id=incident.pk, at=self.now)
        people = {person for pair in pairs for person in (pair.victim.identity_id, pair.suspect.identity_id)}
        return {
            "heading": f"Incident {incident.number}",
            "incident": incident,
            "pairs": pairs,
            "accuses": counter.of_incident(pairs, self.request.user),
            "people": presenters.people_in(incident),
            "flags": presenters.flag_cards(people, reader=self.request.user, at=self.now) if people else [],
            "in_force": presenters.in_force([pair.case_id for pair in pairs if pair.case_id], self.now),
            "raised": queries.raised_by(incident, reader=self.request.user),
            "set_aside": presenters.set_aside(getattr(incident, "draft", None), plain_label),
            "supervision": presenters.supervision.of_incident(incident, self.request.user, self.now),
            "firearms": firearms.panel(incident, self.request.user),
            "closing": closing.panel(incident, self.request.user),
            "checks": checks.panel(incident),
            "may_check": self.request.user.may(Permission.CHECK_ANSWER) is None,
            "must_be_looked_at": presenters.must_be_looked_at(incident),
            "decisions": grading.story(incident, self.request.user),
            "script": presenters.script_rows(getattr(incident, "script", None), self.request.user),
            "thrive": presenters.thrive_rows(getattr(incident, "thrive", None)),
            "may_attend": self.request.user.may(Permission.ATTEND) is None,
            "may_regrade": self.request.user.may(Permission.CALL_REGRADE) is None,
        }


class OnIncident(CommandView):
    """A command about one incident, which the page names above the form."""

    template_name = "incidents/on_incident.html"

    def fetch(self, incident_id):
        """Return the incident within the reader's scope."""
        self.ids = {"incident_id": incident_id}
        return queries.incident(incident_id, reader=self.request.user)

    def after(self, result):
        """Go back to the incident."""
        return reverse("incident", args=[self.ids["incident_id"]])

    def cancel(self):
        """Go back to the incident."""
        return reverse("incident", args=[self.ids["incident_id"]])


class Regrade(OnIncident):
    """Look at the grade again: keep it, or change it."""

    permission = Permission.CALL_REGRADE
    command = services.regrade
    form_class = forms.Regrade
    heading = "Look at the grade again"
    done = "Your decision on the grade is kept."

    def initial(self):
        """Start with what holds."""
        return {"connected": self.subject.connected, "grade": self.subject.grade}
