"""Door of how often a case is assessed anew."""

from django.urls import reverse

from accounts.permissions import Permission
from core.doors import CommandView
from risk import services
from risk.forms import circumstances as forms
from risk.presenters import circumstances as presenters


class Intervals(CommandView):
    """What each profile says, which one holds, and choosing another."""

    permission = Permission.RISK_ARBITRATE
    command = services.set_interval_policy
    form_class = forms.SetIntervalPolicy
    template_name = "risk/intervals.html"
    heading = "How often the risk is assessed anew"
    button = "Choose this profile"
    done = "The profile holds from the day that you gave."

    def context(self):
        """Return the profiles and what was set."""
        return presenters.interval_overview(self.request.user, self.now)

    def cancel(self):
        """Stay here."""
        return reverse("interval_policy")
