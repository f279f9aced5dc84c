"""Doors of the end of an incident: its qualifier, its crime, and opening it again."""

from accounts.permissions import Permission
from core.errors import Absent
from incidents import forms, queries, services
from incidents.forms import closing as forms_of_closing
from incidents.presenters import closing as presenters
from incidents.views.calls import OnIncident


class OnQualifier(OnIncident):
    """A command about the qualifier, with the definition of the day beside it."""

    def context(self):
        """Show each element with what our own record says."""
        return {"elements": presenters.elements(self.subject), "doubt": queries.waiting_doubt(self.subject)}


class QuestionQualifier(OnQualifier):
    """Ask that it be no domestic abuse."""

    permission = Permission.QUALIFIER_QUESTION
    command = services.question_qualifier
    form_class = forms_of_closing.QuestionQualifier
    template_name = "incidents/qualifier.html"
    heading = "Is this no domestic abuse?"
    button = "Ask for a decision"
    done = "A second person will decide. Until then it stays domestic abuse."


class DecideQualifier(OnQualifier):
    """Decide, as a second person."""

    permission = Permission.QUALIFIER_DECIDE
    command = services.decide_qualifier
    form_class = forms_of_closing.DecideQualifier
    template_name = "incidents/qualifier.html"
    heading = "Is this no domestic abuse? Decide"
    button = "Decide"
    done = "Your decision is recorded."

    def fetch(self, incident_id):
        """Return the incident, if a decision on it is waited for."""
        incident = super().fetch(incident_id)
        if queries.waiting_doubt(incident) is None:
            raise Absent()
        return incident


class RecordCrime(OnIncident):
    """Record the crime, or why there is none."""

    permission = Permission.CRIME_RECORD
    command = services.record_crime
    form_class = forms_of_closing.RecordCrime
    heading = "Crime of this incident"
    done = "It is recorded."

    def form_arguments(self):
        """Offer what was an offence on the day on which it happened."""
        return {"offences": presenters.offence_choices(queries.day_of(self.subject))}


class ReopenIncident(OnIncident):
    """Open a closed incident again."""

    permission = Permission.CALL_LOG
    command = services.reopen_incident
    form_class = forms.Reason
    heading = "Open this incident again"
    button = "Open it again"
    done = "The incident is open, and back on the board."
