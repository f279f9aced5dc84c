"""What a case that is opened again owes the victim: what ended with its closing is owed again."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.models import Duty
from deaths import services as deaths
from incidents import services
from incidents.services import cases
from law import clocks


@pytest.fixture
def reopened(case, sergeant, at, days, monkeypatch):
    """Return a function that closes the case at a level of risk and opens it again two days later."""

    def again(level):
        monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
        services.set_risk_level(case.pk, level)
        services.close_case(case_id=case.pk, reason="Nothing is left to do", by=sergeant, at=at)
        services.reopen_case(case_id=case.pk, by=sergeant, at=days(2))
        return Duty.objects.filter(case_id=case.pk, ended_at=None)

    return again


@pytest.mark.parametrize(("level", "count"), [("HIGH", 7), ("MEDIUM", 28), ("STANDARD", 90)])
def test_whoever_answers_for_her_again_speaks_with_her_in_the_time_of_her_level(reopened, sergeant, days, level, count):
    owed = reopened(level).filter(code__startswith="KEEP_IN_TOUCH")

    duty = owed.get()
    assert duty.code == f"KEEP_IN_TOUCH_{level}" and duty.owner_id == sergeant.pk
    assert duty.due_at == clocks.end_of_day(clocks.london_day(days(2)) + timedelta(days=count))


def test_how_she_is_reached_safely_is_asked_again_once_and_without_a_level_too(reopened, sergeant, days):
    owed = reopened("")

    assert owed.get(code="ASK_SAFE_CONTACT").due_at == days(3)
    assert not owed.filter(code__startswith="KEEP_IN_TOUCH") and not owed.filter(code="MAKE_SAFETY_PLAN")


@pytest.mark.parametrize(("level", "hours"), [("HIGH", 24), ("MEDIUM", 72), ("STANDARD", 168)])
def test_the_plan_that_ended_before_the_closing_is_looked_at_again(reopened, sergeant, days, level, hours):
    duty = reopened(level).get(code="MAKE_SAFETY_PLAN")

    assert (duty.due_at, duty.owner_id) == (days(2) + timedelta(hours=hours), sergeant.pk)


def test_nobody_is_asked_to_speak_or_plan_with_a_victim_who_has_died(reopened, case, officer, everybody, at):
    died = {"circumstances": "Found at home", "factor": "MAY_BE"}
    deaths.record_death(
        case_id=case.pk, person_id=case.victim_id, died_on=clocks.london_day(at), **died, by=officer, at=at
    )

    owed = set(reopened("HIGH").values_list("code", flat=True))

    assert not {"KEEP_IN_TOUCH_HIGH", "ASK_SAFE_CONTACT", "MAKE_SAFETY_PLAN"} & owed


def test_rebuilding_gives_the_same(reopened):
    before = set(reopened("HIGH").values_list("code", "due_at", "owner_id"))

    assert before and not any(rebuilding.rebuild(apply_changes=False).values())
