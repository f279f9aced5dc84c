"""What is typed about telling the victim, and about who keeps in touch with her."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts
from custody.forms.events import yes_or_no
from custody.states import Method


class VictimTold(CommandForm):
    """How the victim was told, or that she was not reached."""

    reached = yes_or_no("Did you reach the victim?")
    told_at = MomentParts(label="When did you tell the victim, or try to?", past=True)
    method = Choice(Method.choices, label="How?")
    safe_how = LongText(
        label="How did you make sure that it was safe?",
        rows=3,
        help_text="For example: the victim chose this number and time, and said that nobody else was there.",
    )
    what_said = LongText(
        label="What was the victim told?",
        rows=4,
        required=False,
        help_text="Must be given when you reached the victim.",
    )

    def clean_reached(self):
        """Return yes or no as such."""
        return self.cleaned_data["reached"] == "yes"


class NameContactOwner(CommandForm):
    """Who keeps in touch with the victim."""

    officer_id = forms.ChoiceField(label="Who keeps in touch with the victim?")
    release_known = LongText(
        label="What is known of the release?",
        rows=3,
        help_text="The earliest date and who named it, or whom you asked for it.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = [("", "Choose an officer"), *officers]
