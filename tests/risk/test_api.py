"""The same commands for machines."""

import uuid
from pathlib import Path

import pytest

from core.models import Access, Entry
from risk import events, queries, services
from risk.models import Assessment

pytestmark = pytest.mark.django_db
BASE = "/api/v1/assessments/"


def post(client, path, body, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(BASE + path, body, format="json", headers=headers)


def fields(response):
    assert response["Content-Type"] == "application/problem+json"
    return {each["field"] for each in response.json()["errors"]}


def test_an_assessment_is_made_submitted_signed_and_read(case, officer, sergeant, api_for, many_yes):
    made = post(api_for(officer), "", {"case": str(case.pk), "answers": {"injury": "YES"}}, key="a")
    assert made.status_code == 201
    body = made.json()
    assert (body["state"], len(body["missing"]), body["answers"]["injury"]["value"]) == ("DRAFT", 26, "YES")

    sent = {"grade": "HIGH", "answers": many_yes(14), "children": "NONE"}
    submitted = post(api_for(officer), f"{body['id']}/submit/", sent, key="b")
    assert submitted.status_code == 200
    body = submitted.json()
    assert (body["state"], body["yes"], body["visible_high_risk"]) == ("SUBMITTED", 14, True)
    assert "SUPERVISE_ASSESSMENT" in {duty["code"] for duty in body["duties"]}

    signed = post(api_for(sergeant), f"{body['id']}/sign-off/", {"content_hash": body["content_hash"]}, key="c")
    assert signed.status_code == 200
    assert (signed.json()["state"], signed.json()["signed_off_grade"]) == ("SIGNED_OFF", "HIGH")

    read = api_for(officer).get(f"{BASE}{body['id']}/")
    assert read.json()["state"] == "SIGNED_OFF"
    assert Access.objects.filter(officer_id=officer.pk, what="assessment").exists()


def test_the_same_key_and_body_get_the_same_answer(case, officer, api_for):
    first = post(api_for(officer), "", {"case": str(case.pk)}, key="a")
    again = post(api_for(officer), "", {"case": str(case.pk)}, key="a")
    other = post(api_for(officer), "", {"case": str(case.pk), "instrument": "FREQUENCY"}, key="a")
    assert first.json() == again.json()
    assert (again.status_code, other.status_code) == (201, 422)
    assert Entry.objects.filter(event=events.STARTED).count() == 1


def test_missing_answers_are_named_and_the_draft_is_kept(draft, officer, api_for, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    refused = post(api_for(officer), f"{draft.pk}/submit/", {"grade": "HIGH", "children": "NONE"})
    assert refused.status_code == 422
    assert fields(refused) == {"answers"}
    assert "2 (frightened)" in refused.json()["detail"]
    assert queries.values_of(draft) == {"injury": "YES"}


def test_lowered_visible_high_risk_is_refused(draft, officer, api_for, many_yes):
    sent = {"grade": "MEDIUM", "grade_reasons": "Calm", "answers": many_yes(14), "children": "NONE"}
    refused = post(api_for(officer), f"{draft.pk}/submit/", sent)
    assert (refused.status_code, fields(refused)) == (422, {"grade"})
    assert Assessment.objects.get().state == "DRAFT"


def test_a_stale_hash_is_a_conflict_and_an_author_is_refused(case, submit, sergeant, api_for, at):
    own = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    own = submit(assessment_id=own.pk, by=sergeant)
    theirs = submit()
    client = api_for(sergeant)
    assert post(client, f"{theirs.pk}/sign-off/", {"content_hash": "0" * 64}).status_code == 409
    refused = post(client, f"{own.pk}/sign-off/", {"content_hash": own.content_hash})
    assert refused.status_code == 422
    assert "Someone else must sign off" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "case"),
        ({"case": "7"}, "case"),
        ({"case": str(uuid.uuid4()), "answers": ["YES"]}, "answers"),
        ({"case": str(uuid.uuid4()), "answers": {"injury": "MAYBE"}}, "answers.injury"),
        ({"case": str(uuid.uuid4()), "answers": {"injury": None}}, "answers.injury"),
        ({"case": str(uuid.uuid4()), "answers": {"injury": {"value": "YES", "comment": "\x00"}}}, "answers.injury"),
        ({"case": str(uuid.uuid4()), "answers": {"injury": {"value": ["YES"]}}}, "answers.injury"),
        ({"case": str(uuid.uuid4()), "instrument": "CALL_SCRIPT"}, "instrument"),
    ],
)
def test_what_has_the_wrong_shape_is_named_by_field(case, officer, api_for, body, field):
    refused = post(api_for(officer), "", body)
    assert refused.status_code == 400
    assert fields(refused) == {field}


def test_a_case_that_is_not_there_is_a_404(officer, api_for, force):
    assert post(api_for(officer), "", {"case": str(uuid.uuid4())}).status_code == 404


def test_a_role_without_the_permission_is_a_403_and_a_stranger_a_401(case, auditor, api_for, client):
    assert post(api_for(auditor), "", {"case": str(case.pk)}).status_code == 403
    assert client.post(BASE, {"case": str(case.pk)}, content_type="application/json").status_code == 401


@pytest.mark.parametrize("sent", ["LOW", "", ["HIGH"], None, 3])
def test_a_choice_that_is_none_is_refused_with_those_that_there_are(case, draft, officer, api_for, sent):
    refused = post(api_for(officer), f"{draft.pk}/submit/", {"grade": sent, "children": "NONE"})

    assert refused.status_code == 400 and fields(refused) == {"grade"}
    (said,) = [each["message"] for each in refused.json()["errors"]]
    assert said in ("Use one of STANDARD, MEDIUM, HIGH.", "This field may not be null.")


def test_every_choice_that_a_machine_sends_names_the_choices():
    """A plain ChoiceField would say only that it is no valid choice."""
    plain = [str(each) for each in Path().glob("*/serializers.py") if "serializers.ChoiceField" in each.read_text()]

    assert not plain
