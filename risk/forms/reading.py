"""The shape of what is typed when an assessment is read twice."""

from django import forms

from core.doors import CommandForm
from risk.forms import ReviewGrade


class ReadAssessment(ReviewGrade):
    """A specialist's own grade, before the other's is seen."""

    urgent = forms.BooleanField(
        label="This cannot wait for the second reader",
        required=False,
        help_text="Nobody reads it a second time. A higher grade than the level holds at once, with this or without.",
    )


class SetPolicy(CommandForm):
    """How many in 100 are read twice."""

    twice_percent = forms.IntegerField(label="Read twice, in 100", min_value=0, max_value=100)
