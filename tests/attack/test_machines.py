"""Whatever a machine sends: never a failure of ours, always problem details."""

import json

import pytest

from core.models import Entry
from incidents.models import Incident

pytestmark = pytest.mark.django_db

POSTS = (
    "/api/v1/calls/",
    "/api/v1/custody-events/",
    "/api/v1/custody-events/corrections/",
    "/api/v1/custody-events/withdrawals/",
    "/api/v1/assessments/",
    "/api/v1/assessments/00000000-0000-0000-0000-000000000000/submit/",
)
PEOPLE = [{"role": "victim", "given_name": "A", "family_name": "B"}, {"role": "suspect", "given_name": "C"}]
BROKEN = {
    "nothing": b"",
    "half": b"{",
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "not a number": b'{"a": NaN}',
    "no text": b'{"a": "\xff"}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 20_000,
    "a number of 5,000 digits": b'{"a":' + b"9" * 5000 + b"}",
    "five megabytes": b'{"what": "' + b"x" * 5_000_000 + b'"}',
    "a megabyte": b'{"what": "' + b"x" * 1_000_000 + b'"}',
}


@pytest.fixture
def send(api_for, officer, operator):
    """Return a function that posts raw bytes and gives the answer, an error of ours as an answer too."""
    clients = {"calls": api_for(operator), "other": api_for(officer)}
    for client in clients.values():
        client.raise_request_exception = False

    def sent(path, body, **headers):
        client = clients["calls" if "calls" in path else "other"]
        return client.generic("POST", path, body, content_type="application/json", **headers)

    return sent


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_in_the_agreed_form(send, path, name):
    for headers in ({}, {"HTTP_IDEMPOTENCY_KEY": f"{name} {path}"}):
        answer = send(path, BROKEN[name], **headers)
        assert 400 <= answer.status_code < 500, (answer.status_code, answer.content[:200])
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"weapon": "\ud800"},
        {"\ud800": True},
        {"a\x00b": True},
        {"weapon": "a\x00b"},
        {"x" * 500: True},
        {"weapon": []},
    ],
)
def test_facts_that_no_database_can_hold_are_refused(send, facts):
    answer = send("/api/v1/calls/", json.dumps({"channel": "999", "people": PEOPLE, "facts": facts}).encode())

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert not Incident.objects.exists()


def test_facts_in_any_language_are_kept(send):
    facts = {"what she said": "Ő azt mondta 😀", "weapon": True}
    answer = send("/api/v1/calls/", json.dumps({"channel": "999", "people": PEOPLE, "facts": facts}).encode())

    assert answer.status_code == 201
    assert Incident.objects.get().facts == facts


def test_a_person_named_twice_in_one_part_is_in_the_call_once(send, case):
    people = [
        {"role": "victim", "person_id": str(case.victim_id)},
        {"role": "victim", "person_id": str(case.victim_id)},
        {"role": "suspect", "person_id": str(case.suspect_id)},
    ]
    answer = send("/api/v1/calls/", json.dumps({"channel": "999", "people": people}).encode())

    assert answer.status_code == 201, answer.content[:300]
    assert answer.json()["cases"] == [str(case.pk)]


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/cases/x/timeline/", "/api/v2/"])
def test_an_address_that_is_none_is_refused_in_the_agreed_form(api_for, operator, path):
    answer = api_for(operator).get(path)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_failure_of_ours_says_nothing_of_itself(api_for, operator, monkeypatch):
    from incidents import api

    def fail(*args, **kwargs):
        raise RuntimeError("Zephyrine Quillfeather")

    monkeypatch.setattr(api.queries, "person", fail)
    client = api_for(operator)
    client.raise_request_exception = False
    answer = client.get("/api/v1/people/00000000-0000-0000-0000-000000000000/flags/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "Zephyrine" not in answer.content.decode()


def test_a_key_is_its_officers_own_and_bound_to_one_body_and_path(send, api_for, everybody):
    body = json.dumps({"channel": "999", "people": PEOPLE}).encode()
    first = send("/api/v1/calls/", body, HTTP_IDEMPOTENCY_KEY="k1")
    again = send("/api/v1/calls/", body, HTTP_IDEMPOTENCY_KEY="k1")
    other_body = send("/api/v1/calls/", body.replace(b"999", b"101"), HTTP_IDEMPOTENCY_KEY="k1")
    somebody = api_for(everybody["control_supervisor"]).generic(
        "POST", "/api/v1/calls/", body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="k1"
    )

    assert first.json() == again.json()
    assert other_body.status_code == 422
    assert somebody.status_code == 201 and somebody.json()["id"] != first.json()["id"]
    assert Incident.objects.count() == 2
