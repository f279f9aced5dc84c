"""What is typed about telling the victim, and about who keeps in touch with her."""

from django import forms

from core.choosing import OfficerChoice, offer
from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts, speak_plainly
from custody.forms.events import NEVER_SAFE, Conditions, yes_or_no
from custody.states import Method, Sentence


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
        conditional=True,
        help_text="Must be given when you reached the victim.",
    )
    exception_reason = LongText(
        label="If the victim did not name this way or this time: why was it used?", rows=2, conditional=True
    )

    def clean_reached(self):
        """Return yes or no as such."""
        return self.cleaned_data["reached"] == "yes"


class NameContactOwner(CommandForm):
    """Who keeps in touch with the victim."""

    officer_id = OfficerChoice(label="Who keeps in touch with the victim?")
    release_known = LongText(
        label="What is known of the release?",
        rows=3,
        help_text="The earliest date and who named it, or whom you asked for it.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer_id")


class RecordSentence(Conditions):
    """A sentence, and who keeps in touch with the victim while it lasts."""

    effective_at = MomentParts(label="When was it?", past=True)
    court = forms.CharField(label="Court", max_length=200)
    sentence = Choice(Sentence.choices, label="Sentence")
    months = forms.IntegerField(
        label="Length in months", min_value=0, max_value=1200, required=False, help_text="As the court said it."
    )
    officer_id = OfficerChoice(
        label="Who keeps in touch with the victim?", required=False, help_text="Must be given for prison."
    )
    release_known = LongText(
        label="What is known of the release?",
        rows=3,
        required=False,
        help_text="The earliest date and who named it, or whom you asked for it. It is never worked out here.",
    )

    def __init__(self, *args, officers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, officers, "officer_id")
        self.ask_conditions()
        self.fields["note"] = LongText(label="Anything else?", rows=3, required=False, help_text=NEVER_SAFE)
        speak_plainly(self)
