"""Each clock by examples: the day before, the day, the day after; clock changes, holidays, leap days."""

from datetime import UTC, date, datetime, timedelta
from inspect import signature

import pytest

from law import clocks
from law.holidays import CalendarEnds


def london(text: str) -> datetime:
    """A London moment as written, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=clocks.LONDON).astimezone(UTC)


def examples(*rows: tuple[str, int, str]) -> pytest.MarkDecorator:
    """Rows of start, amount and due moment, all in London time."""
    return pytest.mark.parametrize(("start", "amount", "due"), rows)


@examples(
    ("2026-11-20T10:00", 1, "2026-11-24T00:00"),  # Friday: by the end of Monday
    ("2026-11-21T10:00", 1, "2026-11-24T00:00"),  # Saturday
    ("2026-11-22T23:59", 1, "2026-11-24T00:00"),  # Sunday
    ("2026-11-23T00:00", 1, "2026-11-25T00:00"),  # Monday: by the end of Tuesday
    ("2026-12-23T12:00", 1, "2026-12-25T00:00"),  # by the end of Christmas Eve
    ("2026-12-24T12:00", 1, "2026-12-30T00:00"),  # over Christmas, the weekend and the substitute day
    ("2026-12-28T12:00", 1, "2026-12-30T00:00"),
    ("2027-12-24T12:00", 2, "2027-12-31T00:00"),  # both substitute days are skipped
    ("2026-04-02T12:00", 1, "2026-04-08T00:00"),  # Maundy Thursday: by the end of Tuesday after Easter
    ("2028-02-28T12:00", 1, "2028-03-01T00:00"),  # the leap day is a working day
    ("2026-03-27T12:00", 1, "2026-03-31T00:00"),  # over the change to summer time
    ("2026-10-23T12:00", 1, "2026-10-27T00:00"),  # over the change to winter time
    ("2026-11-21T10:00", 0, "2026-11-24T00:00"),
    ("2026-11-23T10:00", 0, "2026-11-24T00:00"),
)
def test_working_days_end_with_the_london_day(start, amount, due):
    assert clocks.working_days(london(start), amount) == london(due)


@examples(
    ("2026-11-20T10:00", 48, "2026-11-23T10:00"),  # Friday to Monday: Saturday counts, Sunday does not
    ("2026-11-19T10:00", 48, "2026-11-21T10:00"),
    ("2026-11-21T10:00", 48, "2026-11-24T10:00"),
    ("2026-11-22T15:00", 48, "2026-11-25T00:00"),  # served on Sunday: counting starts when Sunday is over
    ("2026-12-24T10:00", 48, "2026-12-29T10:00"),  # Christmas Day, Sunday and the substitute day are skipped
    ("2026-04-02T10:00", 48, "2026-04-07T10:00"),  # Good Friday, Easter Sunday and Easter Monday are skipped
    ("2021-12-24T10:00", 48, "2021-12-30T10:00"),  # Christmas Day on a Saturday is skipped, and both substitutes
    ("2026-03-28T12:00", 24, "2026-03-30T12:00"),  # the Sunday of 23 hours is skipped whole
    ("2026-10-24T12:00", 24, "2026-10-26T12:00"),  # and that of 25 hours
    ("2026-11-21T00:00", 24, "2026-11-22T00:00"),  # exactly to the end of Saturday
    ("2028-02-28T12:00", 48, "2028-03-01T12:00"),
)
def test_court_hours_skip_whole_days_on_which_no_court_sits(start, amount, due):
    assert clocks.court_hours(london(start), amount) == london(due)


@examples(
    ("2026-03-28T12:00", 24, "2026-03-29T13:00"),  # an hour later by the wall clock in spring
    ("2026-10-24T12:00", 24, "2026-10-25T11:00"),  # an hour earlier in autumn
    ("2027-03-27T12:00", 24, "2027-03-28T13:00"),
    ("2027-10-30T12:00", 24, "2027-10-31T11:00"),
    ("2028-02-28T12:00", 24, "2028-02-29T12:00"),
)
def test_elapsed_hours_are_a_stopwatch_over_clock_changes(start, amount, due):
    assert clocks.elapsed_hours(london(start), amount) == london(due)
    assert clocks.end_of_tour(london(start), amount) == london(due)
    assert clocks.elapsed_minutes(london(start), 60 * amount) == london(due)


@examples(
    ("2026-11-23T00:00", 0, "2026-11-24T00:00"),
    ("2026-11-23T23:59", 0, "2026-11-24T00:00"),
    ("2026-11-24T00:00", 0, "2026-11-25T00:00"),
    ("2026-03-29T00:30", 0, "2026-03-30T00:00"),  # a day of 23 hours
    ("2026-10-25T00:30", 0, "2026-10-26T00:00"),  # a day of 25 hours
    ("2028-02-28T12:00", 1, "2028-03-01T00:00"),
    ("2027-02-28T12:00", 1, "2027-03-02T00:00"),
)
def test_calendar_days_end_with_the_london_day(start, amount, due):
    assert clocks.calendar_days(london(start), amount) == london(due)
    assert clocks.same_day(london(start), amount) == london(due)


def test_a_moment_after_midnight_in_london_summer_belongs_to_the_new_day_there():
    assert clocks.london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert clocks.london_day(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == date(2026, 11, 30)


@examples(
    ("2026-11-30T12:00", 3, "2027-03-01T00:00"),  # no 30 February: the end of the 28th
    ("2027-11-30T12:00", 3, "2028-03-01T00:00"),  # in a leap year the end of the 29th
    ("2028-02-29T12:00", 12, "2029-03-01T00:00"),
    ("2026-08-10T12:00", 3, "2026-11-11T00:00"),
    ("2026-11-23T12:00", 0, "2026-11-24T00:00"),
)
def test_calendar_months_end_with_the_day_of_the_same_number(start, amount, due):
    assert clocks.calendar_months(london(start), amount) == london(due)


@examples(
    ("2026-12-21T12:00", 28, "2026-11-23T00:00"),
    ("2026-12-21T12:00", 0, "2026-12-21T00:00"),
    ("2026-04-02T12:00", 7, "2026-03-26T00:00"),
)
def test_days_before_are_up_when_that_london_day_begins(start, amount, due):
    assert clocks.days_before(london(start), amount) == london(due)


@examples(
    ("2026-11-30T10:00", 5, "2026-11-23T00:00"),
    ("2027-01-04T10:00", 5, "2026-12-23T00:00"),
    ("2026-11-29T10:00", 1, "2026-11-27T00:00"),
)
def test_working_days_before_skip_weekends_and_holidays(start, amount, due):
    assert clocks.working_days_before(london(start), amount) == london(due)


@examples(
    ("2026-11-24T02:00", 0, "2026-11-24T08:30"),  # the night before school: that very morning
    ("2026-11-24T08:29", 0, "2026-11-24T08:30"),
    ("2026-11-24T08:30", 0, "2026-11-25T08:30"),
    ("2026-11-20T20:00", 0, "2026-11-23T08:30"),  # Friday night: Monday morning
    ("2026-11-20T20:00", 1, "2026-11-24T08:30"),
    ("2026-05-22T20:00", 0, "2026-05-26T08:30"),  # over the spring bank holiday
    ("2026-06-30T20:00", 0, "2026-07-01T08:30"),  # half past eight by London's summer clock
)
def test_school_is_told_before_the_next_school_morning(start, amount, due):
    assert clocks.before_next_school_day(london(start), amount) == london(due)


def test_days_on_which_the_school_is_closed_are_passed_over():
    closed = {date(2026, 11, 23), date(2026, 11, 24)}

    due = clocks.before_next_school_day(london("2026-11-20T20:00"), closed=closed)

    assert due == london("2026-11-25T08:30")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_a_window_begins_on_the_same_day_or_the_last_of_the_month(day, months, before):
    assert clocks.months_before(day, months) == before
    assert clocks.window_start(day, months) == before


def test_years_and_months_after_keep_the_day_where_there_is_one():
    assert clocks.years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert clocks.years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)
    assert clocks.months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)


@pytest.mark.parametrize("clock", clocks.CLOCKS.values(), ids=clocks.CLOCKS)
def test_no_clock_takes_a_moment_without_its_zone_or_a_negative_amount(clock):
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 11, 23, 12), 1)
    with pytest.raises(ValueError, match="negative"):
        clock(london("2026-11-23T12:00"), -1)


@pytest.mark.parametrize("clock", clocks.CLOCKS.values(), ids=clocks.CLOCKS)
def test_every_clock_answers_in_utc_and_takes_a_moment_and_an_amount(clock):
    assert clock(london("2026-06-23T12:00"), 1).tzinfo is UTC
    assert list(signature(clock).parameters)[:2] == ["start", "amount"]


@pytest.mark.parametrize("name", ["working_days", "court_hours", "before_next_school_day"])
def test_counting_past_the_known_holidays_is_refused(name):
    with pytest.raises(CalendarEnds):
        clocks.CLOCKS[name](london("2035-12-31T23:00"), 48)


def test_a_day_starts_and_ends_at_london_midnight():
    assert clocks.start_of_day(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert clocks.end_of_day(date(2026, 3, 29)) - clocks.start_of_day(date(2026, 3, 29)) == timedelta(hours=23)
    assert clocks.end_of_day(date(2026, 10, 25)) - clocks.start_of_day(date(2026, 10, 25)) == timedelta(hours=25)
