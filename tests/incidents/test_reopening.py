"""What a case that is opened again owes the victim: what ended with its closing is owed again."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from deaths import services as deaths
from incidents import services
from incidents.models import Case
from incidents.services import cases
from law import clocks


@pytest.fixture
def reopened(case, sergeant, at, days, monkeypatch):
    """Return a function that closes the case at a level of risk and opens it again two days later."""

    def again(level):
        monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
        services.set_risk_level(case.pk, level)
        services.close_case(case_id=case.pk, reason="Nothing is left to do", by=sergeant, at=at)
        services.reopen_case(case_id=case.pk, reason="He is back", by=sergeant, at=days(2))
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


@pytest.fixture
def closed(case, sergeant, at, monkeypatch):
    """The case, closed."""
    monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
    services.close_case(case_id=case.pk, reason="Nothing is left to do", by=sergeant, at=at)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_stays_closed(closed, sergeant, days, reason):
    with pytest.raises(Refused, match="Say why the case is opened again"):
        services.reopen_case(case_id=closed.pk, reason=reason, by=sergeant, at=days(2))

    assert Case.objects.get(pk=closed.pk).state == "CLOSED"


def test_an_open_case_is_not_opened_again_and_keeps_its_reason(closed, sergeant, days):
    services.reopen_case(case_id=closed.pk, reason="He is back", by=sergeant, at=days(2))

    with pytest.raises(Refused, match="open already"):
        services.reopen_case(case_id=closed.pk, reason="Again", by=sergeant, at=days(3))

    assert Case.objects.get(pk=closed.pk).reopen_reason == "He is back"


def test_the_form_asks_why_and_keeps_what_was_typed_and_the_reason_stands_on_the_case_and_the_work_list(
    closed, sergeant, client_for
):
    browser, page = client_for(sergeant), reverse("case_reopen", args=[closed.pk])

    refused = browser.post(page, {"reason": " "})
    assert refused.status_code == 422 and "Why is this case opened again?" in refused.content.decode()
    browser.post(page, {"reason": "He has moved back to her street", "command_id": uuid.uuid4()})

    shown = browser.get(reverse("case", args=[closed.pk])).content.decode()
    assert "Opened again" in shown and "He has moved back to her street" in shown
    assert "Opened again" in (work := browser.get(reverse("work")).content.decode())
    assert work.count("He has moved back to her street") == 1


def test_whoever_gets_a_duty_because_of_it_reads_why_and_nobody_else_does(
    closed, officer, sergeant, neighbourhood, client_for, api_for, days
):
    services.reopen_case(case_id=closed.pk, reason="He is back", by=sergeant, at=days(2))
    made = services.offer_case(case_id=closed.pk, to_id=neighbourhood.pk, must_know="Ring", by=sergeant, at=days(2))
    services.accept_case(offer_id=made.pk, by=neighbourhood, at=days(2))

    found = api_for(neighbourhood).get("/api/v1/duties/", {"case": str(closed.pk)}).json()["results"]

    assert "He is back" in client_for(neighbourhood).get(reverse("work")).content.decode()
    because = {each["code"]: each["reopened_because"] for each in found}
    assert because["ASK_SAFE_CONTACT"] == "He is back"
    assert because["ASSESS"] is None
    assert "He is back" not in client_for(officer).get(reverse("work")).content.decode()


def test_the_journal_holds_none_of_the_words(closed, sergeant, days):
    services.reopen_case(case_id=closed.pk, reason="He is back", by=sergeant, at=days(2))

    assert not Entry.objects.filter(facts__icontains="He is back").exists()
    assert Case.history.filter(id=closed.pk, reopen_reason="He is back").exists()


def test_a_new_report_says_itself_why_the_case_is_open_again(closed, call, sergeant, days):
    involved = [{"role": "victim", "person_id": closed.victim_id}, {"role": "suspect", "person_id": closed.suspect_id}]
    call(days(2), people=involved)

    found = Case.objects.get(pk=closed.pk)
    assert (found.state, found.reopen_reason, found.reopened_at) == ("OPEN", "A new report came in.", days(2))


def test_closed_and_opened_once_more_it_says_the_last_reason(closed, sergeant, days):
    services.reopen_case(case_id=closed.pk, reason="He is back", by=sergeant, at=days(2))
    services.close_case(case_id=closed.pk, reason="He left", by=sergeant, at=days(3))
    services.reopen_case(case_id=closed.pk, reason="He came again", by=sergeant, at=days(4))

    assert Case.objects.get(pk=closed.pk).reopen_reason == "He came again"


def test_the_database_keeps_no_reopening_without_its_reason(case, sergeant, days):
    with pytest.raises(IntegrityError, match="case_reopened_whole"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(reopened_at=days(2), reopened_by=sergeant)
