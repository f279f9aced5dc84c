"""One cell: a day, a moment, a date of birth, a yes or no. Each raises Wrong with a reason in plain words."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache

from law.clocks import LONDON, london_day, start_of_day
from people.states import Precision

EARLIEST = 1900
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
TRUTH = {"": None, "true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


class Wrong(Exception):
    """A row cannot be taken; the text is the reason."""


def text(row, name, longest):
    """Return a text that is not too long."""
    value = row.get(name, "")
    if len(value) > longest:
        raise Wrong(f"{name} is longer than {longest} characters.")
    return value


def required(row, name, longest=200):
    """Return a text that must be there."""
    value = text(row, name, longest)
    if not value:
        raise Wrong(f"{name} is empty.")
    return value


def truth(row, name):
    """Return True, False, or None for an empty cell."""
    try:
        return TRUTH[row.get(name, "").lower()]
    except KeyError:
        raise Wrong(f"{name} must be true, false or empty, not {row[name][:40]!r}.") from None


@lru_cache(maxsize=50_000)
def partial(value):
    """Return (first day, last day, precision) of YYYY, YYYY-MM or YYYY-MM-DD; ValueError for anything else."""
    found = PARTIAL.fullmatch(value)
    if not found:
        raise ValueError
    year, month, day = (part and int(part) for part in found.groups())
    first = date(year, month or 1, day or 1)
    last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    return first, last, PRECISIONS[bool(month) + bool(day)]


def day(row, name, now, *, last=False):
    """Return (day, precision) of a full or partial date in the past, or (None, whole) for an empty cell.

    A partial date counts from its first day; with `last`, to its last day.
    """
    value = row.get(name, "")
    if not value:
        return None, Precision.DAY
    try:
        first, until, precision = partial(value)
    except ValueError:
        raise Wrong(f"{name} must be a date such as 1984-03-07, 1984-03 or 1984, not {value[:40]!r}.") from None
    within(name, first, now)
    return (min(until, london_day(now)) if last else first), precision


def moment(row, name, now):
    """Return (aware moment, whether the hour is known), or (None, False) for an empty cell; naive is London time."""
    value = row.get(name, "")
    if not value:
        return None, False
    try:
        if len(value) == 10:
            found, hour_known = start_of_day(date.fromisoformat(value)), False
        elif MOMENT.fullmatch(value):
            found, hour_known = datetime.fromisoformat(value.replace(",", ".")), True
            found = (found if found.tzinfo else found.replace(tzinfo=LONDON)).astimezone(UTC)
        else:
            raise ValueError
    except (ValueError, OverflowError):
        raise Wrong(f"{name} must be a date or a time such as 2026-03-07T21:15, not {value[:40]!r}.") from None
    if found > now:
        raise Wrong(f"{name} is in the future.")
    within(name, london_day(found), now)
    return found, hour_known


def within(name, found, now):
    """Refuse a day in the future or before 1900."""
    if found.year < EARLIEST:
        raise Wrong(f"{name} is before {EARLIEST}.")
    if found > london_day(now):
        raise Wrong(f"{name} is in the future.")
