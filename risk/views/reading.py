"""Doors of reading twice, for people."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from law import second_reads
from risk import services
from risk.forms import reading as forms
from risk.presenters import circumstances
from risk.presenters import reading as presenters
from risk.views.decisions import Review


class Read(Review):
    """Read an assessment without knowing what the other specialist gave."""

    permission = Permission.RISK_REVIEW
    command = services.read_assessment
    form_class = forms.ReadAssessment
    template_name = "risk/read.html"
    heading = "Read this assessment"
    button = "Seal my read"
    done = "Your read is in. It is sealed until the other one is."
    twice = True

    def context(self):
        """Return the whole assessment, and why it is read."""
        return super().context() | {"selection": presenters.selection_card(self.subject, self.request.user)}

    def arguments(self, cleaned):
        """Return the read and what it recommends."""
        return super().arguments(cleaned) | {"urgent": cleaned["urgent"]}

    def initial(self):
        """Start with nothing: what is chosen already would be a hint."""
        return {}


class Arbitrate(Read):
    """Decide between two reads."""

    permission = Permission.RISK_ARBITRATE
    command = services.arbitrate
    form_class = Review.form_class
    heading = "Decide between two reads"
    button = "Decide"
    done = "Decided. Your grade is that of the case."

    def arguments(self, cleaned):
        """Return the decision."""
        return Review.arguments(self, cleaned)


class Agreement(CommandView):
    """How far the grades agree, what the lot would catch, and the policy."""

    permission = Permission.RISK_ARBITRATE
    command = services.set_review_policy
    form_class = forms.SetPolicy
    template_name = "risk/agreement.html"
    heading = "Agreement and second reads"
    button = "Set the policy"
    done = "The policy is set."

    def initial(self):
        """Start with what holds."""
        return {"twice_percent": self.figures()["twice_percent"]}

    def figures(self):
        """Read the figures once."""
        if not hasattr(self, "found"):
            self.found = presenters.agreements(self.request.user.posting.force_id, self.now)
        return self.found

    def context(self):
        """Show the figures."""
        notice = circumstances.interval_notice(self.request.user)
        return self.figures() | {
            "always": second_reads.ALWAYS,
            "rates": second_reads.RATES,
            "interval_notice": notice,
        }

    def after(self, result):
        """Stay here."""
        return reverse("review_agreement")

    def after_repeat(self, entry):
        """Stay here."""
        return self.after(None)
