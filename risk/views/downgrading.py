"""Doors of lowering a level for a time: propose, agree, refuse."""

from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import CommandView
from risk import queries, services
from risk.forms import downgrading as forms
from risk.presenters import downgrading as presenters
from risk.queries import downgrading, reading
from risk.states import Grade
from risk.views.assessments import page
from risk.views.decisions import Decide


class Propose(Decide):
    """Propose a lower level until a day."""

    permission = Permission.RISK_REVIEW
    command = services.propose_downgrade
    form_class = forms.ProposeDowngrade
    heading = "Propose a lower level for a time"
    button = "Propose it"
    done = "A second person decides. Until then nothing changes."

    def get(self, request, **ids):
        """Show the form, or lead on to the page on which what two specialists read is read first."""
        found = queries.assessment(ids["assessment_id"], reader=request.user)
        first = reading.to_read_first(found, request.user)
        return redirect("assessment_read", first) if first else super().get(request, **ids)

    def form_arguments(self):
        """Offer the levels below the one that holds; below the highest where it is withheld, for it may be any."""
        kept = self.subject.case_id in access.levels_kept_from(self.request.user)
        return {"level": Grade.HIGH if kept else queries.current_grade(self.subject.case_id)}

    def after(self, result):
        """Show the case."""
        return reverse("case", args=[self.subject.case_id])


class Agree(CommandView):
    """Agree to a lower level as the second person."""

    permission = Permission.RISK_ARBITRATE
    command = services.agree_downgrade
    form_class = forms.AgreeDowngrade
    template_name = "risk/downgrade.html"
    heading = "Agree to a lower level"
    button = "Agree"
    done = "The level is lower until the day that was named."

    def fetch(self, downgrade_id):
        """Return the downgrade; showing its case is written down."""
        self.ids = {"downgrade_id": downgrade_id}
        found = downgrading.downgrade(downgrade_id, reader=self.request.user)
        access.note(self.request.user, "downgrade", case_id=found.case_id, subject_id=found.pk, at=self.now)
        return found

    def context(self):
        """Return what is proposed and the whole assessment."""
        assessment = queries.assessment(self.subject.assessment_id, reader=self.request.user)
        shown = page(assessment, self.request.user)
        return shown | {"proposal": self.subject, "words": presenters.words(self.subject), "actions": []}

    def cancel(self):
        """Show the case."""
        return reverse("case", args=[self.subject.case_id])


class Refuse(Agree):
    """Refuse a lower level as the second person."""

    command = services.refuse_downgrade
    form_class = forms.RefuseDowngrade
    heading = "Refuse a lower level"
    button = "Refuse"
    done = "The level stays."
