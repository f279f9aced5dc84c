"""Doors of the versions of the questions: the list, and acknowledging what a new one changes."""

from django.urls import reverse

from core.doors import SIGNED_IN, CommandForm, CommandView, PageView
from law import clocks
from law.questionnaires import version_before
from risk import services
from risk.presenters import questions as presenters
from risk.queries import questions


class Questions(PageView):
    """Every version of the questions, what is new to the reader, and whom a supervisor must ask."""

    permission = SIGNED_IN
    template_name = "risk/questions.html"

    def context(self):
        """Read the versions for this reader."""
        day = clocks.london_day(self.now)
        return {
            "heading": "Questions and their versions",
            **presenters.overview(self.request.user, day, self.request.GET.get("page")),
        }


class Acknowledge(CommandView):
    """What one version changes, and that one has read it."""

    permission = SIGNED_IN
    command = services.acknowledge_version
    form_class = CommandForm
    template_name = "risk/acknowledge.html"
    heading = "What a new version changes"
    button = "I have read this"
    done = "You acknowledged the new version."

    def fetch(self, instrument, version):
        """Return the version of the questions."""
        self.ids = {"instrument": instrument, "version": version}
        return questions.version(instrument, version)

    def context(self):
        """Work the digest out from the two versions."""
        return {
            "digest": questions.digest_of(self.subject),
            "before": version_before(self.subject),
            "acknowledged": questions.has_acknowledged(self.request.user, self.subject),
        }

    def cancel(self):
        """Go back to the list."""
        return reverse("questions")
