"""When a victim may be reached: the days and hours that she named, by the clock on the wall in London.

Doubt is never safe. In the hour that comes twice in October a time that begins in it begins at its second coming,
and one that ends in it ends at its first; in the hour left out in March a time begins and ends when the clocks move.
Nothing named is not "at any time": it is not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from law.clocks import LONDON, ONE_DAY, london_day

WEEK = timedelta(days=7)
# Long enough that a weekly time which the change of the clocks swallows is looked for in the week after.
LOOKED_AHEAD = 15

NOW, LATER, UNKNOWN = "NOW", "LATER", "UNKNOWN"


class Stretch(Protocol):
    """One stretch of one weekday (1 is Monday) on the London clock; one that ends at or before its beginning goes on
    into the following day."""

    day: int
    begins: time
    ends: time


@dataclass(frozen=True)
class Timing:
    """How a moment stands to the safe times: NOW until `ends` (None: always), LATER from `begins`, or UNKNOWN."""

    state: str
    begins: datetime | None = None
    ends: datetime | None = None


def timing(times: Iterable[Stretch], at: datetime) -> Timing:
    """How a moment stands to the safe times. The first instant of one is in it, the last is not."""
    for begins, ends in stretches(times, at):
        if begins <= at < ends:
            return Timing(NOW, begins, ends if ends - at < WEEK else None)
        if at < begins:
            return Timing(LATER, begins, ends)
    return Timing(UNKNOWN)


def stretches(times: Iterable[Stretch], at: datetime) -> list[tuple[datetime, datetime]]:
    """The (begin, end) instants of the safe times from the day before a moment on; what touches is one."""
    today = london_day(at)
    days = [today + timedelta(days=count) for count in range(-1, LOOKED_AHEAD)]
    found = sorted(instants(day, each) for day in days for each in times if each.day == day.isoweekday())
    joined: list[tuple[datetime, datetime]] = []
    for begins, ends in found:
        if begins >= ends:
            continue
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined


def instants(day: date, each: Stretch) -> tuple[datetime, datetime]:
    """When one safe time of a day begins and ends, the narrower reading where the clock leaves two."""
    return max(readings(day, each.begins)), min(readings(day if each.ends > each.begins else day + ONE_DAY, each.ends))


def readings(day: date, clock: time) -> tuple[datetime, ...]:
    """The instants that a time of day can mean in London: one, or two, or the jump where there is none."""
    wall = datetime.combine(day, clock, LONDON)
    first, second = wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first > second:
        # The clocks go forward on the hour.
        return (wall.replace(minute=0, second=0, fold=0).astimezone(UTC),)
    return first, second
