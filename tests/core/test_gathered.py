"""What one command records is written at once, and is what it would have been one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import rebuilding
from core.errors import Refused
from core.journal import gathered, record
from core.models import Duty, Entry
from incidents import events

pytestmark = pytest.mark.django_db


@pytest.fixture
def raise_flag(case, officer, at):
    """Return a function that records a flag of the case: raise_flag("THIRD_REPORT")."""

    def raised(flag, event=events.FLAG_RAISED):
        people = {"person": case.suspect_id, "victim": case.victim_id}
        return record(event, about=case, case_id=case.pk, by=officer, at=at, flag=flag, **people)

    return raised


def reviews():
    """Return (flag, how it ended) of each duty to review a flag, in the order in which they were opened."""
    found = Duty.objects.filter(code__startswith="REVIEW_FLAG_").order_by("opened_by_id")
    return [(duty.code.removeprefix("REVIEW_FLAG_"), duty.ended_as) for duty in found]


def test_the_entries_stand_in_their_order_and_each_duty_is_opened_once(raise_flag):
    flags = ["SERIAL_PERPETRATOR", "THIRD_REPORT", "THIRD_REPORT", "ESCALATION"]

    with gathered():
        for flag in flags:
            raise_flag(flag)

    written = Entry.objects.filter(event=events.FLAG_RAISED).order_by("pk").values_list("facts__flag", flat=True)
    assert list(written) == flags
    assert [flag for flag, _ in reviews()] == ["SERIAL_PERPETRATOR", "THIRD_REPORT", "ESCALATION"]
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_what_ends_a_duty_finds_it_though_both_are_of_one_command(raise_flag):
    with gathered():
        raise_flag("SERIAL_PERPETRATOR")
        raise_flag("SERIAL_PERPETRATOR", event=events.FLAG_WITHDRAWN)
        raise_flag("THIRD_REPORT")

    assert reviews() == [("SERIAL_PERPETRATOR", "VOID"), ("THIRD_REPORT", "")]
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_of_a_command_that_fails_nothing_is_written(raise_flag):
    with pytest.raises(Refused), gathered():
        raise_flag("THIRD_REPORT")
        raise Refused("Not now.")

    assert not Entry.objects.filter(event=events.FLAG_RAISED).exists()
    raise_flag("ESCALATION")
    assert [flag for flag, _ in reviews()] == ["ESCALATION"], "and what comes after is written as ever"


def test_ten_things_cost_as_many_statements_as_two(raise_flag):
    def statements(count):
        with CaptureQueriesContext(connection) as asked, gathered():
            for _ in range(count):
                raise_flag("THIRD_REPORT")
        return len(asked)

    raise_flag("THIRD_REPORT")

    assert statements(2) == statements(10)


def test_a_call_about_people_on_record_takes_at_most_thirty_three_statements(case, call, operator, days):
    people = [
        {"role": "victim", "person_id": case.victim_id},
        {"role": "suspect", "person_id": case.suspect_id, "relation": "ex_partner"},
    ]
    assert operator.posting, "which every request has looked up before"

    with CaptureQueriesContext(connection) as asked:
        call(days(1), people=people)

    assert len(asked) <= 33, [each["sql"][:80] for each in asked]
