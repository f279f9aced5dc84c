"""What a force owes at regular times, whatever happens: since when each period runs, worked out from the day alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from law import thresholds as T

ANCHOR = date(2024, 1, 1)
"""A Monday from which periods of weeks are counted, so that every force and every machine counts alike."""


@dataclass(frozen=True)
class Period:
    """One regular thing: the length of its period, in months from January or in weeks from the anchor."""

    code: str
    figure: T.Threshold

    def begins_on(self, day: date) -> date:
        """The first day of the period in which a day lies."""
        length = self.figure.on(day)
        if self.figure.unit == "weeks":
            return day - timedelta(days=(day - ANCHOR).days % (7 * length))
        return date(day.year, (day.month - 1) // length * length + 1, 1)


PERIODS: Mapping[str, Period] = MappingProxyType(
    {
        period.code: period
        for period in (
            Period("MATAC_LIST", T.MATAC_WEEKS),
            Period("MARAC_RETURN", T.MARAC_RETURN),
            Period("PROBLEM_PROFILE", T.PROBLEM_PROFILE),
        )
    }
)
"""Every regular thing by its code, which is also that of its rule of duty."""
