"""Doors of looking back for people."""

from django.http import Http404
from django.urls import reverse

from accounts.permissions import Permission
from core import access
from core.doors import SIGNED_IN, CommandView, PageView
from law.quality import BY_CODE, THEMES
from oversight import forms, presenters, queries, services


class Quality(PageView):
    """The rounds of the force, and the trend of each theme."""

    permission = Permission.QUALITY_CHECK
    template_name = "oversight/quality.html"

    def context(self):
        """Read the rounds."""
        rounds = list(queries.rounds(reader=self.request.user)[:24])
        for each in rounds:
            each.title = BY_CODE[each.theme].title if each.theme else ""
        return {"heading": "Looking back", "rounds": rounds, "themes": THEMES}


class Round(CommandView):
    """One round: choose its theme, then look at what was drawn."""

    permission = Permission.QUALITY_CHECK
    command = services.draw_sample
    form_class = forms.DrawSample
    template_name = "oversight/round.html"
    button = "Draw the sample"
    done = "The sample is drawn. Nobody picked it, and nobody can pick another."

    def fetch(self, quality_round_id):
        """Return the round within the reader's force."""
        self.ids = {"round_id": quality_round_id}
        return queries.one_round(quality_round_id, reader=self.request.user)

    def form_arguments(self):
        """Offer the themes for this kind of work."""
        return {"track": self.subject.track}

    def context(self):
        """Show the sample."""
        theme = BY_CODE.get(self.subject.theme)
        return {
            "heading": str(self.subject),
            "theme": theme,
            "checks": queries.checks_of(self.subject, reader=self.request.user),
        }

    def after(self, result):
        """Stay with the round."""
        return reverse("quality_round", args=[self.ids["round_id"]])

    def after_repeat(self, entry):
        """Stay with the round."""
        return self.after(None)

    def cancel(self):
        """Go back to the rounds."""
        return reverse("quality")


class OnCheck(CommandView):
    """A command about one record of a sample."""

    def fetch(self, check_id):
        """Return the record within the reader's scope, and write down that the reader looked."""
        self.ids = {"check_id": check_id}
        check = queries.check(check_id, reader=self.request.user)
        access.note(
            self.request.user, "quality check", case_id=check.matter_id, subject_id=check.subject_id, at=self.now
        )
        return check

    def context(self):
        """Show what is asked and what was answered."""
        return {
            "heading": presenters.theme_of(self.subject).title,
            "answered": presenters.answered(self.subject),
            "about": about(self.subject),
        }


def about(check):
    """Return the address of the record that a check looks at."""
    if check.round.track == "CALLS":
        return reverse("incident", args=[check.subject_id])
    return reverse("plan", args=[check.matter_id])


class ScoreCheck(OnCheck):
    """Say what was found in one record."""

    permission = Permission.QUALITY_CHECK
    command = services.score_check
    form_class = forms.ScoreCheck
    template_name = "oversight/check.html"
    button = "Save what you found"
    done = "What you found is saved, and its person will read it."

    def form_arguments(self):
        """Ask the questions of the theme."""
        return {"theme": self.subject.round.theme}

    def form(self, **arguments):
        """Return the form, kept for its answers."""
        self.shown = super().form(**arguments)
        return self.shown

    def arguments(self, cleaned):
        """Return the answers by question."""
        return {**self.ids, "answers": self.shown.answers(), "note": cleaned["note"]}

    def cancel(self):
        """Go back to the round."""
        return reverse("quality_round", args=[self.subject.round_id])


class Feedback(PageView):
    """What was found in one's own work."""

    permission = SIGNED_IN
    template_name = "oversight/feedback.html"

    def context(self):
        """Read what is for this officer."""
        found = list(queries.feedback_for(self.request.user))
        for check in found:
            check.title = presenters.theme_of(check).title
        return {"heading": "Feedback on my work", "checks": found}


class ReadFeedback(OnCheck):
    """Read what was found in one's own work, and say so."""

    permission = SIGNED_IN
    command = services.read_feedback
    form_class = forms.ReadFeedback
    template_name = "oversight/read.html"
    button = "I have read this"
    done = "It is recorded that you read it."

    def cancel(self):
        """Go back to the list."""
        return reverse("feedback")


class Trend(PageView):
    """The trend of one theme."""

    permission = Permission.QUALITY_CHECK
    template_name = "oversight/trend.html"

    def context(self, theme):
        """Read the months of the theme."""
        found = BY_CODE.get(theme)
        if found is None:
            raise Http404
        rows = presenters.trend(theme, reader=self.request.user)
        return {
            "heading": f"{found.title}: the trend",
            "theme": found,
            "rows": rows,
            "picture": presenters.picture(rows),
            "back": reverse("quality"),
        }
