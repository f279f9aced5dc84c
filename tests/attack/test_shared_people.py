"""Somebody known openly and in a restricted case: found, flagged, and nothing of the restricted case named."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from core.errors import Absent, Refused
from incidents import queries
from incidents import services as incidents
from incidents.models import Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(case, call, officer, everybody, at):
    """The victim of the open case in a second, restricted case with another suspect: the hidden incident."""
    hidden = call(
        at - timedelta(minutes=20),
        people=[
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Oberon", "family_name": "Thistlewick", "relation": "ex_partner"},
        ],
    )
    sealed = hidden.allegations.get().case
    incidents.restrict_case(case_id=sealed.pk, officers=[], by=everybody["safeguarding"], at=at)
    return hidden, sealed


def test_a_repeat_victim_stays_to_be_found_and_the_hidden_suspect_does_not(both, case, everybody):
    from people import queries as people

    _, sealed = both
    found = [match.person.pk for match in people.find(q="Asha Vale", reader=everybody["cru"])]
    assert found == [case.victim_id]
    assert people.find(q="Oberon Thistlewick", reader=everybody["cru"]) == []
    with pytest.raises(Absent):
        people.person(sealed.suspect_id, everybody["cru"])


def test_the_flag_holds_and_its_evidence_leaves_out_the_hidden_incident(both, case, incident, everybody, api_for):
    hidden, _ = both
    answer = api_for(everybody["cru"]).get(reverse("api_person_flags", args=[case.victim_id]))

    repeat = next(each for each in answer.json()["results"] if each["flag"] == "REPEAT_VICTIM")
    assert repeat["because"] == [{"id": str(incident.pk), "number": incident.number}]
    whole = queries.flags_of([case.victim_id], reader=everybody["safeguarding"])
    assert {pk for held, evidence in whole for pk, _ in evidence} == {incident.pk, hidden.pk}


def test_no_page_of_the_open_case_names_the_hidden_incident(both, case, incident, everybody, client_for):
    hidden, sealed = both
    for name in ("cru", "sergeant", "control_supervisor"):
        browser = client_for(everybody[name])
        pages = [
            reverse("case", args=[case.pk]),
            reverse("incident", args=[incident.pk]),
            reverse("person", args=[case.victim_id]),
            reverse("api_timeline", args=[case.pk]),
        ]
        answers = {page: browser.get(page) for page in pages}
        answers["known"] = browser.post(reverse("call_known"), {"people-0-person_id": str(case.victim_id)})
        for page, answer in answers.items():
            if answer.status_code == 403:
                continue
            assert answer.status_code == 200, page
            said = answer.content.decode()
            for mark in (hidden.number, str(hidden.pk), str(sealed.pk), "Thistlewick"):
                assert mark not in said, (name, page, mark)


def test_the_answer_to_a_call_names_no_case_that_the_caller_may_not_see(both, case, api_for, everybody):
    hidden, sealed = both
    people = [
        {"role": "victim", "person_id": str(case.victim_id)},
        {"role": "suspect", "person_id": str(case.suspect_id)},
    ]
    answer = api_for(everybody["control_supervisor"]).post(
        "/api/v1/calls/", {"channel": "999", "people": people}, format="json"
    )

    assert answer.status_code == 201
    said = json.dumps(answer.json())
    assert str(case.pk) in said
    for mark in (str(sealed.pk), str(hidden.pk), hidden.number):
        assert mark not in said


def test_nobody_can_choose_a_hidden_person_in_a_call(case, everybody, api_for, at):
    incidents.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    people = [
        {"role": "victim", "person_id": str(case.victim_id)},
        {"role": "suspect", "person_id": str(case.suspect_id)},
    ]
    client = api_for(everybody["operator"])
    answer = client.post("/api/v1/calls/", {"channel": "999", "people": people}, format="json")
    for person in people:
        person["person_id"] = str(uuid.uuid4())
    absent = client.post("/api/v1/calls/", {"channel": "999", "people": people}, format="json")

    assert (answer.status_code, answer.content) == (404, absent.content)


def test_a_call_that_falls_into_a_hidden_case_is_saved_and_says_so(case, call, everybody, operator, client_for, at):
    """Both people are known openly from other calls; only what is between the two of them is restricted."""
    for known in (
        [
            {"role": "victim", "person_id": case.victim_id},
            {"role": "suspect", "given_name": "Ansel", "family_name": "Reed"},
        ],
        [
            {"role": "victim", "given_name": "Mina", "family_name": "Holt"},
            {"role": "suspect", "person_id": case.suspect_id},
        ],
    ):
        call(at, people=known)
    incidents.restrict_case(case_id=case.pk, officers=[], by=everybody["safeguarding"], at=at)
    sent = {
        "channel": "999",
        "kind": "DOMESTIC",
        "what": "Shouting",
        "children": "NOT_ASKED",
        "people-TOTAL_FORMS": "2",
        "people-INITIAL_FORMS": "0",
        "people-0-role": "victim",
        "people-0-person_id": str(case.victim_id),
        "people-1-role": "suspect",
        "people-1-person_id": str(case.suspect_id),
    }
    before = case.allegations.count()

    answer = client_for(operator).post(reverse("log_call"), sent, follow=True)

    assert case.allegations.count() == before + 1, answer.content.decode()[:2000]
    assert answer.status_code == 200 and "The call is saved." in answer.content.decode()
    assert str(case.pk) not in answer.content.decode()


def test_information_about_an_incident_of_another_case_is_refused(both, case, officer, everybody, at):
    hidden, sealed = both
    from law import clocks

    for reader, incident in ((officer, hidden), (everybody["safeguarding"], hidden)):
        with pytest.raises((Refused, Absent)):
            incidents.add_information(
                case_id=case.pk,
                kind="contact",
                occurred_on=clocks.london_day(at),
                facts={"strangulation": True},
                incident_id=incident.pk,
                by=reader,
                at=at,
            )
    hidden.refresh_from_db()
    assert hidden.facts == {}


def test_identifiers_that_are_none_are_like_those_of_nobody(operator, client_for):
    browser = client_for(operator)
    for text in ("nonsense", "\x00", "' OR 1=1 --", str(uuid.uuid4())):
        assert browser.post(reverse("call_known"), {"people-0-person_id": text}).status_code == 200
        sent = {
            "people-TOTAL_FORMS": "1",
            "people-INITIAL_FORMS": "0",
            "people-0-role": "victim",
            "people-0-person_id": text,
            "find": "1",
        }
        # Looking for people shows the page again; nothing is logged by it.
        assert browser.post(reverse("log_call"), sent).status_code in (200, 404, 422), text
        del sent["find"]
        assert browser.post(reverse("log_call"), sent).status_code in (404, 422), text
    assert not Incident.objects.exists()
