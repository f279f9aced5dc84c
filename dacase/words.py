"""Times and lengths of time in words, as an officer in London says them. No clock is read here."""

from calendar import day_name
from datetime import datetime, timedelta

from law.clocks import LONDON

HOUR, DAY = 60, 24 * 60
# The plurals that take more than an s.
PLURALS = {"access": "accesses", "child": "children", "duty": "duties", "match": "matches"}


def moment(at):
    """Return "23 Nov 2026, 04:05 GMT" for an aware datetime."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def deadline(at):
    """Return when a time is up: "end of 28 Oct 2026" where it is a London midnight, else as `moment`."""
    local = at.astimezone(LONDON)
    return f"end of {day(local - timedelta(seconds=1))}" if (local.hour, local.minute) == (0, 0) else moment(at)


def day(on):
    """Return "23 Nov 2026" for a date, or for the London day of an aware datetime."""
    local = on.astimezone(LONDON) if isinstance(on, datetime) else on
    return f"{local.day} {local:%b %Y}"


def weekday(at):
    """Return "Monday" for the London day of an aware datetime."""
    return f"{at.astimezone(LONDON):%A}"


def hours(span):
    """Return "Monday to Friday, 09:00 to 15:00" for (days of the week, begin, end), 1 being Monday."""
    days, begins, ends = span
    runs = []
    for each in days:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    named = ", ".join(
        day_name[run[0] - 1] + (f" {'to' if len(run) > 2 else 'and'} {day_name[run[-1] - 1]}" if run[1:] else "")
        for run in runs
    )
    if begins == ends:
        return f"{named}, from {begins:%H:%M} for 24 hours"
    until = "24:00" if (ends.hour, ends.minute) == (0, 0) else f"{ends:%H:%M}"
    return f"{named}, {begins:%H:%M} to {until}{' the next morning' if ends < begins and until != '24:00' else ''}"


def count(number, unit):
    """Return "1 hour", "3 hours" or "3 children"."""
    return f"{number} {unit}" if number == 1 else f"{number} {PLURALS.get(unit, f'{unit}s')}"


def length(span):
    """Return a length of time, rounded down: minutes up to 3 hours, hours up to 2 days, then days."""
    minutes = int(abs(span) / timedelta(minutes=1))
    if minutes < HOUR:
        return count(minutes, "minute")
    if minutes < 3 * HOUR:
        rest = f" {count(minutes % HOUR, 'minute')}" if minutes % HOUR else ""
        return count(minutes // HOUR, "hour") + rest
    return count(minutes // HOUR, "hour") if minutes < 2 * DAY else count(minutes // DAY, "day")


def ago(at, now):
    """Return "3 hours ago", "just now", or "in 2 days" for what is still to come; of a day, "today" or "2 days ago"."""
    if not isinstance(at, datetime):
        days = (now.astimezone(LONDON).date() - at).days
        return "today" if not days else f"{count(days, 'day')} ago" if days > 0 else f"in {count(-days, 'day')}"
    if abs(now - at) < timedelta(minutes=1):
        return "just now"
    return f"{length(now - at)} ago" if at < now else f"in {length(at - now)}"


def due(at, now):
    """Return "due in 2 days", "due now" or "late by 3 hours"."""
    if abs(now - at) < timedelta(minutes=1):
        return "late by less than a minute" if at < now else "due now"
    return f"late by {length(now - at)}" if at < now else f"due in {length(at - now)}"


def sentence(text):
    """Return `text` with a capital at its start and a stop at its end."""
    words = str(text).strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".?!" else ".")
