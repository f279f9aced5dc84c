"""What is typed about a protected address that stands in what was written of a suspect."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText
from custody.forms.telling import VictimTold
from custody.states import AddressOutcome


class CloseAddressLook(CommandForm):
    """What came of it, and what was done."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = Choice(
        AddressOutcome.choices,
        label="What came of it?",
        help_text="Where he was given the words or heard them in court, he has them, whatever was done since.",
    )
    done = LongText(
        label="What did you do, and how do you know?",
        rows=4,
        help_text="For example: whom you asked whether he was given the words, and who had the order varied.",
    )


class AddressKnown(VictimTold):
    """How the victim was told that the suspect knows the address, or that they were not reached."""
