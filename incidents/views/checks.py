"""Doors of the checks of a call: answering, handing over, taking over, passing on."""

from django.urls import reverse

from accounts import queries as accounts
from accounts.permissions import Permission
from core import access
from core.doors import CommandView
from incidents import forms, queries, services
from incidents.forms.checks import AnswerChecks, OfferCheck, RelayChecks
from incidents.presenters import checks as presenters_of_checks
from incidents.views.calls import OnIncident


class Checks(OnIncident):
    """Every check of an incident on one page: those to answer as questions, the others as they were answered."""

    permission = Permission.CHECK_ANSWER
    command = services.answer_checks
    form_class = AnswerChecks
    template_name = "incidents/checks.html"
    button = "Save the answers"
    done = "The answers are saved."

    def fetch(self, incident_id):
        """Read the incident with its checks; `again` names answered ones to answer anew."""
        self.ids = {"incident_id": incident_id}
        incident = queries.incident_with_people(incident_id, reader=self.request.user)
        pairs = list(queries.visible_pairs(incident, reader=self.request.user))
        for pair in pairs:
            access.note(self.request.user, "checks", case_id=pair.case_id, subject_id=incident.pk, at=self.now)
        self.heading = f"Checks of incident {incident.number}"
        self.rows = presenters_of_checks.rows(incident, pairs=pairs, reader=self.request.user, at=self.now)
        again = self.request.GET.getlist("again")
        self.asked = [row for row in self.rows if not row["check"].result or row["check"].code in again]
        return incident

    def form_arguments(self):
        """Ask for the checks that wait."""
        return {"checks": self.asked}

    def form(self, **arguments):
        """Keep the form, since the answers are read from it."""
        self.given = super().form(**arguments)
        return self.given

    def arguments(self, cleaned):
        """Give the service the answers."""
        return {**self.ids, "answers": self.given.answers()}

    def context(self):
        """Show each check with its own fields, and the answers given."""
        asked = {row["check"].code for row in self.asked}
        for row in self.asked:
            code = row["check"].code
            row["fields"] = [self.given[f"{name}_{code}"] for name in ("result", "note", "seen")]
        return {
            "asked": self.asked,
            "answered": [row for row in self.rows if row["check"].code not in asked],
            "unrelayed": any(row["check"].result and not row["check"].relayed_at for row in self.rows),
        }


class Relay(OnIncident):
    """Say to whom the answers were passed on."""

    permission = Permission.CHECK_ANSWER
    command = services.relay_checks
    form_class = RelayChecks
    heading = "Passed on to the unit"
    button = "Record it"
    done = "It is recorded who was told."


class OnCheck(CommandView):
    """A command about one check."""

    permission = Permission.CHECK_ANSWER

    def fetch(self, incident_check_id):
        """Return the check within the reader's scope."""
        self.ids = {"check_id": incident_check_id}
        found = queries.check(incident_check_id, reader=self.request.user)
        self.heading = f"{presenters_of_checks.title(found.code)}: {self.act}"
        return found

    def cancel(self):
        """Go back to the checks."""
        return reverse("checks", args=[self.subject.incident_id])


class Check(Checks):
    """One check by itself: where the officer who took it over is led."""

    def fetch(self, incident_check_id):
        """Read the incident of the check, and ask for this one only."""
        code = queries.check(incident_check_id, reader=self.request.user)
        incident = super().fetch(code.incident_id)
        self.asked = [row for row in self.rows if row["check"].code == code.code]
        return incident


class OfferCheckTo(OnCheck):
    """Hand a check to another officer."""

    command = services.offer_check
    form_class = OfferCheck
    act = "hand it to somebody else"
    button = "Offer it"
    done = "It is offered. It stays where it is until it is taken over."

    def form_arguments(self):
        """Offer it to whoever else in the force may answer checks."""
        reader = self.request.user
        return {"officers": accounts.who_may(Permission.CHECK_ANSWER, reader=reader, at=self.now, but=reader)}


class AcceptCheck(OnCheck):
    """Take a check over."""

    command = services.accept_check
    form_class = forms.AcceptCase
    template_name = "incidents/check_accept.html"
    act = "take it over"
    button = "Take it over"
    done = "This check is yours now."


class RefuseCheck(OnCheck):
    """Refuse a check."""

    command = services.refuse_check
    form_class = forms.Reason
    act = "say why you cannot take it"
    button = "Refuse"
    done = "You refused the check. It stays where it was."
