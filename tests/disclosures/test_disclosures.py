"""Clare's Law: its clocks, its order, in person only, and never a trace for the suspect's side."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import rebuilding
from core.errors import Absent, Refused
from core.models import Access, Duty, Entry
from disclosures import queries, services, views
from disclosures.models import Step
from incidents import services as incidents
from law.thresholds.figure import Since, always, figure

IN_PERSON = {"to_whom": "AT_RISK", "safe_how": "At the surgery, alone", "in_person": True, "nothing_written": True}
IN_PERSON |= {"read_through": True}


def owed(request):
    """Return {code: due} of what is open about a request."""
    return dict(Duty.objects.filter(subject_id=request.pk, ended_at=None).values_list("code", "due_at"))


def test_a_request_starts_its_three_clocks(receive, safeguarding):
    request = receive()

    assert owed(request) == {
        "DVDS_CHECKS": datetime(2026, 11, 17, 10, tzinfo=UTC),
        "DVDS_FACE_TO_FACE": datetime(2026, 12, 1, tzinfo=UTC),
        "DVDS_WHOLE": datetime(2026, 12, 15, tzinfo=UTC),
    }
    assert set(Duty.objects.filter(subject_id=request.pk).values_list("owner_id", flat=True)) == {safeguarding.pk}


def test_what_the_police_begin_has_nobody_to_meet(receive):
    request = receive(route="KNOW", applicant="POLICE", applicant_name="")

    assert set(owed(request)) == {"DVDS_CHECKS", "DVDS_WHOLE"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"route": "KNOW"}, "applicant"),
        ({"applicant": "POLICE"}, "applicant"),
        ({"applicant_name": " "}, "applicant_name"),
        ({"concern": ""}, "concern"),
        ({"route": "HINT"}, "route"),
    ],
)
def test_a_request_that_does_not_say_who_asks_and_why_is_refused(receive, changes, field):
    with pytest.raises(Refused) as refusal:
        receive(**changes)

    assert refusal.value.field == field


def test_nobody_is_at_risk_from_themselves(receive, case):
    with pytest.raises(Refused, match="one person"):
        receive(subject_id=case.victim_id)


def test_the_panel_decides_only_after_the_checks(receive, step):
    request = receive()

    with pytest.raises(Refused, match="first checks made"):
        step(services.record_decision, request, decision="DISCLOSE", panel="One\nTwo")


def test_one_person_alone_does_not_decide(receive, step):
    request = receive()
    step(services.record_checks, request)

    with pytest.raises(Refused, match="alone") as refusal:
        step(services.record_decision, request, decision="DISCLOSE", panel="D Ash, police")

    assert refusal.value.field == "panel"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"in_person": False}, "in person only"),
        ({"nothing_written": False}, "in writing"),
        ({"to_whom": "APPLICANT"}, "who was told"),
        ({"safe_how": " "}, "safe"),
    ],
)
def test_a_disclosure_is_made_in_person_to_whoever_can_protect_with_nothing_in_writing(decided, step, change, sentence):
    request = decided("DISCLOSE")

    with pytest.raises(Refused, match=sentence):
        step(services.record_disclosure, request, 3, **(IN_PERSON | change))

    assert step(services.record_disclosure, request, 3, **IN_PERSON)
    assert owed(request) == {}


def test_what_the_panel_withheld_is_not_disclosed_and_is_closed_with_words(decided, step):
    request = decided("WITHHOLD")

    with pytest.raises(Refused, match="closed without disclosure"):
        step(services.record_disclosure, request, 3, **IN_PERSON)
    with pytest.raises(Refused, match="what was done"):
        step(services.record_non_disclosure, request, 3, words=" ", read_through=True)
    step(services.record_non_disclosure, request, 3, read_through=True)

    assert owed(request) == {}
    assert Entry.objects.filter(event="disclosures.not_disclosed", subject_id=request.pk).count() == 1


def test_a_closed_request_is_closed(decided, step):
    request = decided("WITHHOLD")
    step(services.record_non_disclosure, request, 3, read_through=True)

    with pytest.raises(Refused, match="it is closed"):
        step(services.withdraw_request, request, 4)


def test_the_database_refuses_a_disclosure_in_writing_and_a_second_end(decided, step, safeguarding, at):
    request = decided("DISCLOSE")
    columns = {"request": request, "taken_at": at, "recorded_at": at, "by": safeguarding, "words": "By letter"}

    with pytest.raises(IntegrityError, match="disclosure_in_person_only"), transaction.atomic():
        Step.objects.create(kind="DISCLOSED", to_whom="AT_RISK", safe_how="By post", **columns)
    step(services.record_disclosure, request, 3, **IN_PERSON)
    with pytest.raises(IntegrityError, match="disclosure_ends_once"), transaction.atomic():
        Step.objects.create(kind="WITHDRAWN", **columns)


def test_the_case_its_story_its_duties_and_its_people_show_nothing_of_a_request(
    receive, case, client_for, api_for, officer, safeguarding
):
    request = receive(concern="heliotrope")

    assert not Entry.objects.filter(case_id=case.pk, event__startswith="disclosures.").exists()
    for path in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/story/",
        f"/people/{case.suspect_id}/",
        f"/people/{case.victim_id}/",
    ):
        for reader in (officer, safeguarding):
            page = client_for(reader).get(path).content.decode().lower()
            main = page.partition("<main")[2]
            assert "heliotrope" not in main
            assert "disclosure" not in main
            assert str(request.pk) not in main
    told = api_for(officer).get(f"/api/v1/cases/{case.pk}/timeline/").content.decode()
    assert "disclosures." not in told


def test_only_those_who_work_on_disclosures_know_of_them(receive, client_for, officer, cru, at):
    request = receive()

    assert client_for(officer).get("/disclosures/").status_code == 403
    assert client_for(officer).get(f"/disclosures/{request.pk}/").status_code == 403
    assert client_for(cru).get(f"/disclosures/{request.pk}/").status_code == 200
    assert Access.objects.filter(officer_id=cru.pk, subject_id=request.pk, what="disclosure").exists()


def test_a_request_about_somebody_hidden_looks_like_one_that_is_not_there(
    receive, case, officer, safeguarding, cru, at
):
    request = receive()
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk, safeguarding.pk], by=safeguarding, at=at)

    with pytest.raises(Absent):
        queries.request(request.pk, reader=cru, at=at + timedelta(minutes=1))


def test_a_request_about_somebody_hidden_is_owed_by_one_who_may_know_and_on_no_other_list(
    receive, case, officer, safeguarding, post, client_for, at
):
    stranger = post("older-hand", "SAFEGUARDING", "safeguarding", since=timedelta(days=6000))
    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)

    request = receive()

    assert set(Duty.objects.filter(subject_id=request.pk).values_list("owner_id", flat=True)) == {safeguarding.pk}
    path = f"/disclosures/{request.pk}/"
    assert path in client_for(safeguarding).get("/?list=team").content.decode()
    page = client_for(stranger).get("/?list=team").content.decode()
    assert path not in page
    assert "isclosure request" not in page


@pytest.mark.parametrize(("year", "refused"), [(1989, True), (1990, False), (2027, True)])
def test_a_receipt_is_neither_ahead_nor_before_days_can_be_counted(receive, at, year, refused):
    received_at = datetime(year, 1, 2, 9, tzinfo=UTC)
    if not refused:
        assert receive(received_at=received_at).received_at == received_at
        return
    with pytest.raises(Refused) as no:
        receive(received_at=received_at)
    assert no.value.field == "received_at"


def test_the_whole_way_is_walked_on_the_pages(case, client_for, safeguarding):
    browser = client_for(safeguarding)
    found = browser.get("/disclosures/new/", {"at_risk": "Asha Vale", "subject": "Dorian Crane"}).content.decode()
    assert str(case.victim_id) in found
    when = {
        f"{name}_{part}": value
        for name in ("received_at", "taken_at")
        for part, value in {"day": "27", "month": "11", "year": "2026", "time": "10:00"}.items()
    }

    answer = browser.post(
        "/disclosures/new/?at_risk=Asha+Vale&subject=Dorian+Crane",
        when
        | {
            "at_risk_id": str(case.victim_id),
            "subject_id": str(case.suspect_id),
            "route": "ASK",
            "applicant": "AT_RISK",
            "concern": "What did he do before?",
        },
    )
    path = answer.url
    first = browser.get(path).content.decode()
    assert "First checks are due 24 hours after it was received." in first
    assert "What is owed" in first
    assert "Late by" in browser.get("/disclosures/").content.decode()
    for end in ("checks/", "disclosure/"):
        assert "Nobody on the side of Dorian Crane may learn" in browser.get(path + end).content.decode()
    for end, more in (
        ("checks/", {}),
        ("meeting/", {}),
        ("decision/", {"decision": "DISCLOSE", "panel": "D Ash, police\nR Lund, probation"}),
        (
            "disclosure/",
            {
                "to_whom": "AT_RISK",
                "in_person": "on",
                "nothing_written": "on",
                "safe_how": "At work",
                "read_through": "on",
            },
        ),
    ):
        assert browser.post(path + end, when | {"words": "Done"} | more).status_code == 302, end

    text = browser.get(path).content.decode()
    assert "Disclosed in person" in text
    assert "Record the" not in text
    assert "No request is open" in browser.get("/disclosures/").content.decode()
    assert "Asha Vale" in browser.get("/disclosures/?list=closed").content.decode()


def test_a_name_left_empty_is_named(client_for, safeguarding):
    answer = client_for(safeguarding).get("/disclosures/new/", {"at_risk": "Asha Vale", "subject": ""})

    assert "Enter name of the person who may be a danger" in answer.content.decode()


def test_the_duties_are_what_the_journal_says(decided, step):
    step(services.record_disclosure, decided("DISCLOSE"), 3, **IN_PERSON)

    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def test_a_long_list_goes_on_on_the_next_page(receive, client_for, safeguarding, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    first, second = receive(), receive(route="KNOW", applicant="POLICE", applicant_name="")

    pages = [client_for(safeguarding).get(f"/disclosures/?page={number}").content.decode() for number in (1, 2)]

    assert [[f"/disclosures/{each.pk}/" in page for each in (first, second)] for page in pages] == [
        [True, False],
        [False, True],
    ]
    assert "Page 1 of 2" in pages[0]


@pytest.mark.parametrize(("since", "enough"), [(15, False), (16, False), (17, True)])
def test_how_many_must_decide_together_is_the_figure_of_the_day_of_the_decision(
    receive, step, since, enough, monkeypatch
):
    lines = (always(2, "Ours", "D"), Since(date(2026, 11, since), 3, "Ours", "D"))
    monkeypatch.setattr("disclosures.policies.T.DVDS_PANEL", figure("DVDS_PANEL", "people", "decide", *lines))
    request = receive()
    step(services.record_checks, request)
    decide = {"decision": "DISCLOSE", "panel": "D Ash, police\nR Lund, probation"}

    if enough:
        assert step(services.record_decision, request, 2, **decide)
    else:
        with pytest.raises(Refused, match="at least 3"):
            step(services.record_decision, request, 2, **decide)


def test_the_page_says_who_owes_what_and_keeps_from_paper_how_the_applicant_is_reached(
    receive, client_for, safeguarding
):
    found = receive(applicant="OTHER", applicant_name="Rowan Vale", applicant_contact="Only through her sister")

    text = client_for(safeguarding).get(f"/disclosures/{found.pk}/").content.decode()

    assert f"Owner: {safeguarding} (you)" in text
    assert re.search(r'<span class="dacase-no-print">\s*Only through her sister</span>', text)
