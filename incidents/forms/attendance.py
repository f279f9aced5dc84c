"""The shape of what is typed about going to an incident."""

from django import forms

from core.doors import CommandForm
from core.fields import Choice, LongText, MomentParts
from incidents.states import Children
from people import child_lines


class RecordAttendance(CommandForm):
    """Going there: when, what was done, and the children."""

    arrived_at = MomentParts(label="When did you arrive?", past=True)
    firearms_told = Choice(
        [("YES", "Yes"), ("NO", "No")],
        label="Were you told of the firearms certificate before you arrived?",
        required=False,
    )
    positive_action = LongText(
        label="What did you do?",
        rows=4,
        required=False,
        help_text="Arrest, separation, first aid, a safe place, evidence.",
    )
    no_arrest_reason = LongText(label="If nobody was arrested: why not?", rows=3, required=False)
    children = Choice(
        Children.choices, label="Children", help_text="'No children' is an answer; name those there are below."
    )
    children_named = LongText(
        label="Names of the children",
        rows=3,
        required=False,
        help_text="One line each, with commas: first name, last name, date of birth as far as known.",
    )

    def __init__(self, *args, firearms=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not firearms:
            del self.fields["firearms_told"]

    def clean_children_named(self):
        """Read one child from each line."""
        try:
            return child_lines.read(self.cleaned_data["children_named"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
