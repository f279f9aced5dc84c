"""What holds of the clocks for any moment and amount, not only for the examples."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from law import clocks
from law.holidays import is_bank_holiday, is_working_day

MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2034, 6, 1), timezones=st.just(UTC))
FORWARD = st.sampled_from(
    [
        clocks.elapsed_minutes,
        clocks.elapsed_hours,
        clocks.end_of_tour,
        clocks.working_days,
        clocks.calendar_days,
        clocks.same_day,
        clocks.calendar_months,
        clocks.court_hours,
        clocks.before_next_school_day,
    ]
)
AMOUNTS = st.integers(0, 60)
DAYS = st.dates(date(2010, 1, 1), date(2034, 6, 1))


@given(FORWARD, MOMENTS, AMOUNTS)
def test_no_forward_clock_is_up_before_it_starts(clock, start, amount):
    assert clock(start, amount) >= start


@given(FORWARD, MOMENTS, st.integers(0, 10**6), st.integers(0, 20))
def test_a_later_start_is_never_due_earlier(clock, start, seconds, amount):
    later = min(start + timedelta(seconds=seconds), datetime(2034, 6, 1, tzinfo=UTC))
    assert clock(start, amount) <= clock(later, amount)


@given(FORWARD, MOMENTS, st.integers(0, 20))
def test_more_time_allowed_is_never_due_earlier(clock, start, amount):
    assert clock(start, amount) <= clock(start, amount + 1)


@given(MOMENTS, AMOUNTS)
def test_working_days_are_up_at_the_end_of_a_working_day(start, amount):
    last = clocks.london_day(clocks.working_days(start, amount) - timedelta(microseconds=1))

    assert is_working_day(last)
    first = clocks.london_day(start)
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert sum(is_working_day(day) for day in between) >= amount


@given(MOMENTS, st.integers(1, 96))
def test_court_hours_are_up_on_a_day_on_which_a_court_may_sit(start, amount):
    day = clocks.london_day(clocks.court_hours(start, amount) - timedelta(microseconds=1))

    assert day.weekday() != 6
    assert (day.month, day.day) != (12, 25)
    assert not is_bank_holiday(day)


@given(MOMENTS, st.integers(0, 96))
def test_court_hours_are_never_fewer_than_elapsed_hours(start, amount):
    assert clocks.court_hours(start, amount) >= clocks.elapsed_hours(start, amount)


@given(MOMENTS)
def test_a_school_morning_is_half_past_eight_on_a_school_day(start):
    due = clocks.before_next_school_day(start, 0).astimezone(clocks.LONDON)

    assert (due.hour, due.minute) == (8, 30)
    assert is_working_day(due.date())
    assert due > start


@given(DAYS, st.integers(0, 48))
def test_a_window_never_begins_after_its_day_and_going_there_and_back_stays_in_the_month(day, months):
    begins = clocks.months_before(day, months)

    assert begins <= day
    back = clocks.months_after(begins, months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day


@given(DAYS)
def test_the_start_of_a_day_is_in_that_day_and_the_instant_before_is_not(day):
    start = clocks.start_of_day(day)

    assert clocks.london_day(start) == day
    assert clocks.london_day(start - timedelta(microseconds=1)) == day - timedelta(days=1)
