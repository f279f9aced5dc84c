"""Children in law: who is a victim, who is told and before which day, and what social care must know."""

from datetime import UTC, date, datetime

import pytest

from law import children as law
from law import clocks
from law.school_days import DaysOff, next_school_day

# Kent-like terms of one winter: school ends on Friday 18 December 2026 and begins on Tuesday 5 January 2027.
TERMS = ((date(2026, 11, 2), date(2026, 12, 18)), (date(2027, 1, 5), date(2027, 2, 12)))
INSET = date(2026, 11, 23)
OFF = DaysOff(TERMS, frozenset({INSET}))


def london(text):
    """Return a London time as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=clocks.LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("reported", "told_before"),
    [
        ("2026-11-19T22:00", "2026-11-20"),  # an evening within the week
        ("2026-11-20T08:29", "2026-11-20"),  # the minute before school begins
        ("2026-11-20T08:30", "2026-11-24"),  # school has begun; then a weekend, and an inset day on Monday
        ("2026-11-22T23:00", "2026-11-24"),  # Sunday night before the inset day
        ("2026-11-24T02:00", "2026-11-24"),  # the night after it
        ("2026-12-17T20:00", "2026-12-18"),  # the day before the last day of term
        ("2026-12-18T07:00", "2026-12-18"),  # the last day of term, early
        ("2026-12-18T15:00", "2027-01-05"),  # the last day of term, in the afternoon
        ("2026-12-28T12:00", "2027-01-05"),  # a bank holiday within the holidays
        ("2027-01-04T23:59", "2027-01-05"),  # the day before the first day of term
        ("2027-01-05T09:00", "2027-01-06"),  # the first day of term
        ("2027-02-12T12:00", "2027-02-15"),  # after the last known term every weekday counts: too early is in time
    ],
)
def test_the_next_school_day_follows_terms_inset_days_and_holidays(reported, told_before):
    assert next_school_day(london(reported), OFF) == date.fromisoformat(told_before)


@pytest.mark.parametrize(
    ("reported", "told_before"), [("2026-12-24T22:00", "2026-12-29"), ("2027-03-25T20:00", "2027-03-30")]
)
def test_without_terms_every_weekday_counts_that_is_no_bank_holiday(reported, told_before):
    assert next_school_day(london(reported), DaysOff()) == date.fromisoformat(told_before)


@pytest.mark.parametrize(
    ("changes", "victim"),
    [
        ({}, True),
        ({"affected": "NO"}, False),
        ({"affected": "NOT_KNOWN"}, False),
        ({"related": "NEITHER"}, False),
        ({"where": "ELSEWHERE"}, True),
        ({"where": "UNBORN"}, False),
        ({"day": date(2022, 1, 30)}, False),
        ({"day": date(2022, 1, 31)}, True),
        ({"day": date(2022, 2, 1)}, True),
    ],
)
def test_the_act_calls_a_related_child_who_saw_heard_or_felt_it_a_victim(changes, victim):
    said = {"where": "PRESENT", "affected": "YES", "related": "VICTIM", "day": date(2026, 11, 16)}

    assert law.victim_in_own_right(**(said | changes)) is victim


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, "SCHOOL"),
        ({"own_area": False}, "OUT_OF_AREA"),
        ({"schooling": "HOME"}, "HOME"),
        ({"schooling": "HOME", "born_on": date(2024, 1, 1)}, "HOME"),
        ({"schooling": "NOT_IN_SCHOOL"}, "NOT_IN_SCHOOL"),
        ({"schooling": "NOT_KNOWN"}, "NOT_KNOWN"),
        ({"schooling": "NOT_KNOWN", "born_on": date(2021, 11, 17)}, "UNDER_FIVE"),
        ({"schooling": "NOT_KNOWN", "born_on": date(2021, 11, 16)}, "NOT_KNOWN"),
        ({"schooling": "NOT_KNOWN", "born_on": None}, "NOT_KNOWN"),
        ({"born_on": date(2022, 3, 1)}, "SCHOOL"),
        ({"where": "UNBORN"}, "NOT_BORN"),
    ],
)
def test_each_child_has_one_way_of_being_told_of(changes, path):
    said = {
        "where": "PRESENT",
        "schooling": "SCHOOL",
        "own_area": True,
        "born_on": date(2016, 5, 1),
        "day": date(2026, 11, 16),
    }

    assert law.path_of(**(said | changes)) == path


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, True),
        ({"where": "RESIDENT"}, True),
        ({"where": "RESIDENT", "related": "NEITHER"}, False),
        ({"related": "NEITHER"}, True),
        ({"where": "RESIDENT", "day": date(2025, 11, 6)}, False),
        ({"where": "RESIDENT", "day": date(2025, 11, 7)}, True),
        ({"day": date(2014, 3, 27)}, True),
        ({"path": "UNDER_FIVE"}, False),
        ({"path": "HOME"}, True),
    ],
)
def test_a_school_was_told_of_a_child_who_was_there_and_since_2025_of_a_related_one_who_was_not(changes, wanted):
    said = {"path": "SCHOOL", "where": "PRESENT", "related": "BOTH", "day": date(2026, 11, 16)}

    assert law.notice_wanted(**(said | changes)) is wanted


def grounds(**changes):
    """Return the codes of the grounds for one child, and what they ask for."""
    facts = {
        "where": "PRESENT",
        "born_on": date(2016, 5, 1),
        "level": "STANDARD",
        "rank": 2,
        "count": 1,
        "concerns": (),
        "day": date(2026, 11, 16),
    }
    found = law.grounds_for(law.facts_of(**(facts | changes)))
    return [ground.code for ground in found], law.asked(found)


@pytest.mark.parametrize(
    ("changes", "codes", "asked"),
    [
        ({}, [], ""),
        ({"count": 2}, [], ""),
        ({"count": 3}, ["THIRD"], "REFER"),
        ({"count": 4}, ["THIRD"], "REFER"),
        ({"rank": 4}, [], ""),
        ({"rank": 5}, ["SERIOUS"], "REFER"),
        ({"born_on": date(2025, 11, 17)}, ["UNDER_ONE"], "REFER"),
        ({"born_on": date(2025, 11, 16)}, [], ""),
        ({"where": "UNBORN"}, ["UNBORN"], "REFER"),
        ({"level": "HIGH"}, ["HIGH_AT_HOME"], "REFER"),
        ({"level": "HIGH", "where": "ELSEWHERE"}, [], ""),
        ({"level": "MEDIUM"}, ["MEDIUM_AT_HOME"], "NOTIFY"),
        ({"concerns": ("PROCEEDINGS",), "where": "ELSEWHERE"}, ["PROCEEDINGS"], "NOTIFY"),
        ({"concerns": ("HURT", "KNOWN"), "count": 3}, ["HURT", "THIRD", "KNOWN"], "AT_ONCE"),
    ],
)
def test_every_ground_for_social_care_is_given_and_the_strongest_says_what_to_do(changes, codes, asked):
    assert grounds(**changes) == (codes, asked)


def test_somebody_is_a_child_until_the_eighteenth_birthday():
    assert law.is_child(date(2008, 11, 17), date(2026, 11, 16))
    assert not law.is_child(date(2008, 11, 16), date(2026, 11, 16))
    assert law.is_child(None, date(2026, 11, 16))
