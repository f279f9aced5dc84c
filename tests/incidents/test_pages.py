"""The doors of calls and cases: what was typed stays, a no is a sentence, and machines get the same answers."""

import re
import uuid

import pytest
from django.urls import reverse

from core.models import Access, Entry
from incidents.models import Case, Flag, Incident, Offer

pytestmark = pytest.mark.django_db

CALL = {
    "channel": "999",
    "address": "14 Harbour Row",
    "postcode": "ct161aa",
    "what": "Shouting and something broken",
    "kind": "DOMESTIC",
    "children": "NOT_ASKED",
    "people-TOTAL_FORMS": "2",
    "people-INITIAL_FORMS": "0",
    "people-0-role": "victim",
    "people-0-given_name": "Asha",
    "people-0-family_name": "Vale",
    "people-0-born_on": "5/4/1990",
    "people-1-role": "suspect",
    "people-1-given_name": "Dorian",
    "people-1-family_name": "Crane",
    "people-1-relation": "ex_partner",
}


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


def test_a_call_is_logged_by_page_and_the_page_that_confirms_it_shows_the_grade(browser):
    page = browser.post(reverse("log_call"), CALL | {"facts": ["injury"], "violence": "used"}, follow=True)

    incident = Incident.objects.get()
    assert page.redirect_chain == [(reverse("incident", args=[incident.pk]), 302)]
    assert incident.grade == "IMMEDIATE"
    assert incident.address.postcode == "CT16 1AA"
    assert b"Grade: Immediate" in page.content
    assert b"Somebody is hurt" in page.content


def test_the_same_form_sent_twice_is_one_call(browser):
    form = CALL | {"command_id": str(uuid.uuid4())}

    first = browser.post(reverse("log_call"), form)
    second = browser.post(reverse("log_call"), form)

    assert first.url == second.url
    assert Incident.objects.count() == 1


def test_a_refusal_is_a_sentence_and_everything_typed_is_still_there(browser):
    page = browser.post(reverse("log_call"), CALL | {"grade": "SCHEDULED"})

    assert page.status_code == 409
    text = page.content.decode()
    assert "Only a control room supervisor can go lower" in text
    for typed in ("14 Harbour Row", "Shouting and something broken", "Asha", "Crane", "5/4/1990"):
        assert typed in text
    assert not Incident.objects.exists()


def test_a_date_of_birth_that_never_was_is_refused_at_its_field(browser):
    page = browser.post(reverse("log_call"), CALL | {"people-0-born_on": "31/2/1990"})

    assert page.status_code == 422
    assert "is not a day in the calendar" in page.content.decode()
    assert "Shouting and something broken" in page.content.decode()


def test_looking_for_people_saves_nothing_and_shows_who_may_be_meant(browser, case):
    page = browser.post(reverse("log_call"), CALL | {"find": "1", "people-0-given_name": "Aisha"})

    text = page.content.decode()
    assert f'value="0:{case.victim_id}"' in text
    assert Incident.objects.count() == 1, "only the one that was there"


def test_a_chosen_person_stays_chosen_and_what_is_known_is_shown(browser, case):
    page = browser.post(reverse("log_call"), CALL | {"choose": f"0:{case.victim_id}"})

    text = page.content.decode()
    assert f'name="people-0-person_id" value="{case.victim_id}"' in text
    assert "Earlier reports" in text
    assert "Owner: " in text


def test_one_more_row_appears_for_a_child(browser):
    page = browser.post(reverse("log_call"), CALL | {"more": "1"})

    assert 'name="people-2-given_name"' in page.content.decode()


@pytest.mark.parametrize("name", ["call_matches", "call_known"])
def test_the_parts_that_answer_while_typing_answer(browser, case, name):
    address = reverse(name, args=[0] if name == "call_matches" else [])

    page = browser.post(address, {"people-0-family_name": "Vale", "address": "14 Harbour Row", "postcode": "CT16 1AA"})

    assert page.status_code == 200
    assert (b"Vale" if name == "call_matches" else b"At this address") in page.content


@pytest.mark.parametrize("name", ["call_matches", "call_known"])
def test_names_are_never_asked_for_in_an_address(browser, name):
    assert browser.get(reverse(name, args=[0] if name == "call_matches" else [])).status_code == 405


def test_whoever_may_not_log_calls_reads_why(client_for, everybody):
    page = client_for(everybody["auditor"]).get(reverse("log_call"))

    assert page.status_code == 403
    assert "As auditor you may not log a call." in page.content.decode()


def test_nobody_sees_anything_without_signing_in(client, incident):
    for address in (reverse("log_call"), reverse("cases"), reverse("incident", args=[incident.pk])):
        assert client.get(address).url.startswith(reverse("sign_in"))


def test_reading_an_incident_is_written_down(browser, incident, operator):
    browser.get(reverse("incident", args=[incident.pk]))

    row = Access.objects.get(what="incident")
    assert (row.officer_id, row.subject_id) == (operator.pk, incident.pk)


def test_hidden_and_absent_are_the_same_page(client_for, everybody, case, incident, at):
    from incidents import services

    services.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    browser = client_for(everybody["cru"])

    hidden = browser.get(reverse("incident", args=[incident.pk]))
    absent = browser.get(reverse("incident", args=[uuid.uuid4()]))

    assert hidden.status_code == absent.status_code == 404
    assert without_random(hidden) == without_random(absent)


def without_random(page):
    """Return a page without the parts that are random every time."""
    return re.sub(
        r'nonce="[^"]*"|CSRFToken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode()
    )


