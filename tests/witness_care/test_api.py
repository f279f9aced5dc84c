"""The care for a witness by machine: the same commands, once for a key, and nothing of her words or her places."""

from datetime import timedelta

import pytest

from core.models import Access, Duty
from incidents import services as incidents
from tests.witness_care.conftest import SPOKEN
from witness_care.models import DecisionReview, NeedsAssessment, Preparation, StatementOffer

pytestmark = pytest.mark.django_db
HER_WORDS = "She lives at Heron Cottage now"


@pytest.fixture
def send(api_for, witness_carer):
    """Return a function that posts to the API as witness care, or as somebody else."""

    def sent(path, body, by=witness_carer, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        return api_for(by).post(f"/api/v1/{path}/", body, format="json", headers=headers)

    return sent


def test_needs_and_measures_go_from_asked_to_told(case, charge, send):
    asked = SPOKEN | {"needs": ["TRAVEL"], "measures": ["SCREENS"], "said": HER_WORDS}
    first = send(f"cases/{case.pk}/witness/needs", asked, key="a")
    again = send(f"cases/{case.pk}/witness/needs", asked, key="a")
    assert (first.status_code, again.json()) == (201, first.json())
    assert NeedsAssessment.objects.count() == 1
    body = first.json()
    assert (body["needs"], [each["state"] for each in body["measures"]]) == (["TRAVEL"], ["ASKED"])
    assert "Heron" not in first.content.decode()

    path, day = f"special-measures/{body['measures'][0]['id']}", "2026-11-16"
    early = send(f"{path}/tell", SPOKEN)
    assert early.status_code == 422
    for step, sent, state in (
        ("apply", {"applied_on": day, "court": "Dover"}, "APPLIED"),
        ("decide", {"granted": True, "decided_on": day}, "GRANTED"),
        ("tell", SPOKEN, "GRANTED"),
        ("drop", {"reason": "She wants to see him"}, "DROPPED"),
    ):
        answer = send(f"{path}/{step}", sent)
        assert answer.status_code == 200, answer.content
        assert answer.json()["measures"][0]["state"] == state
        assert "wants to see" not in answer.content.decode()


def test_a_hearing_is_changed_gone_through_and_vacated(case, charge, listed, send, witness_carer, days):
    event = listed(20)
    path = f"cases/{case.pk}/hearings/{event.pk}"
    new = {
        "hearing": "TRIAL",
        "hearing_at": days(25).isoformat(),
        "court": "Maidstone",
        "hearing_source": "The court's list",
        "as_at": "2026-11-16",
    }
    changed = send(f"{path}/change", new, key="a")
    assert (changed.status_code, send(f"{path}/change", new, key="a").json()) == (200, changed.json())
    hearing = changed.json()["hearings"][0]
    assert (hearing["court"], hearing["vacated"], len(changed.json()["hearings"])) == ("Maidstone", False, 1)
    assert send(f"{path}/vacate", {"reason": "The old listing"}).status_code == 404

    path = f"cases/{case.pk}/hearings/{hearing['id']}"
    assert send(f"{path}/prepare", SPOKEN | {"said": HER_WORDS}).status_code == 200
    assert Preparation.objects.count() == 1
    vacated = send(f"{path}/vacate", {"reason": "He pleaded guilty"})
    assert (vacated.json()["hearings"][0]["vacated"], vacated.json()["hearings"][0]["id"]) == (True, None)


def test_the_statement_is_offered_and_what_became_of_it_is_recorded(case, charge, send):
    half = send(f"cases/{case.pk}/witness/statement", SPOKEN | {"answer": "MADE"})
    assert (half.status_code, half.json()["errors"][0]["field"]) == (422, "reference")

    made = SPOKEN | {"answer": "MADE", "reading": "SELF", "reference": "Exhibit 12"}
    offered = send(f"cases/{case.pk}/witness/statement", made)
    assert offered.status_code == 201
    assert offered.json()["id"] == str(StatementOffer.objects.get().pk)
    assert "Exhibit" not in offered.content.decode()

    used = send(f"cases/{case.pk}/witness/statement/used", {"use": "READ_BY_VICTIM", "used_on": "2026-11-16"})
    assert [each["use"] for each in used.json()["statement_used"]] == ["READ_BY_VICTIM"]


def test_a_right_is_told_and_a_review_asked_decided_and_told(case, charge, send, sergeant, other_sergeant, owed):
    right = SPOKEN | {"right": "REVIEW", "wish": "WANTS"}
    silent = send(f"cases/{case.pk}/witness/rights", right | {"exception_reason": ""})
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "exception_reason")
    assert send(f"cases/{case.pk}/witness/rights", right).json()["rights"][0]["right"] == "REVIEW"

    asked = send(f"cases/{case.pk}/witness/reviews", {"decision": HER_WORDS})
    review = DecisionReview.objects.get()
    assert (asked.status_code, asked.json()["id"]) == (201, str(review.pk))
    assert owed("DECIDE_REVIEW")
    decision = {"outcome": "UPHELD", "reason": "Both files were read"}
    assert send(f"decision-reviews/{review.pk}/decide", decision).status_code == 403
    decided = send(f"decision-reviews/{review.pk}/decide", decision, by=other_sergeant)
    assert (decided.status_code, decided.json()["reviews"][0]["outcome"]) == (200, "UPHELD")
    told = send(f"decision-reviews/{review.pk}/tell", SPOKEN | {"said": "Told at her sister's"})
    assert told.json()["reviews"][0]["told_at"]
    assert "sister" not in told.content.decode()


def test_reading_is_written_down_and_a_hidden_case_is_not_there(case, send, api_for, witness_carer, safeguarding, at):
    address = f"/api/v1/cases/{case.pk}/witness/"
    assert api_for(witness_carer).get(address).json()["hearings"] == []
    assert Access.objects.filter(officer_id=witness_carer.pk, case_id=case.pk).exists()

    incidents.restrict_case(case_id=case.pk, officers=[safeguarding.pk], by=safeguarding, at=at + timedelta(minutes=1))
    assert api_for(witness_carer).get(address).status_code == 404
    right = SPOKEN | {"right": "REVIEW", "wish": "WANTS"}
    assert send(f"cases/{case.pk}/witness/rights", right).status_code == 404
    assert not Duty.objects.filter(code="DECIDE_REVIEW").exists()
