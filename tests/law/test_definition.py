"""The definition of the day: three elements, 16 or over, and old lines that still explain old reports."""

from datetime import date

import pytest

from law import definition


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2013, 3, 30), "2004"),
        (date(2013, 3, 31), "2013"),
        (date(2021, 9, 30), "2013"),
        (date(2021, 10, 1), "2021"),
        (date(2026, 11, 16), "2021"),
    ],
)
def test_a_report_is_read_with_the_definition_of_its_day(day, version):
    found = definition.on(day)

    assert found.version == version
    assert definition.codes(found) == ["AGE", "CONNECTION", "BEHAVIOUR"]
    assert found.source


@pytest.mark.parametrize(
    ("born_on", "old_enough"), [(date(2010, 11, 15), True), (date(2010, 11, 16), True), (date(2010, 11, 17), False)]
)
def test_sixteen_is_old_enough_from_the_birthday_on(born_on, old_enough):
    assert definition.of_age(born_on, date(2026, 11, 16)) is old_enough


def test_before_2013_somebody_had_to_be_eighteen():
    assert not definition.of_age(date(1995, 6, 1), date(2012, 6, 1))
    assert definition.of_age(date(1995, 6, 1), date(2013, 6, 1))
