"""What is typed when a case goes to a force outside this house."""

from django import forms

from core.doors import CommandForm
from core.fields import Choices, LongText, MomentParts
from core.sentences import speak_plainly
from law.handover import CHECKLIST


class SendTransfer(CommandForm):
    """Who is asked there, how, and what they must know."""

    force_name = forms.CharField(label="Which force does it go to?", max_length=100)
    to_name = forms.CharField(
        label="Who is asked there?", max_length=200, help_text="A person by name, never a team or a mailbox."
    )
    to_role = forms.CharField(label="What are they there?", max_length=200, help_text="Rank or role, and team.")
    reached_by = forms.CharField(
        label="How were they asked?", max_length=200, help_text="The telephone number, or the secure address."
    )
    must_know = LongText(
        label="Anything else, or why something above is not answered",
        rows=3,
        required=False,
        help_text="What never to do. How she is reached safely is told to the new owner in person, not here.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in CHECKLIST:
            self.fields[item.code] = LongText(label=item.question, rows=2, required=False, help_text=item.hint)
        speak_plainly(self)
        named = ("command_id", "force_name", "to_name", "to_role", "reached_by")
        self.order_fields([*named, *(item.code for item in CHECKLIST), "must_know"])

    def clean(self):
        """Give the answers as one dictionary."""
        cleaned = super().clean()
        return cleaned | {"checklist": {item.code: cleaned.pop(item.code, "") for item in CHECKLIST}}


class AcceptTransfer(CommandForm):
    """Who accepted there and when, what proves it, and what stays here."""

    accepted_by = forms.CharField(label="Who accepted it there?", max_length=200)
    accepted_at = MomentParts(label="When did they accept?", past=True)
    reference = forms.CharField(label="Their reference", max_length=100)
    evidence = LongText(
        label="What proves it?", rows=3, help_text="Where their written acceptance lies, or who else heard it."
    )
    stays = Choices(
        [],
        label="What stays with us?",
        required=False,
        help_text="What is not ticked goes along, and ends here. What is ticked its owner owes on.",
    )

    def __init__(self, *args, owed=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = owed
        if not owed:
            del self.fields["stays"]
