"""What a machine says of a time: an hour is said or asked for, never made up."""

from datetime import UTC, date, datetime

import pytest
from rest_framework import serializers

from core.shapes import DayOrMoment, Moment, ZonedMoment
from tests.architecture.house import APPS, python

DAYS = ["2026-11-30", "20261130", "2026-W49-1", "2024-02-29"]


def refusal(field, sent):
    """Return the sentence with which a field refuses what is sent, or an empty one."""
    try:
        field.run_validation(sent)
    except serializers.ValidationError as error:
        return str(error.detail[0])
    return ""


@pytest.mark.parametrize("sent", DAYS)
@pytest.mark.parametrize("field", [Moment, ZonedMoment])
def test_a_bare_day_is_no_midnight_and_the_sentence_asks_for_the_time(field, sent):
    assert "a day without its time" in refusal(field(), sent)
    assert "such as 2027-02-23T10:00:00Z" in refusal(field(), sent)


@pytest.mark.parametrize("sent", ["2026-11-30T00:00:00Z", "2026-11-30 00:00+00:00"])
def test_a_midnight_that_somebody_said_is_one(sent):
    for field in (Moment(), ZonedMoment(), DayOrMoment()):
        assert field.run_validation(sent) == datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(("sent", "kept"), [("2026-11-30", date(2026, 11, 30)), ("20261130", None)])
def test_where_a_day_may_be_said_it_stays_a_day_and_is_written_in_one_way(sent, kept):
    if kept:
        assert DayOrMoment().run_validation(sent) == kept
    else:
        assert "a day without its time" in refusal(DayOrMoment(), sent)


@pytest.mark.parametrize("sent", ["yesterday", "2026-02-30", "2026-13-01T10:00:00Z", "", 20261130, True, None, []])
def test_what_is_no_time_at_all_is_refused_as_well(sent):
    assert refusal(Moment(), sent)
    assert "a day without" not in refusal(Moment(), sent)


def test_only_a_system_must_say_its_zone():
    assert refusal(Moment(), "2026-11-30T10:00:00") == ""
    assert "time zone" in refusal(ZonedMoment(), "2026-11-30T10:00:00")


def test_every_api_takes_times_by_these_fields_alone():
    doors = [path for path in python(*APPS) if path.name == "serializers.py" or "api" in (path.stem, path.parent.name)]
    assert len(doors) > 10
    assert [str(path) for path in doors if "DateTimeField(" in path.read_text(encoding="utf-8")] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("calls", "occurred_at"),
        ("calls", "reported_at"),
        ("cases/{case}/witness/rights", "told_at"),
        ("custody-events", "effective_at"),
    ],
)
def test_a_door_names_the_field_and_asks_for_the_time(case, everybody, api_for, path, field):
    for sender in everybody.values():
        answer = api_for(sender).post(f"/api/v1/{path.format(case=case.pk)}/", {field: "2026-11-30"}, format="json")
        if answer.status_code != 403:
            break
    told = {each["field"]: str(each) for each in answer.json()["errors"]}
    assert answer.status_code == 400
    assert "a day without its time" in told[field]
