"""How often each kind of feed is expected to speak. Silence is derived by comparison and never counted down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from law import sources
from law import thresholds as T
from law.clocks import CLOCKS, LONDON, london_day

NIGHT_BEGINS, NIGHT_ENDS = 23, 7


@dataclass(frozen=True)
class Rhythm:
    """How long a feed may be silent: a clock, a figure, and another figure where it was last heard at night.

    `tells` are the kinds of event by which a new feed is known to be of this kind, when it speaks for the first time.
    """

    code: str
    clock: str
    within: T.Threshold
    at_night: T.Threshold | None = None
    tells: tuple[str, ...] = ()
    source: str = sources.LOCAL
    confidence: str = "L"

    def silent_from(self, heard_at: datetime) -> datetime:
        """The moment from which silence since it was last heard is an alarm."""
        hour = heard_at.astimezone(LONDON).hour
        night = hour >= NIGHT_BEGINS or hour < NIGHT_ENDS
        figure = self.at_night if night and self.at_night else self.within
        return CLOCKS[self.clock](heard_at, figure.on(london_day(heard_at)))

    def words(self, day: date) -> str:
        """When silence is an alarm on a day, in words."""
        amount = self.within.on(day)
        unit = self.within.unit if amount != 1 else self.within.unit.removesuffix("s")
        night = f", {self.at_night.on(day)} where it was last heard at night" if self.at_night else ""
        return f"Alarm after {amount} {unit} of silence{night}."


RHYTHMS: Mapping[str, Rhythm] = MappingProxyType(
    {
        rhythm.code: rhythm
        for rhythm in (
            Rhythm("CUSTODY", "elapsed_hours", T.FEED_CUSTODY_DAY, T.FEED_CUSTODY_NIGHT),
            Rhythm(
                "COURT",
                "working_days",
                T.FEED_COURT,
                tells=(
                    "HEARING_LISTED",
                    "HEARING_VACATED",
                    "COURT_HEARD",
                    "SENTENCED",
                    "ORDER_MADE",
                    "ORDER_VARIED",
                    "ORDER_REFUSED",
                ),
            ),
            Rhythm(
                "PRISON",
                "working_days",
                T.FEED_PRISON,
                tells=("RELEASE_DATE_KNOWN", "RELEASED", "RECALLED", "LICENCE_ENDED"),
            ),
        )
    }
)
"""Every rhythm by its code."""


def rhythm_of(kind: str) -> Rhythm:
    """The rhythm with which a new feed starts, by the kind of the first event that it tells of; else custody's."""
    return next((each for each in RHYTHMS.values() if kind in each.tells), RHYTHMS["CUSTODY"])
