"""The door for custody, court and prison systems."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Duty
from custody.models import CustodyEvent
from custody.states import Kind
from incidents import services as incidents
from people.models import Person

PATH = "/api/v1/custody-events/"


@pytest.fixture
def send(api_for, officer, case):
    """Return a function that posts one message; any field may be replaced, None leaves it out."""
    client = api_for(officer)

    def sent(key=None, **changes):
        body = {
            "source": "prison",
            "source_event_id": "r-1",
            "kind": "RELEASED",
            "suspect": str(case.suspect_id),
            "effective_at": "2026-11-16T09:00:00Z",
            "details": {"route": "LICENCE"},
        } | changes
        headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
        text = json.dumps({name: value for name, value in body.items() if value is not None})
        return client.post(PATH, text, content_type="application/json", **headers)

    return sent


def test_a_message_is_answered_with_the_event_its_cases_their_positions_and_the_duties(send, case, officer):
    answer = send()

    assert answer.status_code == 201
    body = answer.json()
    assert body["cases"] == [str(case.pk)]
    assert body["positions"][0]["status"] == "ON_LICENCE"
    assert {duty["code"] for duty in body["duties"]} == {
        "TELL_VICTIM_RELEASE",
        "REASSESS_RELEASE",
        "REVIEW_PLAN_RELEASE",
    }
    assert {duty["owner"] for duty in body["duties"]} == {str(officer.pk)}
    assert all(duty["due_at"] for duty in body["duties"])


@pytest.mark.parametrize("keys", [(None, None), ("a", "a"), ("a", "b"), (None, "a")])
def test_the_same_message_again_gets_the_same_answer_and_leaves_one_event(send, keys):
    first, second = (send(key) for key in keys)

    assert (second.status_code, second.json()) == (201, first.json())
    assert CustodyEvent.objects.count() == 1
    assert Duty.objects.filter(code="REASSESS_RELEASE").count() == 1


def test_the_same_moment_in_another_time_zone_is_the_same_message(send):
    first = send(effective_at="2026-07-01T10:00:00+01:00")

    assert send(effective_at="2026-07-01T09:00:00Z").json() == first.json()


def test_other_content_under_the_same_number_is_a_problem_that_names_the_number(send):
    send()

    answer = send(details={"route": "TEMPORARY"})

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == ["source_event_id"]


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"suspect": "nobody"}, 422, "suspect"),
        ({"case": "the one of Monday"}, 400, "case"),
        ({"effective_at": "2036-01-01T00:00:00Z"}, 422, "effective_at"),
        ({"details": {"bail_ends_on": "soon"}}, 422, "bail_ends_on"),
        ({"kind": "DANCED"}, 400, "kind"),
        ({"kind": None}, 400, "kind"),
        ({"source": " "}, 400, "source"),
        ({"effective_at": "yesterday"}, 400, "effective_at"),
        ({"effective_at": "2026-11-16T09:00:00"}, 400, "effective_at"),
        ({"suspect": "\ud800"}, 400, "suspect"),
        ({"kind": "\ud800"}, 400, "kind"),
        ({"details": {"\ud800": 1}}, 422, "details"),
        ({"details": ["a list"]}, 400, "details"),
        ({"source_event_id": "a\x00b"}, 400, "source_event_id"),
    ],
)
def test_a_message_that_cannot_be_used_is_a_problem_that_names_the_field(send, changes, status, field):
    answer = send(**changes)

    assert answer.status_code == status
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert CustodyEvent.objects.count() == 0


def test_a_time_without_its_zone_is_refused_in_a_plain_sentence(send):
    answer = send(effective_at="2026-07-01T09:00:00")

    assert [error["message"] for error in answer.json()["errors"]] == [
        "Give the time with its time zone, such as 2027-02-23T10:00:00Z."
    ]
    assert send(effective_at="2026-07-01T09:00:00+01:00").json()["effective_at"] == "2026-07-01T08:00:00+00:00"


def test_the_senders_own_number_of_the_suspect_will_do(send, case):
    Person.objects.filter(pk=case.suspect_id).update(source="import", external_id="p-17")

    assert send(suspect="p-17").json()["cases"] == [str(case.pk)]


def test_a_number_that_several_senders_use_for_different_people_is_refused(send, case):
    Person.objects.filter(pk=case.suspect_id).update(source="one", external_id="p-17")
    Person.objects.filter(pk=case.victim_id).update(source="two", external_id="p-17")

    assert send(suspect="p-17").status_code == 422


def test_details_that_no_rule_uses_are_kept_and_pointed_out(send):
    assert send(details={"bail_end_on": "2027-01-01"}).json()["unused"] == ["bail_end_on"]


def test_a_restricted_case_is_reached_and_not_shown(send, case, neighbourhood, api_for, safeguarding, days, officer):
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=days(0))
    stranger = api_for(neighbourhood)

    answer = stranger.post(
        PATH,
        {
            "source": "prison",
            "source_event_id": "r-2",
            "kind": "RELEASED",
            "suspect": str(case.suspect_id),
            "effective_at": "2026-11-16T09:00:00Z",
        },
    )

    assert answer.status_code == 201
    assert (answer.json()["cases"], answer.json()["positions"], answer.json()["duties"]) == ([], [], [])
    assert Duty.objects.filter(case_id=case.pk, code="REASSESS_RELEASE").exists()


def test_a_restricted_case_named_by_a_stranger_looks_like_one_that_is_not_there(
    api_for, case, neighbourhood, safeguarding, days
):
    incidents.restrict_case(case_id=case.pk, officers=[], by=safeguarding, at=days(0))
    body = {
        "source": "prison",
        "source_event_id": "r-3",
        "kind": "RELEASED",
        "suspect": str(case.suspect_id),
        "effective_at": "2026-11-16T09:00:00Z",
    }
    stranger = api_for(neighbourhood)

    hidden = stranger.post(PATH, body | {"case": str(case.pk)})
    missing = stranger.post(PATH, body | {"case": "00000000-0000-7000-8000-000000000000", "source_event_id": "r-4"})

    numbers = {"id": "", "source_event_id": ""}
    assert hidden.status_code == missing.status_code == 201
    assert hidden.json() | numbers == missing.json() | numbers


def test_only_those_who_record_custody_may_send(api_for, auditor, officer, case):
    body = {
        "source": "prison",
        "source_event_id": "r-1",
        "kind": "RELEASED",
        "suspect": str(case.suspect_id),
        "effective_at": "2026-11-16T09:00:00Z",
    }

    assert api_for(auditor).post(PATH, body).status_code in (403, 422)
    assert CustodyEvent.objects.count() == 0
    assert api_for(officer).post(PATH, body).status_code == 201


HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["9999-12-31", "\x00", "0001-01-01T00:00:00Z", "RELEASED", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["conditions", "bail_ends_on", "release_on", "hearing_at", "months", "by_court", "order", "route", "note", "x"]
)


@given(
    body=st.fixed_dictionaries(
        {},
        optional={
            "source": HOSTILE,
            "source_event_id": HOSTILE,
            "suspect": HOSTILE,
            "case": HOSTILE,
            "kind": HOSTILE | st.sampled_from(Kind.values),
            "effective_at": HOSTILE,
            "details": HOSTILE | st.dictionaries(NAMES, HOSTILE, max_size=3),
        },
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_message_whatever_breaks_the_door(send, body):
    assert send(**body).status_code in (201, 400, 422)


@given(details=st.dictionaries(NAMES, HOSTILE, max_size=4), kind=st.sampled_from(Kind.values), number=st.uuids())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_details_whatever_break_the_door(send, details, kind, number):
    answer = send(details=details, kind=kind, source_event_id=str(number))

    assert answer.status_code in (201, 400, 422)
