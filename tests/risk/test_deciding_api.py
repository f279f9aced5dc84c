"""What is decided about an assessment, for machines: the same permissions and sentences as on the pages."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from law import clocks
from risk.models import Downgrade, Recommendation, Review
from tests.risk.test_second_reads import read

pytestmark = pytest.mark.django_db
ASSESSMENTS, DOWNGRADES = "/api/v1/assessments/", "/api/v1/downgrades/"
REVIEW = {"grade": "HIGH", "reasons": "The records say more"}


@pytest.fixture
def send(api_for, monkeypatch, at):
    """Return a function that posts as somebody, an hour after `at`; everything gets a key."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(hours=1))

    def posted(by, path, body, key=None):
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return api_for(by).post(path, body, format="json", headers=headers)

    return posted


def test_a_supervisor_sends_back_exactly_what_was_read(submit, everybody, send, at):
    submitted = submit()
    path = f"{ASSESSMENTS}{submitted.pk}/return/"
    body = {"content_hash": submitted.content_hash, "reason": "Where were the children?"}

    assert send(everybody["officer"], path, body).status_code == 403
    assert send(everybody["sergeant"], path, body | {"content_hash": "0" * 64}).status_code == 409
    assert send(everybody["sergeant"], path, {"content_hash": submitted.content_hash}).status_code == 400
    for _ in range(2):
        done = send(everybody["sergeant"], path, body, key="a")
        assert (done.status_code, done.json()["state"]) == (200, "RETURNED")
        assert done.json()["returned_reason"] == "Where were the children?"


def test_a_specialist_reviews_and_recommends_and_nobody_else_does(sign_off, everybody, send, case, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")
    path, day = f"{ASSESSMENTS}{signed.pk}/review/", clocks.london_day(at)
    wanted = {"measure": "WELFARE_CALLS", "owner": str(everybody["officer"].pk), "due_on": day.isoformat()}
    body = REVIEW | {"recommendations": [wanted]}

    for name in ("officer", "sergeant", "safeguarding", "auditor"):
        assert send(everybody[name], path, body).status_code == 403, name
    for wrong in ({"owner": str(uuid.uuid4())}, {"measure": "DRAGON"}, {"due_on": (day - timedelta(1)).isoformat()}):
        refused = send(everybody["cru"], path, REVIEW | {"recommendations": [wanted | wrong]})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "recommendations"), wrong
    for _ in range(2):
        done = send(everybody["cru"], path, body, key="a")
        assert (done.status_code, done.json()["reviewed_grade"]) == (200, "HIGH")
    assert (Review.objects.count(), Recommendation.objects.count()) == (1, 1)
    case.refresh_from_db()
    assert case.risk_level == "HIGH"


@pytest.mark.usefixtures("read_twice")
def test_what_is_read_twice_is_not_reviewed_and_an_arbiter_decides_once_both_are_in(
    signed, everybody, send, api_for, at
):
    cru, other, arbiter = everybody["cru"], everybody["other_cru"], everybody["safeguarding"]
    path, reads = f"{ASSESSMENTS}{signed.pk}/arbitrate/", f"{ASSESSMENTS}{signed.pk}/reads/"
    body = {"grade": "HIGH", "reasons": "Both have a point"}
    assert "Two specialists read" in send(cru, f"{ASSESSMENTS}{signed.pk}/review/", REVIEW).json()["detail"]
    first = {
        "grade": "HIGH",
        "reasons": "Quillfeather",
        "recommendations": [{"measure": "OTHER", "what": "Thistlewick"}],
    }
    first["recommendations"][0]["due_on"] = clocks.london_day(at).isoformat()
    assert send(cru, reads, first).status_code == 201

    for who in (other, arbiter):
        told = [api_for(who).get(path), send(who, path, body), send(who, f"{ASSESSMENTS}{signed.pk}/review/", REVIEW)]
        told += [api_for(who).get(f"{ASSESSMENTS}{signed.pk}/")]
        said = b"".join(each.content for each in told)
        assert b"Quillfeather" not in said and b"Thistlewick" not in said, who
    assert api_for(arbiter).get(path).json()["reads"] == []
    assert send(arbiter, path, body).status_code == 422

    read(signed, other, at, grade="MEDIUM")

    assert [each["grade"] for each in api_for(arbiter).get(path).json()["reads"]] == ["HIGH", "MEDIUM"]
    assert send(cru, path, body).status_code == 403
    for _ in range(2):
        done = send(arbiter, path, body, key="b")
        assert (done.status_code, done.json()["reviewed_grade"]) == (200, "HIGH")
    assert Recommendation.objects.get().what == "Thistlewick"
    assert "decided already" in send(arbiter, path, body).json()["detail"]


@pytest.fixture
def proposed(sign_off, everybody, send, at):
    """A lower level that a specialist proposed by machine."""
    signed = sign_off(grade="HIGH", grade_reasons="He found her")
    until = (clocks.london_day(at) + timedelta(days=7)).isoformat()
    path, body = (
        f"{ASSESSMENTS}{signed.pk}/downgrades/",
        {"grade": "MEDIUM", "reason": "He is in prison", "until_on": until},
    )
    assert send(everybody["officer"], path, body).status_code == 403
    assert send(everybody["cru"], path, body | {"grade": "HIGH"}).json()["errors"][0]["field"] == "grade"
    for _ in range(2):
        done = send(everybody["cru"], path, body, key="a")
        assert (done.status_code, done.json()["state"]) == (201, "PROPOSED")
    assert "in prison" not in json.dumps(done.json())
    return Downgrade.objects.get()


@pytest.mark.parametrize(
    ("act", "body", "state", "level"),
    [("agree", {}, "AGREED", "MEDIUM"), ("refuse", {"note": "He is out on Monday"}, "REFUSED", "HIGH")],
)
def test_a_level_is_lowered_by_a_second_person_or_not_at_all(proposed, everybody, send, case, act, body, state, level):
    path = f"{DOWNGRADES}{proposed.pk}/{act}/"
    for name in ("cru", "other_cru", "sergeant"):
        assert send(everybody[name], path, body).status_code == 403, name
    for _ in range(2):
        done = send(everybody["safeguarding"], path, body, key="c")
        assert (done.status_code, done.json()["state"]) == (200, state)
    case.refresh_from_db()
    assert case.risk_level == level
    assert send(everybody["safeguarding"], path, body).status_code == 422


def test_a_refusal_without_a_reason_changes_nothing(proposed, everybody, send):
    refused = send(everybody["safeguarding"], f"{DOWNGRADES}{proposed.pk}/refuse/", {})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "note")
    proposed.refresh_from_db()
    assert proposed.state == "PROPOSED"


def test_the_description_of_the_api_tells_of_each_and_of_what_it_takes():
    described = SchemaGenerator().get_schema(request=None, public=True)
    about = "/api/v1/assessments/{assessment_id}/"
    takes = {
        about + "return/": "SendBack",
        about + "review/": "ReviewGrade",
        about + "arbitrate/": "ReviewGrade",
        about + "downgrades/": "ProposeDowngrade",
        "/api/v1/downgrades/{downgrade_id}/agree/": "AgreeDowngrade",
        "/api/v1/downgrades/{downgrade_id}/refuse/": "RefuseDowngrade",
    }
    for path, name in takes.items():
        content = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert content["schema"]["$ref"].endswith(f"/{name}"), path
