"""Doors of incidents for people."""

from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import CommandView, PageView
from incidents import forms, presenters, queries, services
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
        people = {person for pair in pairs for person in (pair.victim_id, pair.suspect_id)}
        return {
            "heading": f"Incident {incident.number}",
            "incident": incident,
            "pairs": pairs,
            "people": presenters.people_in(incident),
            "flags": presenters.flag_cards(people, reader=self.request.user, at=self.now) if people else [],
            "in_force": presenters.in_force([pair.case_id for pair in pairs if pair.case_id], self.now),
            "raised": queries.raised_by(incident, reader=self.request.user),
            "set_aside": presenters.set_aside(queries.draft_of(incident), plain_label),
            "supervision": presenters.supervision.of_incident(incident, self.request.user, self.now),
            "may_attend": self.request.user.may(Permission.ATTEND) is None,
            "may_regrade": self.request.user.may(Permission.CALL_REGRADE) is None,
        }


class OnIncident(CommandView):
    """A command about one incident."""

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


class Attend(OnIncident):
    """Record attendance."""

    permission = Permission.ATTEND
    command = services.record_attendance
    form_class = forms.RecordAttendance
    template_name = "incidents/attend.html"
    heading = "Record attendance"
    done = "Attendance is recorded. You own this case until somebody accepts it from you."

    def initial(self):
        """Start with now."""
        return {"arrived_at": self.now, "children": self.subject.children}

    def after(self, result):
        """Go on to the case."""
        return reverse("case", args=[queries.case_ids_of(self.subject)[0]])


class Regrade(OnIncident):
    """Change the grade."""

    permission = Permission.CALL_REGRADE
    command = services.regrade
    form_class = forms.Regrade
    heading = "Change the grade"
    done = "The grade is changed."

    def initial(self):
        """Start with what holds."""
        return {"connected": self.subject.connected, "grade": self.subject.grade}
