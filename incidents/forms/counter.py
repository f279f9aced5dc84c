"""The shape of what is typed about a counter-allegation."""

from core.doors import CommandForm
from core.fields import Choice, LongText


class SignAggressor(CommandForm):
    """Who it is, and what was weighed."""

    aggressor = Choice([], label="Who is the primary aggressor?")
    rationale = LongText(label="What did you weigh, and why?", rows=6)

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aggressor"].choices = choices


class CheckAggressor(CommandForm):
    """The supervisor's answer."""

    upheld = Choice([("yes", "It stands"), ("no", "It goes back; nobody is labelled")], label="What do you decide?")
    reason = LongText(label="Why?", rows=4)

    def clean_upheld(self):
        """Return yes or no as such."""
        return self.cleaned_data["upheld"] == "yes"
