"""Requests for disclosure by machine: the rules of the page, once for a key, audited, and no word of it in writing."""

import pytest

from core.models import Access, Entry
from disclosures.models import Request, Step
from incidents import services as incidents
from tests.disclosures.test_disclosures import IN_PERSON

pytestmark = pytest.mark.django_db
SECRET = "He was convicted in Leeds"


@pytest.fixture
def send(api_for, safeguarding):
    """Return a function that posts to the API as the safeguarding officer, or as somebody else."""

    def sent(path, body, by=safeguarding, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        return api_for(by).post(f"/api/v1/disclosures/{path}", body, format="json", headers=headers)

    return sent


@pytest.fixture
def asked(case):
    """What a machine sends of a request about the two people of the case."""
    return {
        "at_risk_id": str(case.victim_id),
        "subject_id": str(case.suspect_id),
        "route": "ASK",
        "applicant": "AT_RISK",
        "concern": SECRET,
    }


def test_a_request_goes_from_asked_to_disclosed_in_person(send, asked):
    first, again = send("", asked, key="a"), send("", asked, key="a")
    assert (first.status_code, again.json(), Request.objects.count()) == (201, first.json(), 1)
    assert {each["code"] for each in first.json()["duties"]} == {"DVDS_CHECKS", "DVDS_FACE_TO_FACE", "DVDS_WHOLE"}
    path = first.json()["id"]

    early = send(f"{path}/disclosure/", IN_PERSON | {"words": SECRET})
    assert (early.status_code, "cannot be taken now" in early.json()["detail"]) == (422, True)
    send(f"{path}/checks/", {"words": SECRET})
    send(f"{path}/meeting/", {"words": SECRET})
    alone = send(f"{path}/decision/", {"words": SECRET, "decision": "DISCLOSE", "panel": "D Ash"})
    assert alone.json()["errors"][0]["field"] == "panel"
    send(f"{path}/decision/", {"words": SECRET, "decision": "DISCLOSE", "panel": "D Ash\nR Lund, probation"})
    written = send(f"{path}/disclosure/", IN_PERSON | {"words": SECRET, "nothing_written": False})
    assert written.json()["errors"][0]["field"] == "nothing_written"
    done = send(f"{path}/disclosure/", IN_PERSON | {"words": SECRET})

    assert done.status_code == 200
    assert [each["kind"] for each in done.json()["steps"]] == ["CHECKS", "FACE_TO_FACE", "DECISION", "DISCLOSED"]
    assert (done.json()["next"], done.json()["duties"]) == ([], [])
    assert SECRET not in done.content.decode() and "D Ash" not in done.content.decode()
    assert Entry.objects.filter(subject_id=path, event="disclosures.disclosed").count() == 1


def test_what_was_decided_and_not_made_says_why_and_who_confirmed_it(send, decided, confirmed, sergeant):
    request = decided("DISCLOSE")
    bare = send(f"{request.pk}/none/", {"words": "She said no", "read_through": True})
    assert (bare.status_code, bare.json()["errors"][0]["field"]) == (422, "why_not")

    closed = send(f"{request.pk}/none/", confirmed | {"words": "She said no"})

    last = closed.json()["steps"][-1]
    assert (last["why_not"], last["confirmed_by"]) == ("DECLINED", str(sergeant.pk))
    assert Step.objects.get(kind="NOT_DISCLOSED").confirmed_by == sergeant


def test_a_request_is_withdrawn(send, receive):
    assert send(f"{receive().pk}/withdraw/", {"words": "She rang"}).json()["steps"][-1]["kind"] == "WITHDRAWN"


@pytest.mark.parametrize("both", [True, False])
def test_each_side_is_a_person_on_record_or_somebody_new(send, asked, both):
    new = {"given_name": "Oberon", "family_name": "Quill"}
    sent = asked | {"subject_new": new} | ({} if both else {"subject_id": None})

    answer = send("", sent)

    assert answer.status_code == (400 if both else 201), answer.content


def test_only_those_who_work_on_disclosures_come_in_and_reading_is_written_down(
    receive, api_for, case, officer, cru, safeguarding, at
):
    address = f"/api/v1/disclosures/{receive().pk}/"
    assert api_for(officer).get(address).status_code == 403
    assert api_for(officer).get("/api/v1/disclosures/").status_code == 403

    assert api_for(cru).get(address).json()["at_risk"] == str(case.victim_id)
    assert Access.objects.filter(officer_id=cru.pk, what="disclosure").exists()

    incidents.restrict_case(case_id=case.pk, officers=[safeguarding.pk], by=safeguarding, at=at)
    assert api_for(cru).get(address).status_code == 404
    assert api_for(cru).get("/api/v1/disclosures/").json()["disclosures"] == []


def test_open_and_closed_requests_are_two_lists(send, receive, api_for, safeguarding):
    open_one, closed_one = receive(), receive()
    send(f"{closed_one.pk}/withdraw/", {"words": "She rang"})
    listed = lambda query: [  # noqa: E731
        each["id"] for each in api_for(safeguarding).get(f"/api/v1/disclosures/{query}").json()["disclosures"]
    ]

    assert (listed(""), listed("?list=closed")) == ([str(open_one.pk)], [str(closed_one.pk)])
