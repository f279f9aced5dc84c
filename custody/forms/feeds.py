"""What is typed about a feed."""

from core.doors import CommandForm
from core.fields import Choice, LongText
from custody.states import FeedRhythm


class SetFeed(CommandForm):
    """The rhythm of a feed, and why."""

    rhythm = Choice(FeedRhythm.choices, label="Rhythm", hints={
        "CUSTODY": "Alarm after six hours by day and ten at night.",
        "COURT": "Alarm at the end of the next working day.",
        "PRISON": "Alarm at the end of the third working day.",
        "NOT_WATCHED": "Nobody is told when it falls silent.",
    })  # fmt: skip
    reason = LongText(label="Why?", rows=3)
