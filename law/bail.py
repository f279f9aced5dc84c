"""How long pre-charge bail may last, by the day of the arrest, and who may let it last longer.

The months run from the bail start date, the day after the arrest; releasing somebody again does not begin them
anew. A period of three months that begins on 11 March ends with 10 June.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from law import thresholds as T
from law.clocks import months_after
from law.ranks import at_least
from law.thresholds.custody import BAIL_2017, BAIL_2022


@dataclass(frozen=True)
class Limit:
    """One step: the lowest rank that may authorise bail up to a figure of days or months."""

    rank: str
    figure: T.Threshold

    def ends_on(self, arrested_on: date) -> date:
        """The last day of bail under this limit for an arrest on a day."""
        start, amount = arrested_on + timedelta(days=1), self.figure.on(arrested_on)
        if self.figure.unit == "days":
            return start + timedelta(days=amount - 1)
        end = months_after(start, amount)
        return end - timedelta(days=1) if end.day == start.day else end


_BEFORE_2017 = (Limit("SERGEANT", T.BAIL_PRINCIPLE_DAYS),)
_FROM_2017 = (Limit("INSPECTOR", T.BAIL_PRINCIPLE_DAYS), Limit("SUPERINTENDENT", T.BAIL_SUPERINTENDENT))
_FROM_2022 = (
    Limit("SERGEANT", T.BAIL_FIRST_PERIOD),
    Limit("INSPECTOR", T.BAIL_INSPECTOR),
    Limit("SUPERINTENDENT", T.BAIL_SUPERINTENDENT),
)
_COMPLEX = (*_FROM_2022, Limit("ASSISTANT_CHIEF_CONSTABLE", T.BAIL_COMPLEX))


def limits(arrested_on: date, complex_case: bool = False) -> tuple[Limit, ...]:
    """The steps of police bail for an arrest on a day, shortest first; beyond the last only a court.

    A case that a prosecutor designated as exceptionally complex has one step more, since 28 October 2022.
    """
    if arrested_on >= BAIL_2022:
        return _COMPLEX if complex_case else _FROM_2022
    return _FROM_2017 if arrested_on >= BAIL_2017 else _BEFORE_2017


def steps_left(arrested_on: date, ends_on: date | None, complex_case: bool = False) -> tuple[tuple[str, date], ...]:
    """Who may still let bail last longer, and until which day: (rank, last day) for each step beyond its end."""
    ladder = ((limit.rank, limit.ends_on(arrested_on)) for limit in limits(arrested_on, complex_case))
    return tuple((rank, last) for rank, last in ladder if ends_on is None or last > ends_on)


def capped_by_law(arrested_on: date) -> bool:
    """Whether a statute limits police bail for an arrest on a day. Before 3 April 2017 28 days was a principle."""
    return arrested_on >= BAIL_2017


def first_period_ends_on(arrested_on: date) -> date:
    """The last day of the first period of bail for an arrest on a day."""
    return limits(arrested_on)[0].ends_on(arrested_on)


def longest_by(rank: str, arrested_on: date, complex_case: bool = False) -> date | None:
    """The last day to which a rank may authorise bail, or None where it may authorise none."""
    within = [limit for limit in limits(arrested_on, complex_case) if at_least(rank, limit.rank)]
    return within[-1].ends_on(arrested_on) if within else None


def rank_needed(arrested_on: date, ends_on: date, complex_case: bool = False) -> str:
    """The lowest rank that may authorise bail to a day; `COURT` where only a court can.

    Before 3 April 2017 there was no limit in statute, so the custody sergeant sufficed for any day.
    """
    for limit in limits(arrested_on, complex_case):
        if ends_on <= limit.ends_on(arrested_on):
            return limit.rank
    return "COURT" if capped_by_law(arrested_on) else limits(arrested_on)[-1].rank
