"""Days and moments typed in boxes: what is understood, what is refused, and in which words."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from core.fields import DateParts, MomentParts

NOW = datetime(2026, 11, 23, 4, 5, tzinfo=UTC)


def born_on(**kwargs):
    return DateParts(label="Date of birth", past=True, now=lambda: NOW, **kwargs)


def happened(**kwargs):
    return MomentParts(label="The incident", past=True, now=lambda: NOW, **kwargs)


def sentence(field, *boxes):
    with pytest.raises(ValidationError) as refusal:
        field.clean(list(boxes))
    (only,) = refusal.value.messages
    return only


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", " 3 "])
def test_a_month_may_be_a_number_or_a_name(month):
    assert born_on().clean(["27", month, "1990"]) == date(1990, 3, 27)


@pytest.mark.parametrize(
    ("boxes", "words", "at_fault"),
    [
        (("", "", ""), "Enter date of birth", ()),
        (("27", "3", ""), "Date of birth must include a year", ("year",)),
        (("", "", "1990"), "Date of birth must include a day and month", ("day", "month")),
        (("27", "3", "90"), "Date of birth must have a year of 4 numbers", ("year",)),
        (("29", "2", "2027"), "Date of birth must be a real date", ("day", "month", "year")),
        (("1_0", "2", "2026"), "Date of birth must be a real date", ("day", "month", "year")),
        (("1", "13", "2026"), "Date of birth must be a real date", ("day", "month", "year")),
        (("31", "12", "1899"), "Date of birth must be in 1900 or later", ("year",)),
        (("24", "11", "2026"), "Date of birth must be today or in the past", ("day", "month", "year")),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(boxes, words, at_fault):
    field = born_on()

    assert sentence(field, *boxes) == words
    assert field.widget.at_fault == at_fault


def test_today_is_not_in_the_future():
    assert born_on().clean(["23", "11", "2026"]) == date(2026, 11, 23)


def test_today_is_the_day_in_london_and_not_in_greenwich():
    just_after_midnight_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    field = DateParts(past=True, now=lambda: just_after_midnight_in_summer)

    assert field.clean(["1", "7", "2026"]) == date(2026, 7, 1)


def test_a_date_to_come_is_taken_where_the_form_allows_it():
    assert DateParts().clean(["1", "7", "2099"]) == date(2099, 7, 1)


def test_a_date_that_may_be_left_empty_may_be_left_empty():
    assert born_on(required=False).clean(["", " ", ""]) is None


def test_a_date_that_may_be_left_empty_may_not_be_half_empty():
    assert sentence(born_on(required=False), "1", "", "") == "Date of birth must include a month and year"


@pytest.mark.parametrize("time", ["14:05", "1405", "14.05", "2:05pm", "2.05 PM", "14:05 bst"])
def test_a_time_is_read_as_the_clock_in_london(time):
    assert happened().clean(["27", "6", "2026", time]) == datetime(2026, 6, 27, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(("time", "hour"), [("12:05am", 0), ("12:05pm", 12), ("00:05", 0), ("23:05", 23)])
def test_midnight_and_noon_are_told_apart(time, hour):
    assert happened().clean(["27", "1", "2026", time]) == datetime(2026, 1, 27, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize("time", ["24:00", "14:60", "13:00pm", "0:30am", "noon", "5"])
def test_a_time_that_no_clock_shows_is_refused(time):
    assert sentence(happened(), "27", "1", "2026", time) == "The incident must have a time such as 04:05 or 16:30"


@pytest.mark.parametrize(("time", "hour"), [("01:30 BST", 0), ("01:30 GMT", 1)])
def test_the_hour_that_comes_twice_is_told_apart(time, hour):
    assert happened().clean(["25", "10", "2026", time]) == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_the_hour_that_comes_twice_must_be_told_apart():
    words = sentence(happened(), "25", "10", "2026", "01:30")

    assert words == "The incident must say BST for the first 01:30 of that night or GMT for the second"


@pytest.mark.parametrize(("time", "hour"), [("00:59", 23), ("02:00", 2)])
def test_the_hours_around_the_one_that_comes_twice_need_nothing(time, hour):
    day, minute = (24, 59) if hour == 23 else (25, 0)

    assert happened().clean(["25", "10", "2026", time]) == datetime(2026, 10, day, hour, minute, tzinfo=UTC)


def test_the_hour_that_is_left_out_is_refused():
    words = sentence(happened(), "29", "3", "2026", "01:30")

    assert words == "The incident cannot be 01:30: the clocks went forward past it that night"


def test_summer_time_in_winter_is_refused():
    assert sentence(happened(), "27", "1", "2026", "14:05 BST") == "The incident cannot be in BST on that day"


def test_this_minute_is_not_in_the_future_and_the_next_is():
    assert happened().clean(["23", "11", "2026", "04:05"]) == NOW
    assert sentence(happened(), "23", "11", "2026", "04:06") == "The incident must be now or in the past"


def test_a_moment_without_its_time_says_so():
    assert sentence(happened(), "23", "11", "2026", "") == "The incident must include a time"


@pytest.mark.parametrize("hour", [0, 1])
def test_a_moment_shown_in_the_boxes_comes_back_as_it_was(hour):
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    field = happened()

    assert field.clean(field.widget.decompress(moment)) == moment


def test_boxes_that_were_not_touched_have_not_changed():
    field = born_on()

    assert not field.has_changed(date(1990, 3, 27), ["27", "3", "1990"])
    assert field.has_changed(date(1990, 3, 27), ["28", "3", "1990"])


def test_a_question_is_named_as_a_question():
    field = MomentParts(label="When did it happen?")

    words = sentence(field, "1", "11", "2026", "")

    assert words == 'The answer to "When did it happen?" must include a time'
