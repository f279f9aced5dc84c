"""The shape of what is typed about firearms in an incident."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText
from incidents.states import FirearmsOutcome, Response


class Review(CommandForm):
    """How a unit goes there, and why."""

    response = Choice(Response.choices, label="How does the unit go?")
    note = LongText(label="Why?", rows=3)


class Refer(CommandForm):
    """Whom one asked."""

    reference = forms.CharField(
        label="Whom did you ask in firearms licensing, or their reference?",
        max_length=120,
        help_text="Give them the certificate, the incident number and what was alleged.",
    )


class Outcome(CommandForm):
    """What licensing decided."""

    outcome = Choice(FirearmsOutcome.choices, label="What became of it?")
    note = LongText(label="Who told you, and what did they look at?", rows=3)
