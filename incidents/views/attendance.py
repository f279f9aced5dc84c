"""Doors of going to an incident."""

from django.urls import reverse

from accounts.permissions import Permission
from core import access
from incidents import forms, presenters, queries, services
from incidents.forms.attendance import RecordAttendance
from incidents.forms.evidence import RecordEvidence
from incidents.presenters import brief
from incidents.views.calls import OnIncident


class Brief(OnIncident):
    """What the unit reads on the way, and its word that it was read."""

    permission = Permission.ATTEND
    command = services.acknowledge_brief
    form_class = forms.AcceptCase
    template_name = "incidents/brief.html"
    button = "I have read this and I am going there"
    done = "It is recorded that you have read this."

    def fetch(self, incident_id):
        """Read the incident with who is in it, and write down that the officer looked."""
        self.ids = {"incident_id": incident_id}
        incident = queries.incident_with_people(incident_id, reader=self.request.user)
        self.pairs = list(queries.visible_pairs(incident, reader=self.request.user))
        for pair in self.pairs:
            access.note(self.request.user, "brief", case_id=pair.case_id, subject_id=incident.pk, at=self.now)
        self.heading = f"{incident.get_kind_display()}: {incident.address or 'address not known'}"
        return incident

    def context(self):
        """Show what can kill first."""
        people = {person for pair in self.pairs for person in (pair.victim.identity_id, pair.suspect.identity_id)}
        shown = brief.brief(self.subject, self.pairs, self.request.user, self.now)
        cards = presenters.flag_cards(people, reader=self.request.user, at=self.now) if people else []
        return {"incident": self.subject, "brief": shown, "firearms": shown["firearms"], "flags": cards}

    def after(self, result):
        """Stay on the brief."""
        return reverse("brief", args=[self.ids["incident_id"]])


class Attend(OnIncident):
    """Record attendance."""

    permission = Permission.ATTEND
    command = services.record_attendance
    form_class = RecordAttendance
    template_name = "incidents/attend.html"
    heading = "Record attendance"
    done = "Attendance is recorded. You own this case until somebody accepts it from you."

    def initial(self):
        """Start with now."""
        return {"arrived_at": self.now, "children": self.subject.children}

    def form_arguments(self):
        """Ask about firearms where there are some that this officer has not acknowledged."""
        return {"firearms": not queries.knows_of_all_firearms(self.subject, self.request.user)}

    def after(self, result):
        """Go on to the case."""
        return reverse("case", args=[queries.case_ids_of(self.subject)[0]])


class Evidence(OnIncident):
    """Say what became of each kind of evidence."""

    permission = Permission.EVIDENCE_RECORD
    command = services.record_evidence
    form_class = RecordEvidence
    template_name = "incidents/evidence.html"
    heading = "Evidence"
    done = "The evidence is recorded."

    def fetch(self, incident_id):
        """Read the incident and what was said of its evidence."""
        self.ids = {"incident_id": incident_id}
        incident = queries.incident_with_people(incident_id, reader=self.request.user)
        self.rows = brief.evidence_rows(incident)
        return incident

    def form(self, **arguments):
        """Keep the form, since the answers are read from it."""
        self.given = super().form(**arguments)
        return self.given

    def arguments(self, cleaned):
        """Give the service the answers."""
        return {**self.ids, "answers": self.given.answers()}

    def context(self):
        """Show what was said last."""
        return {"rows": [row for row in self.rows if row["row"]]}
