"""Bank holidays: a frozen table, equal to the published days, and an error beyond it."""

from datetime import date

import holidays as package
import pytest

from law import holidays as table


def test_the_frozen_table_is_what_the_package_knows():
    known = package.country_holidays("GB", subdiv="ENG", years=range(table.FIRST_YEAR, table.LAST_YEAR + 1))
    published = {day for day in known if day.weekday() < 5 and table.FIRST_YEAR <= day.year <= table.LAST_YEAR}

    assert published == table.BANK_HOLIDAYS


def test_the_table_covers_2010_to_2035_and_older_cases():
    assert (table.FIRST_YEAR, table.LAST_YEAR) == (1990, 2035)


def test_writing_the_table_again_changes_nothing():
    assert table.render(table.BANK_HOLIDAYS) == table.TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 12, 27), True),
        (date(2027, 12, 28), True),
        (date(2027, 12, 29), False),
        (date(2022, 9, 19), True),
        (date(2020, 5, 8), True),
        (date(2020, 5, 4), False),
        (date(2012, 6, 5), True),
        (date(2026, 4, 2), False),
        (date(2026, 4, 3), True),
        (date(2026, 4, 6), True),
        (date(2026, 4, 7), False),
    ],
)
def test_known_days_are_holidays_or_not(day, holiday):
    assert table.is_bank_holiday(day) is holiday


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2026, 12, 28), False),
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_holiday(day, working):
    assert table.is_working_day(day) is working


def test_the_last_known_day_answers_and_the_next_is_refused():
    assert table.is_bank_holiday(date(2035, 12, 31)) is False
    with pytest.raises(table.CalendarEnds, match="Bank holidays are known to the end of 2035"):
        table.is_bank_holiday(date(2036, 1, 1))


def test_a_day_before_the_table_is_refused():
    assert table.is_bank_holiday(date(1990, 1, 1)) is True
    with pytest.raises(table.CalendarEnds, match="known from the start of 1990"):
        table.is_working_day(date(1989, 12, 31))
