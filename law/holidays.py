"""Bank holidays of England and Wales as a frozen table, from holidays.toml beside this file.

The table holds the days on which banks close, as they are announced: where a holiday falls on a weekend it
holds the weekday given instead. Days not yet proclaimed cannot be in it; `manage.py refresh_holidays` writes it
anew, and nothing is fetched while the system runs.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

TABLE = Path(__file__).with_name("holidays.toml")

HEADING = """\
# Bank holidays of England and Wales, one line a year, month-day. Written by: manage.py refresh_holidays
# Source: Banking and Financial Dealings Act 1971 and proclamations under it, as collected by the `holidays` package.
"""


class CalendarEnds(ValueError):
    """A day lies outside the years for which bank holidays are known."""


def read(text: str) -> frozenset[date]:
    """The days of a written table."""
    years = tomllib.loads(text)["bank_holidays"]
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, days in years.items() for day in days)


def render(days: Iterable[date]) -> str:
    """A table as it is written to the file: read(render(days)) gives the same days."""
    years: dict[int, list[str]] = {}
    for day in sorted(days):
        years.setdefault(day.year, []).append(f'"{day:%m-%d}"')
    lines = [f"{year} = [{', '.join(written)}]" for year, written in years.items()]
    return HEADING + "\n[bank_holidays]\n" + "\n".join(lines) + "\n"


BANK_HOLIDAYS: frozenset[date] = read(TABLE.read_text(encoding="utf-8"))
FIRST_YEAR = min(BANK_HOLIDAYS).year
LAST_YEAR = max(BANK_HOLIDAYS).year


def is_bank_holiday(day: date) -> bool:
    """Whether banks are closed by law that day. Raises CalendarEnds outside the table."""
    if day.year > LAST_YEAR:
        raise CalendarEnds(f"Bank holidays are known to the end of {LAST_YEAR}; {day:%-d %B %Y} is later.")
    if day.year < FIRST_YEAR:
        raise CalendarEnds(f"Bank holidays are known from the start of {FIRST_YEAR}; {day:%-d %B %Y} is earlier.")
    return day in BANK_HOLIDAYS


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday of England and Wales."""
    holiday = is_bank_holiday(day)
    return day.weekday() < 5 and not holiday
