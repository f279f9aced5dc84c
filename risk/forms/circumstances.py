"""The shape of what is typed when something has changed, and when a profile of intervals is chosen."""

from core.doors import CommandForm
from core.fields import Choice, DateParts, LongText
from law import circumstances, intervals


class RecordCircumstance(CommandForm):
    """What has changed, since when, and how it is known."""

    kind = Choice([(each.code, each.title) for each in circumstances.CHOSEN], label="What has changed?")
    occurred_on = DateParts(label="Since when?", past=True)
    text = LongText(
        label="What is known, and from whom?", rows=4, required=False, help_text="Never a safe address or telephone."
    )


class SetIntervalPolicy(CommandForm):
    """Which profile, and from which day."""

    profile = Choice([(each.code, each.title) for each in intervals.PROFILES.values()], label="Profile")
    from_on = DateParts(label="From which day?", help_text="Today or later. The open cases follow it from that day on.")
