"""The shape of what is typed in a dispute about a risk grade."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText
from risk.forms import TWO_LOWER
from risk.states import Grade


class DisputeGrade(CommandForm):
    """The grade that is held to be right, and why."""

    wanted = Choice(Grade.choices, label="Which grade is right?")
    reasons = LongText(label="Why?", rows=6)
    for_agency = forms.CharField(
        label="For which agency?",
        max_length=100,
        required=False,
        help_text="Where a partner asked for it, such as an IDVA service. Leave empty where it is your own view.",
    )


class DecideDispute(CommandForm):
    """The arbiter's decision."""

    grade = Choice(Grade.choices, label="Which grade holds?", help_text=TWO_LOWER)
    reasons = LongText(label="Why?", rows=6, help_text="Both read this.")


class ReadDispute(CommandForm):
    """Nothing but the button."""
