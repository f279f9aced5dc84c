"""Dates of birth as callers give them: whole, without the day, or only the year; perhaps mistaken."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from people.states import Precision

YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?")
DAY_FIRST = re.compile(r"(?:(?:(?P<day>\d{1,2})[-/. ])?(?P<month>\d{1,2})[-/. ])(?P<year>\d{4})")

LIFETIME = 90


MONTHS = 12


class Born(NamedTuple):
    """The first day that a date of birth may mean, and how much of it is known."""

    on: date
    precision: str = Precision.DAY

    @property
    def text(self):
        """The date as far as it is known: 1984, 1984-03 or 1984-03-07."""
        return self.on.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)]

    @property
    def words(self):
        """The date as it is read on a page, as far as it is known: 1984, Mar 1984 or 7 Mar 1984."""
        return f"{self.on:%-d %b %Y}".split(" ", {Precision.YEAR: 2, Precision.MONTH: 1}.get(self.precision, 0))[-1]

    @property
    def last(self):
        """The last day that it may mean."""
        if self.precision == Precision.YEAR:
            return self.on.replace(month=12, day=31)
        if self.precision == Precision.MONTH:
            return self.on.replace(day=monthrange(self.on.year, self.on.month)[1])
        return self.on


def read(value):
    """Return Born for a date or for text (1984, 1984-03, 1984-03-07, 7/3/1984), None for nothing.

    Raises ValueError, with a sentence, for anything else and for days that never were.
    """
    if value is None or value == "":
        return None
    if isinstance(value, Born):
        return value
    if isinstance(value, date):
        return Born(date(value.year, value.month, value.day))
    text = str(value).strip()
    found = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text)
    if not found or not text.isascii():
        raise ValueError("Give the date of birth as 1984-03-07, 1984-03 or 1984.")
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
    precision = Precision.DAY if found["day"] else Precision.MONTH if found["month"] else Precision.YEAR
    try:
        return Born(date(year, month, day), precision)
    except ValueError:
        raise ValueError(f"{text} is not a day in the calendar.") from None


def heard(value):
    """Return Born for what a caller said: as `read`, and a day that never was counts as far as it can be so.

    Day and month the wrong way round are turned (1984-13-07 is 13 July 1984); of 31/2/1984 the month is
    kept, of 1984-88-11 the year. Raises ValueError for what is no date at all.
    """
    try:
        return read(value)
    except ValueError:
        found = YEAR_FIRST.fullmatch(str(value).strip()) or DAY_FIRST.fullmatch(str(value).strip())
        if not found or not found["year"].isascii() or int(found["year"]) == 0:
            raise
    year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
    with suppress(ValueError):
        return read(f"{year:04}-{day:02}-{month:02}")
    return (
        Born(date(year, month, 1), Precision.MONTH) if 1 <= month <= MONTHS else Born(date(year, 1, 1), Precision.YEAR)
    )


def turned(day):
    """Return the date with day and month the other way round, or None when that is no other day."""
    try:
        return day.replace(month=day.day, day=day.month) if day.day != day.month else None
    except ValueError:
        return None


def shifted(day, years):
    """Return the same day `years` later; 29 February becomes the 28th, and the calendar's ends hold."""
    year = min(max(day.year + years, 1), 9999)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def near(born):
    """Return the single days worth reading for a whole date: itself, turned round, a year either side."""
    around = [born.on, turned(born.on), shifted(born.on, 1), shifted(born.on, -1)]
    return [day for day in around if day]


def digit_out(day):
    """Return the days that differ from `day` in one digit, no more than a lifetime away."""
    text, found = day.isoformat(), []
    for at, was in enumerate(text):
        for digit in "0123456789" if was.isdecimal() else "":
            try:
                other = date.fromisoformat(text[:at] + digit + text[at + 1 :])
            except ValueError:
                continue
            if digit != was and abs(other.year - day.year) <= LIFETIME:
                found.append(other)
    return found
