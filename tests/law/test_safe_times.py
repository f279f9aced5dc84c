"""When she may be reached: the days and hours that she named, on the London clock, and in doubt never."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest

from law.safe_times import LATER, NOW, UNKNOWN, Timing, timing

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Stretch:
    """One stretch of one weekday."""

    day: int
    begins: time
    ends: time


def utc(*parts):
    """Return an instant in UTC."""
    return datetime(*parts, tzinfo=UTC)


def states(times, boundary):
    """Return the states a minute before, at and a minute after an instant."""
    return [timing(times, boundary + step).state for step in (-MINUTE, timedelta(0), MINUTE)]


WEEKDAYS = [Stretch(day, time(9), time(15)) for day in (1, 2, 3, 4, 5)]


def test_nothing_named_is_not_known_and_never_at_any_time():
    assert timing([], utc(2026, 11, 16, 12)) == Timing(UNKNOWN)


def test_a_safe_time_begins_with_its_first_instant_and_is_over_with_its_last():
    assert states(WEEKDAYS, utc(2026, 11, 16, 9)) == [LATER, NOW, NOW]
    assert states(WEEKDAYS, utc(2026, 11, 16, 15)) == [NOW, LATER, LATER]


def test_the_hours_are_those_of_the_clock_on_the_wall_in_summer_too():
    assert states(WEEKDAYS, utc(2026, 7, 6, 8)) == [LATER, NOW, NOW]


def test_after_the_last_of_the_week_comes_the_first_of_the_next():
    assert timing(WEEKDAYS, utc(2026, 11, 20, 15)) == Timing(LATER, utc(2026, 11, 23, 9), utc(2026, 11, 23, 15))


@pytest.mark.parametrize("hour", [22, 23])
def test_a_time_over_midnight_belongs_to_the_day_on_which_it_begins(hour):
    friday_night = [Stretch(5, time(22), time(6))]

    assert timing(friday_night, utc(2026, 11, 20, hour)) == Timing(NOW, utc(2026, 11, 20, 22), utc(2026, 11, 21, 6))
    assert timing(friday_night, utc(2026, 11, 21, 5, 59)).state == NOW
    assert states(friday_night, utc(2026, 11, 21, 6)) == [NOW, LATER, LATER]
    assert timing(friday_night, utc(2026, 11, 20, 5)).state == LATER


def test_a_night_that_began_on_sunday_goes_on_in_the_next_week():
    sunday_night = [Stretch(7, time(22), time(6))]

    assert timing(sunday_night, utc(2026, 11, 23, 3)) == Timing(NOW, utc(2026, 11, 22, 22), utc(2026, 11, 23, 6))


def test_times_that_touch_or_overlap_are_one():
    touching = [Stretch(1, time(22), time(0)), Stretch(2, time(0), time(6)), Stretch(2, time(5), time(8))]

    assert timing(touching, utc(2026, 11, 16, 23)) == Timing(NOW, utc(2026, 11, 16, 22), utc(2026, 11, 17, 8))


def test_a_beginning_that_is_also_the_end_is_a_whole_day_and_seven_of_them_never_end():
    monday = [Stretch(1, time(0), time(0))]
    always = [Stretch(day, time(0), time(0)) for day in range(1, 8)]

    assert timing(monday, utc(2026, 11, 16, 12)).ends == utc(2026, 11, 17)
    assert states(monday, utc(2026, 11, 17)) == [NOW, LATER, LATER]
    assert timing(always, utc(2026, 11, 16, 12)).state == NOW
    assert timing(always, utc(2026, 11, 16, 12)).ends is None


def test_when_the_clocks_go_forward_a_time_in_the_missing_hour_begins_and_ends_with_the_jump():
    jump = utc(2027, 3, 28, 1)

    assert states([Stretch(7, time(1, 30), time(4))], jump) == [LATER, NOW, NOW]
    assert states([Stretch(6, time(22), time(1, 30))], jump) == [NOW, LATER, LATER]
    assert timing([Stretch(6, time(22), time(6))], utc(2027, 3, 27, 23)).ends == utc(2027, 3, 28, 5)


def test_a_time_that_the_jump_swallows_comes_a_week_later():
    swallowed = [Stretch(7, time(1, 10), time(1, 50))]

    assert timing(swallowed, utc(2027, 3, 28, 0)).begins == utc(2027, 4, 4, 0, 10)


def test_when_the_clocks_go_back_a_time_in_the_doubled_hour_begins_late_and_ends_early():
    assert states([Stretch(7, time(1, 30), time(4))], utc(2027, 10, 31, 1, 30)) == [LATER, NOW, NOW]
    assert states([Stretch(6, time(22), time(1, 30))], utc(2027, 10, 31, 0, 30)) == [NOW, LATER, LATER]
    assert timing([Stretch(7, time(1, 10), time(1, 50))], utc(2027, 10, 31, 0, 20)).begins == utc(2027, 11, 7, 1, 10)


@pytest.mark.parametrize("day", [utc(2027, 3, 27, 12), utc(2027, 10, 30, 12), utc(2026, 11, 16, 12)])
def test_a_night_through_the_change_of_the_clocks_is_safe_all_through(day):
    nights = [Stretch(each, time(22), time(6)) for each in range(1, 8)]

    begins = timing(nights, day).begins
    ends = timing(nights, begins).ends

    assert all(timing(nights, begins + count * MINUTE).state == NOW for count in range(int((ends - begins) / MINUTE)))
    assert timing(nights, ends).state == LATER