def test_attendance_by_phone_names_the_children(client_for, officer, incident):
    page = client_for(officer).post(
        reverse("attend", args=[incident.pk]),
        {
            "arrived_at_day": "16",
            "arrived_at_month": "11",
            "arrived_at_year": "2026",
            "arrived_at_time": "08:30",
            "positive_action": "Arrested him",
            "children": "LISTED",
            "children_named": "Iris, Vale, 2019\nTom, Vale, 3/2021",
        },
    )

    case = Case.objects.get()
    assert page.url == reverse("case", args=[case.pk])
    names = set(incident.involvements.filter(role="child").values_list("person__given_name", flat=True))
    assert names == {"Iris", "Tom"}


def test_a_hand_over_by_page(client_for, officer, case, everybody):
    neighbourhood = everybody["neighbourhood"]
    client_for(officer).post(
        reverse("case_offer", args=[case.pk]), {"to_id": str(neighbourhood.pk), "must_know": "Ring after six"}
    )
    offer = Offer.objects.get()
    browser = client_for(neighbourhood)

    assert b"Ring after six" in browser.get(reverse("case_accept", args=[offer.pk])).content
    browser.post(reverse("case_accept", args=[offer.pk]), {})

    offer.refresh_from_db()
    assert offer.state == "ACCEPTED"


def test_a_small_act_meets_its_duty(client_for, officer, case):
    client_for(officer).post(
        reverse("act", args=[case.pk, "refer-support"]), {"note": "Referred to the county service; she agreed"}
    )

    from core.models import Duty

    assert Duty.objects.get(code="SUPPORT_REFERRAL").ended_as == "MET"


PEOPLE = [
    {"role": "victim", "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04"},
    {"role": "suspect", "given_name": "Dorian", "family_name": "Crane", "relation": "ex_partner"},
]


def test_a_call_by_machine_answers_with_everything_at_once(api_for, everybody, case):
    api = api_for(everybody["operator"])
    people = [
        {"role": "victim", "person_id": str(case.victim_id)},
        {"role": "suspect", "person_id": str(case.suspect_id)},
    ]

    answer = api.post(reverse("api_calls"), {"channel": "999", "people": people, "facts": {"violence": "used"}})

    assert answer.status_code == 201, answer.content
    data = answer.json()
    assert data["cases"] == [str(case.pk)]
    assert data["grade"] == "HIGH"
    assert data["grade_reasons"]
    assert "REPEAT_VICTIM" in {flag["flag"] for flag in data["flags"]}
    assert {duty["code"] for duty in data["duties"]} >= {"RECORD_ATTENDANCE_HIGH", "SUPPORT_REFERRAL"}


def test_the_same_key_and_body_get_the_same_answer_and_another_body_is_refused(api_for, everybody):
    api = api_for(everybody["operator"])
    body = {"channel": "999", "people": PEOPLE}

    first = api.post(reverse("api_calls"), body, headers={"Idempotency-Key": "k-1"})
    second = api.post(reverse("api_calls"), body, headers={"Idempotency-Key": "k-1"})
    other = api.post(reverse("api_calls"), body | {"what": "x"}, headers={"Idempotency-Key": "k-1"})

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"people": []}, 400, "people"),
        ({"people": [{"role": "king"}]}, 400, "people.0.role"),
        ({"channel": "pigeon"}, 400, "channel"),
        ({"people": [{"role": "victim", "born_on": "tomorrow"}]}, 400, "people.0.born_on"),
        ({"relationships": [{"kind": "partner", "of": 0, "to": 9}]}, 400, "relationships"),
        ({"facts": {"x": {"nested": 1}}}, 400, "facts"),
        ({"grade": "SCHEDULED"}, 422, "grade"),
        ({"reported_at": "2999-01-01T00:00:00Z"}, 422, "reported_at"),
        ({"kind": "HARASSMENT", "people": [{"role": "victim", "given_name": "A"}], "grade": "HIGH"}, 422, "connected"),
    ],
)
def test_bad_input_from_a_machine_is_answered_with_problem_details(api_for, everybody, change, status, field):
    answer = api_for(everybody["operator"]).post(reverse("api_calls"), {"channel": "999", "people": PEOPLE} | change)

    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert not Incident.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff", b"null"])
def test_what_is_no_json_object_is_never_a_500(api_for, everybody, body):
    answer = api_for(everybody["operator"]).generic("POST", reverse("api_calls"), body, "application/json")

    assert answer.status_code == 400


def test_a_stranger_gets_401_and_a_wrong_role_403(api_for, everybody):
    from rest_framework.test import APIClient

    assert APIClient().post(reverse("api_calls"), {}).status_code == 401
    answer = api_for(everybody["auditor"]).post(reverse("api_calls"), {})
    assert answer.status_code == 403
    assert "may not log a call" in answer.json()["detail"]


def test_flags_and_timeline_by_machine(api_for, officer, case, call, at):
    call(
        at, people=[{"role": "victim", "person_id": case.victim_id}, {"role": "suspect", "person_id": case.suspect_id}]
    )
    api = api_for(officer)

    flags = api.get(reverse("api_person_flags", args=[case.victim_id])).json()["results"]
    timeline = api.get(reverse("api_timeline", args=[case.pk])).json()["results"]

    assert [flag["flag"] for flag in flags] == ["REPEAT_VICTIM"]
    assert len(flags[0]["because"]) == 2
    assert [entry["event"] for entry in timeline][:2] == ["incidents.case_opened", "incidents.call_logged"]
    assert Access.objects.filter(what="case", case_id=case.pk).exists()


def test_nothing_is_flagged_for_people_without_reports(api_for, officer, case):
    assert api_for(officer).get(reverse("api_person_flags", args=[case.suspect_id])).json() == {"results": []}
    assert not Flag.objects.exists()
    assert not Entry.objects.filter(event="incidents.flag_raised").exists()
