"""Doors of what was typed for an officer: confirm it, or say that it is not theirs."""

from accounts.permissions import Permission
from risk import forms, services
from risk.views.decisions import Decide


class Confirm(Decide):
    """Confirm what somebody typed."""

    permission = Permission.RISK_SUBMIT
    command = services.confirm_assessment
    heading = "Confirm what was typed for you"
    button = "These are my answers"
    done = "You confirmed the assessment."

    def own(self):
        """Say whether it was typed for whoever asks, or they stand in for somebody else."""
        return self.subject.author_id == self.request.user.pk

    def form(self, **arguments):
        """Ask whoever stands in against what they checked it."""
        return (forms.Confirm if self.own() else forms.ConfirmInPlace)(**arguments)

    def context(self):
        """Return the whole assessment, to be read first."""
        in_place = {"heading": "Confirm in the place of the officer", "button": "I checked these answers"}
        return super().context() | ({} if self.own() else in_place)


class Disown(Decide):
    """Say that what was typed is not what one answered."""

    permission = Permission.RISK_SUBMIT
    command = services.disown_answers
    form_class = forms.Disown
    heading = "These are not my answers"
    button = "Send it back to who typed it"
    done = "It went back to who typed it, with your reason. You are asked to confirm it again."
