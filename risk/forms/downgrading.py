"""The shape of what is typed when a level is lowered for a time."""

from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText
from law.ratchet import lower_than
from risk.states import GRADE_MEANS, Grade


class ProposeDowngrade(CommandForm):
    """Which lower level, why, and until when."""

    grade = Choice([], label="Level for the time being", hints=GRADE_MEANS)
    reason = LongText(
        label="What has changed, and how do you know?", rows=5, help_text="A second person reads this and decides."
    )
    until_on = DateParts(label="On which day does the level return?", help_text="At the latest four weeks from today.")

    def __init__(self, *args, level="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [(code, Grade(code).label) for code in reversed(lower_than(level))]


class AgreeDowngrade(CommandForm):
    """Agreeing, with a note where there is something to say."""

    note = LongText(label="Note", rows=3, required=False)


class RefuseDowngrade(CommandForm):
    """Why the level is not lowered."""

    note = LongText(label="Why is the level not lowered?", rows=4)
