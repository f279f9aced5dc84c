"""What is typed about an event that was told without a case."""

from core.doors import CommandForm
from core.fields import Choice, LongText
from custody.forms.events import yes_or_no

NONE = "NONE"


class AnswerMatter(CommandForm):
    """Whether an event concerns this case, and if not, why."""

    concerns = yes_or_no("Does it concern this case?")
    reason = LongText(
        label="If not: how do you know?",
        rows=3,
        conditional=True,
        help_text="For example: whom you asked at its source.",
    )

    def clean_concerns(self):
        """Return yes or no as such."""
        return self.cleaned_data["concerns"] == "yes"


class SettleMessage(CommandForm):
    """What was done about a message that could not be taken in."""

    how = LongText(
        label="What did you do about it?", rows=4, help_text="Or why nothing is to be done. It stays with it."
    )


class PlaceEvent(CommandForm):
    """The case that an event concerns, or why it concerns none."""

    case_id = Choice([], label="Which case does it concern?")
    reason = LongText(label="If none: how do you know?", rows=3, conditional=True)

    def __init__(self, *args, cases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case_id"].choices = [*cases, (NONE, "None of these")]

    def clean_case_id(self):
        """Return the identifier of the case, None for none."""
        return None if self.cleaned_data["case_id"] == NONE else self.cleaned_data["case_id"]
