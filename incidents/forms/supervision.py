"""The shape of what is typed on the live board."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, Choices, LongText
from incidents.states import Decision, Outcome


class Acknowledge(CommandForm):
    """Which criteria a supervisor has looked at, and what was decided."""

    criteria = Choices([], label="What have you looked at?")
    decision = Choice(Decision.choices, label="What did you decide?")
    note = LongText(label="In words", rows=3, required=False, help_text="Needed for something else.")

    def __init__(self, *args, waiting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = waiting


class SendUnit(CommandForm):
    """Which unit is sent."""

    unit = forms.CharField(label="Call sign", max_length=30, help_text="For example, KA12")


class StandDown(CommandForm):
    """Which unit is stood down."""

    unit = Choice([], label="Which unit?")

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units


class Finish(CommandForm):
    """How an incident ended for the control room."""

    outcome = Choice(
        [(each.value, each.label) for each in (Outcome.ATTENDED, Outcome.UNATTENDED)], label="Did somebody go?"
    )
    reason = LongText(
        label="If nobody went: why not?", rows=3, required=False, help_text="A supervisor will look at it."
    )
