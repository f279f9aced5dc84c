"""What is typed about reaching the victim."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts
from incidents.states import ContactOutcome
from people.states import ChannelKind


def way(kind, hint):
    """Return the input of one way of reaching the victim; empty means that it is not safe."""
    return forms.CharField(label=kind.label, max_length=400, required=False, help_text=hint)


class RecordSafeContact(CommandForm):
    """How the victim can be reached safely: the ways, when, the code word, who may answer, and what never to do."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    phone = way(ChannelKind.PHONE, "A number that only the victim uses.")
    text = way(ChannelKind.TEXT, "A number on which nobody else sees the messages.")
    email = way(ChannelKind.EMAIL, "An address into which nobody else can look.")
    letter = way(ChannelKind.LETTER, "Where nobody else opens the letters.")
    in_person = way(
        ChannelKind.IN_PERSON, "Where and how, such as at work, by the back door. Never write a refuge here."
    )
    through = way(ChannelKind.THROUGH, "Who it is, and how that person is reached.")
    when_safe = LongText(label="When is it safe?", rows=2, max_length=1000)
    code_word = forms.CharField(
        label="Code word",
        max_length=100,
        required=False,
        help_text="A word by which the victim knows us, and by which they can say that they are not alone.",
    )
    who_may_answer = LongText(label="Who may answer, and what do we say then?", rows=2, max_length=1000, required=False)
    never = LongText(label="What must never be left, sent or said?", rows=3, max_length=1000)

    def clean(self):
        """Give the ways as one dictionary."""
        cleaned = super().clean()
        ways = {kind: cleaned.pop(kind.lower(), "") for kind in ChannelKind.values}
        return cleaned | {"channels": {kind: to for kind, to in ways.items() if to}}


class ConfirmSafeContact(CommandForm):
    """The victim said that all of it still holds."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordContact(CommandForm):
    """An attempt to reach the victim, and what became of it."""

    outcome = Choice(ContactOutcome.choices, label="Did you reach the victim?")
    tried_at = MomentParts(label="When did you try?", past=True)
    channel = Choice(ChannelKind.choices, label="How?")
    safe_how = LongText(
        label="How did you make sure that it was safe?",
        rows=2,
        help_text="For example: the code word was given, and nobody else was there.",
    )
    what_said = LongText(
        label="What was said?", rows=4, conditional=True, help_text="Must be given when you reached the victim."
    )
    exception_reason = LongText(
        label="If the victim did not name this way: why did you use it?", rows=2, conditional=True
    )
