"""What is typed about a feed."""

from core.doors import CommandForm
from core.fields import Choice, LongText, Radios
from custody.states import FeedRhythm
from law.feeds import RHYTHMS


class SetFeed(CommandForm):
    """The rhythm of a feed, and why."""

    rhythm = Choice(FeedRhythm.choices, label="Rhythm")
    reason = LongText(label="Why?", rows=3, help_text="It stays beside the rhythm.")

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].widget = Radios(
            hints={code: each.words(day) for code, each in RHYTHMS.items()}
            | {"NOT_WATCHED": "Nobody is told when it falls silent."}
        )
        self.fields["rhythm"].widget.choices = FeedRhythm.choices
