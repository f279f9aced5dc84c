"""How often each kind of feed is expected to speak. Silence is derived by comparison and never counted down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from law import thresholds as T
from law.clocks import CLOCKS, LONDON, london_day

NIGHT_BEGINS, NIGHT_ENDS = 23, 7


@dataclass(frozen=True)
class Rhythm:
    """How long a feed may be silent: a clock, a figure, and another figure where it was last heard at night."""

    code: str
    clock: str
    within: T.Threshold
    at_night: T.Threshold | None = None

    def silent_from(self, heard_at: datetime) -> datetime:
        """The moment from which silence since it was last heard is an alarm."""
        hour = heard_at.astimezone(LONDON).hour
        night = hour >= NIGHT_BEGINS or hour < NIGHT_ENDS
        figure = self.at_night if night and self.at_night else self.within
        return CLOCKS[self.clock](heard_at, figure.on(london_day(heard_at)))


RHYTHMS: Mapping[str, Rhythm] = MappingProxyType(
    {
        rhythm.code: rhythm
        for rhythm in (
            Rhythm("CUSTODY", "elapsed_hours", T.FEED_CUSTODY_DAY, T.FEED_CUSTODY_NIGHT),
            Rhythm("COURT", "working_days", T.FEED_COURT),
            Rhythm("PRISON", "working_days", T.FEED_PRISON),
        )
    }
)
"""Every rhythm by its code."""
