"""The checks of a call: made with it, answered by somebody, handed over only by acceptance, and passed on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refused, Stale
from core.models import Duty
from custody import services as custody
from incidents import services
from incidents.models import Check
from incidents.presenters import checks as presenters
from law.checks import LIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(incident, operator, at):
    """Return a function that answers checks of the incident: answer("PNC", "FOUND", "Warning signal")."""

    def answered(code, result="NOTHING", note="", by=operator, **more):
        answers = [{"code": code, "result": result, "note": note} | more]
        return services.answer_checks(incident_id=incident.pk, answers=answers, by=by, at=at)

    return answered


def open_duty(code):
    """Return the open duty of a code, or None."""
    return Duty.objects.filter(code=code, ended_at=None).first()


def test_a_domestic_call_has_its_checks_and_the_control_room_owes_them(incident, operator):
    duty = open_duty("DO_CHECKS")

    assert {check.code for check in incident.checks.all()} == set(LIST.codes)
    assert all(check.owner is None and not check.result for check in incident.checks.all())
    assert (duty.owner_id, duty.role) == (operator.pk, "CONTROL")


def test_a_call_between_strangers_has_no_checks(call, everybody, at):
    incident = call(at, connected="NO")

    assert not incident.checks.exists()
    assert open_duty("DO_CHECKS") is None


def test_a_call_that_turns_out_to_be_domestic_gets_its_checks_then(call, everybody, at, operator):
    incident = call(at, connected="NO")

    services.regrade(incident_id=incident.pk, grade="HIGH", connected="YES", by=operator, at=at)

    assert incident.checks.count() == len(LIST.codes)
    assert open_duty("DO_CHECKS").subject_id == incident.pk


@pytest.mark.parametrize(("left_out", "done"), [(0, True), (1, False)])
def test_the_duty_ends_with_the_last_check(incident, operator, at, left_out, done):
    codes = LIST.codes[left_out:]

    services.answer_checks(
        incident_id=incident.pk,
        answers=[{"code": code, "result": "NOTHING"} for code in codes],
        by=operator,
        at=at,
    )

    assert (open_duty("DO_CHECKS") is None) is done


@pytest.mark.parametrize("result", ["FOUND", "NOT_POSSIBLE"])
def test_an_answer_other_than_nothing_needs_words(answer, result):
    with pytest.raises(Refused) as refused:
        answer("PNC", result)
    assert refused.value.field == "note_PNC"

    answer("PNC", result, "PNC is down until six" if result == "NOT_POSSIBLE" else "Wanted on warrant")
    assert Check.objects.get(code="PNC").result == result


def test_an_answer_may_be_given_again_and_the_first_one_is_kept(answer):
    answer("PNC", "NOT_POSSIBLE", "PNC is down")
    answer("PNC", "FOUND", "Wanted on warrant")

    check = Check.objects.get(code="PNC")
    assert check.note == "Wanted on warrant"
    assert list(check.history.order_by("history_id").values_list("note", flat=True)) == [
        "PNC is down",
        "Wanted on warrant",
    ]


def test_nobody_writes_over_an_answer_that_they_have_not_read(answer, at):
    answer("PNC", "FOUND", "Wanted on warrant", seen="")

    with pytest.raises(Stale) as stale:
        answer("PNC", "NOTHING", seen="")
    assert "Wanted on warrant" in str(stale.value.changes)

    answer("PNC", "NOTHING", seen=at.isoformat())
    assert Check.objects.get(code="PNC").result == "NOTHING"


def test_a_check_of_no_list_is_refused(answer):
    with pytest.raises(Refused):
        answer("PALMISTRY")


def test_whoever_may_not_make_checks_is_refused(answer, everybody):
    with pytest.raises(Refused):
        answer("PNC", by=everybody["auditor"])


def test_a_check_that_is_handed_over_moves_only_when_it_is_taken_over(incident, operator, officer, at):
    check = incident.checks.get(code="PND")

    services.offer_check(check_id=check.pk, to_id=officer.pk, by=operator, at=at)
    check.refresh_from_db()
    assert check.owner is None
    assert open_duty("ACCEPT_CHECK").owner_id == officer.pk

    services.accept_check(check_id=check.pk, by=officer, at=at)
    check.refresh_from_db()
    assert (check.owner, check.offered_to) == (officer, None)
    assert open_duty("ACCEPT_CHECK") is None
    assert open_duty("DO_CHECK_TAKEN_OVER").owner_id == officer.pk


def test_the_duty_of_a_check_taken_over_ends_with_its_answer(incident, operator, officer, at, answer):
    check = incident.checks.get(code="PND")
    services.offer_check(check_id=check.pk, to_id=officer.pk, by=operator, at=at)
    services.accept_check(check_id=check.pk, by=officer, at=at)

    answer("PNC", by=officer)
    assert open_duty("DO_CHECK_TAKEN_OVER")

    answer("PND", by=officer)
    assert open_duty("DO_CHECK_TAKEN_OVER") is None


def test_a_check_that_is_refused_stays_with_the_control_room(incident, operator, officer, at):
    check = incident.checks.get(code="PND")
    services.offer_check(check_id=check.pk, to_id=officer.pk, by=operator, at=at)
    with pytest.raises(Refused):
        services.refuse_check(check_id=check.pk, reason=" ", by=officer, at=at)

    services.refuse_check(check_id=check.pk, reason="No terminal in this car", by=officer, at=at)

    check.refresh_from_db()
    assert (check.owner, check.offered_to) == (None, None)
    assert open_duty("ACCEPT_CHECK") is None
    assert open_duty("DO_CHECKS")


def test_only_the_officer_asked_can_take_a_check_over(incident, operator, officer, other_officer, at):
    check = incident.checks.get(code="PND")
    services.offer_check(check_id=check.pk, to_id=officer.pk, by=operator, at=at)

    with pytest.raises(Refused):
        services.accept_check(check_id=check.pk, by=other_officer, at=at)


@pytest.mark.parametrize("who", ["operator", "auditor"])
def test_a_check_cannot_be_handed_to_oneself_or_to_somebody_who_may_not_make_it(incident, operator, everybody, at, who):
    check = incident.checks.get(code="PND")

    with pytest.raises(Refused):
        services.offer_check(check_id=check.pk, to_id=everybody[who].pk, by=operator, at=at)


def test_answers_are_passed_on_once_and_a_new_answer_is_to_be_passed_on_anew(incident, operator, at, answer):
    with pytest.raises(Refused):
        services.relay_checks(incident_id=incident.pk, to="Lima 21", by=operator, at=at)

    answer("PNC", "FOUND", "Warning: weapons")
    services.relay_checks(incident_id=incident.pk, to="Lima 21", by=operator, at=at)
    check = Check.objects.get(code="PNC")
    assert (check.relayed_to, check.relayed_at, check.relayed_by) == ("Lima 21", at, operator)

    answer("PNC", "FOUND", "Wanted as well")
    check.refresh_from_db()
    assert check.relayed_at is None


@pytest.mark.parametrize(
    "changes",
    [
        {"result": "FOUND", "note": "Wanted"},
        {"offered_at": "2026-11-16T10:00Z"},
        {"relayed_to": "Lima 21"},
        {"note": "Words without an answer"},
    ],
)
def test_the_database_takes_no_half_an_answer(incident, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(incident=incident, code="PNC").update(**changes)


def test_what_the_house_knows_is_shown_to_begin_with(case, call, everybody, at):
    custody.record_event(
        suspect_id=case.suspect_id,
        kind="BAIL_GRANTED",
        effective_at=at,
        details={
            "bail_ends_on": "2026-12-20",
            "conditions": [{"kind": "NO_CONTACT", "text": "Not to contact Asha Vale"}],
        },
        by=everybody["sergeant"],
        at=at,
    )
    people = [{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    later = at + timedelta(days=1)
    incident = call(later, people=people)

    pairs = incident.allegations.all()
    known = presenters.known(incident, pairs=pairs, reader=everybody["operator"], at=later)

    assert "Domestic" in known["LOCAL"][0]["text"]
    assert any("Not to contact Asha Vale" in line["text"] for line in known["BAIL"])
    assert known["ORDERS"] == []
    assert "PNC" not in known


def test_the_page_asks_shows_what_is_known_and_keeps_what_was_typed(client_for, incident, operator):
    browser = client_for(operator)
    address = reverse("checks", args=[incident.pk])

    page = browser.get(address).content.decode()
    assert page.count("Could not be made") == len(LIST.codes)

    refused = browser.post(address, {"result_PNC": "FOUND", "note_PNC": "", "result_PND": "NOTHING"})
    assert refused.status_code == 409
    assert "Police National Computer: say what was found." in refused.content.decode()
    assert not Check.objects.exclude(result="").exists()

    saved = browser.post(address, {"result_PNC": "FOUND", "note_PNC": "Warning: weapons"}, follow=True)
    assert "Warning: weapons" in saved.content.decode()
    assert "6 not answered yet" in saved.content.decode()


def test_words_without_an_answer_are_not_lost(client_for, incident, operator):
    page = client_for(operator).post(reverse("checks", args=[incident.pk]), {"note_PNC": "Warning: weapons"})

    assert page.status_code == 422
    assert "Warning: weapons" in page.content.decode()


def test_every_small_page_of_a_check_opens(client_for, incident, operator, officer, at):
    check = incident.checks.get(code="PND")
    for name in ("check", "check_offer"):
        assert client_for(operator).get(reverse(name, args=[check.pk])).status_code == 200

    client_for(operator).post(reverse("check_offer", args=[check.pk]), {"to_id": str(officer.pk)})

    for name in ("check_accept", "check_refuse"):
        assert client_for(officer).get(reverse(name, args=[check.pk])).status_code == 200
    client_for(officer).post(reverse("check_accept", args=[check.pk]), {})
    check.refresh_from_db()
    assert check.owner == officer


def test_a_machine_answers_a_check_once_for_its_key(api_for, incident, operator):
    machine, address = api_for(operator), reverse("api_checks", args=[incident.pk])
    body = {"answers": [{"code": "PNC", "result": "FOUND", "note": "Warning: weapons"}]}

    first = machine.post(address, body, format="json", headers={"Idempotency-Key": "pnc-1"})
    again = machine.post(address, body, format="json", headers={"Idempotency-Key": "pnc-1"})

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Check.objects.get(code="PNC").note == "Warning: weapons"
    assert machine.get(address).json()["checks"][2]["result"] == "FOUND"


def test_checks_of_a_restricted_case_are_not_there_for_others(client_for, api_for, case, incident, everybody, at):
    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    check = incident.checks.first()

    browser = client_for(everybody["operator"])

    assert browser.get(reverse("checks", args=[incident.pk])).status_code == 404
    assert browser.get(reverse("check", args=[check.pk])).status_code == 404
    assert api_for(everybody["operator"]).get(reverse("api_checks", args=[incident.pk])).status_code == 404


@pytest.mark.parametrize("name", ["checks"])
def test_the_pages_ask_the_database_at_most_fifteen_times(client_for, case, incident, operator, answer, name):
    answer("PNC", "FOUND", "Warning: weapons")
    browser = client_for(operator)

    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse(name, args=[incident.pk]))

    queries = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(queries) <= 15, queries
