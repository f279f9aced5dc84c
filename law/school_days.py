"""On which days a school is open, from the terms of its area and its own days off; and which is the next.

Bank holidays are known by law. A day outside the terms that were given counts as a school day: a school that is told
too early is told in time.
"""

from dataclasses import dataclass
from datetime import date, datetime

from law.clocks import before_next_school_day, london_day


@dataclass(frozen=True)
class DaysOff:
    """The days on which a school is closed: between its terms, and those named one by one (inset days, snow)."""

    terms: tuple[tuple[date, date], ...] = ()
    named: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        """Whether the school is known to be closed on a day, weekends and bank holidays aside."""
        if not isinstance(day, date):
            return False
        if day in self.named:
            return True
        if not self.terms or day < self.known_from or day > self.known_until:
            return False
        return not any(first <= day <= last for first, last in self.terms)

    @property
    def known_from(self) -> date:
        """The first day of the first term that is known."""
        return min(first for first, _ in self.terms)

    @property
    def known_until(self) -> date:
        """The last day of the last term that is known."""
        return max(last for _, last in self.terms)


def next_school_day(moment: datetime, days_off: DaysOff) -> date:
    """The day whose school start is the next after a moment: the same day, if school has not begun.

    Raises CalendarEnds where bank holidays are not known so far ahead.
    """
    return london_day(before_next_school_day(moment, 0, days_off))
