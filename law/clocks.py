"""How time is counted. Wrong deadlines come from mixing clocks, so each has a name and one meaning.

Every clock takes the moment of the trigger and an amount, and returns the moment at which the time is up, in
UTC. Days are London days. "By the end of a day" is the instant of the following London midnight: a thing done
before that instant is in time. Nothing here reads the time of day from the machine.
"""

from calendar import monthrange
from collections.abc import Callable, Container
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from law import thresholds
from law.holidays import is_bank_holiday, is_working_day

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
CHRISTMAS = (12, 25)


def london_day(moment: datetime) -> date:
    """The calendar day in London at a moment. The moment must carry its time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment must carry its time zone.")
    return moment.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    """The instant at which a London day begins."""
    return at_london_time(day, time(0))


def end_of_day(day: date) -> datetime:
    """The instant at which a London day is over: the following midnight."""
    return start_of_day(day + ONE_DAY)


def at_london_time(day: date, clock_time: time) -> datetime:
    """The instant of a time of day in London."""
    return datetime.combine(day, clock_time, LONDON).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later; the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day of the month, so many months earlier; the month's last day where there is none."""
    return months_after(day, -months)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a 29 February that is not there."""
    return months_after(day, 12 * years)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for a 29 February that is not there."""
    return months_before(day, 12 * years)


def window_start(day: date, months: int) -> date:
    """The first day of a window of so many months up to and including a day; the first day is included too."""
    return months_before(day, months)


def elapsed_minutes(start: datetime, amount: int) -> datetime:
    """Minutes on a stopwatch, unmoved by clock changes."""
    return _utc(start) + timedelta(minutes=_amount(amount))


def elapsed_hours(start: datetime, amount: int) -> datetime:
    """Hours on a stopwatch, unmoved by clock changes, nights and weekends."""
    return _utc(start) + timedelta(hours=_amount(amount))


def end_of_tour(start: datetime, amount: int) -> datetime:
    """The end of a tour of duty, counted as elapsed hours from the trigger: rosters are not known here."""
    return elapsed_hours(start, amount)


def working_days(start: datetime, amount: int) -> datetime:
    """The end of the so-manieth working day after the trigger's day; the day after the trigger is day 1.

    With 0: the end of the trigger's own day, or of the next working day where it is none. This is the clock of
    the Victims' Code.
    """
    day, left = london_day(start), _amount(amount)
    while left or not is_working_day(day):
        day += ONE_DAY
        left -= 1 if left and is_working_day(day) else 0
    return end_of_day(day)


def working_days_before(start: datetime, amount: int) -> datetime:
    """The start of the so-manieth working day before a day, that day itself not counted."""
    day, left = london_day(start), _amount(amount)
    while left:
        day -= ONE_DAY
        left -= 1 if is_working_day(day) else 0
    return start_of_day(day)


def calendar_days(start: datetime, amount: int) -> datetime:
    """The end of the London day so many days after the trigger's day; 0 is the day itself."""
    return end_of_day(london_day(start) + timedelta(days=_amount(amount)))


def same_day(start: datetime, amount: int = 0) -> datetime:
    """The end of the trigger's own London day, or of a day so many days later."""
    return calendar_days(start, amount)


def days_before(start: datetime, amount: int) -> datetime:
    """The start of the London day so many days before a day: done before that day begins."""
    return start_of_day(london_day(start) - timedelta(days=_amount(amount)))


def calendar_weeks(start: datetime, amount: int) -> datetime:
    """The end of the London day so many weeks after the trigger's day."""
    return calendar_days(start, 7 * _amount(amount))


def calendar_months(start: datetime, amount: int) -> datetime:
    """The end of the London day with the same number so many months later; the month's last day where none."""
    return end_of_day(months_after(london_day(start), _amount(amount)))


def court_hours(start: datetime, amount: int) -> datetime:
    """Elapsed hours that skip all of every Sunday, Christmas Day, Good Friday and bank holiday. Saturday counts.

    Domestic Abuse Act 2021, section 29. A trigger inside a skipped day starts counting when that day is over.
    """
    now, left = _utc(start), timedelta(hours=_amount(amount))
    while True:
        day = london_day(now)
        if not _no_court(day):
            if now + left <= end_of_day(day):
                return now + left
            left -= end_of_day(day) - now
        now = end_of_day(day)


def before_next_school_day(start: datetime, amount: int = 0, closed: Container[date] = ()) -> datetime:
    """The start of the next school day after the trigger, or so many school days later still.

    A school day is Monday to Friday, not a bank holiday and not among `closed` (the setting's own holidays). It
    starts at SCHOOL_DAY_STARTS, which is a local figure: at 02:00 on a Tuesday the next start is that morning.
    """
    day, left, begun = london_day(start), _amount(amount), _utc(start)
    while True:
        starts_at = _school_starts(day)
        if starts_at > begun and is_working_day(day) and day not in closed:
            if not left:
                return starts_at
            left -= 1
        day += ONE_DAY


CLOCKS: dict[str, Callable[[datetime, int], datetime]] = {
    clock.__name__: clock
    for clock in (
        elapsed_minutes,
        elapsed_hours,
        end_of_tour,
        working_days,
        working_days_before,
        calendar_days,
        same_day,
        days_before,
        calendar_weeks,
        calendar_months,
        court_hours,
        before_next_school_day,
    )
}
"""Every clock by its name, as rules of duty name them."""


def _utc(moment: datetime) -> datetime:
    london_day(moment)
    return moment.astimezone(UTC)


def _amount(amount: int) -> int:
    if amount < 0:
        raise ValueError("An amount of time must not be negative.")
    return amount


def _no_court(day: date) -> bool:
    return day.weekday() == 6 or (day.month, day.day) == CHRISTMAS or is_bank_holiday(day)


def _school_starts(day: date) -> datetime:
    hour, minute = divmod(thresholds.SCHOOL_DAY_STARTS.on(day), 60)
    return at_london_time(day, time(hour, minute))
