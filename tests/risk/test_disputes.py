"""A dispute about a risk grade: the higher holds, an arbiter who is neither party decides in time, both are told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import services as accounts
from core import escalation
from core.errors import Refused
from core.models import Duty
from incidents import services as incidents
from law import clocks
from risk import queries, services
from risk.models import Downgrade, GradeDispute, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(sign_off, everybody):
    """An assessment graded medium and signed off by the sergeant."""
    return sign_off(grade="MEDIUM", grade_reasons="He lost his work")


@pytest.fixture
def dispute(case, signed, cru, at):
    """Return a function by which the CRU disputes the grade; any keyword may be replaced."""

    def disputed(wanted="HIGH", **changes):
        arguments = {"case_id": case.pk, "wanted": wanted, "reasons": "Threats that the call did not name"}
        return services.dispute_grade(**(arguments | {"by": cru, "at": at} | changes))

    return disputed


@pytest.fixture
def decide(safeguarding, at):
    """Return a function by which the safeguarding officer decides; any keyword may be replaced."""

    def decided(dispute, grade, **changes):
        arguments = {"dispute_id": dispute.pk, "grade": grade, "reasons": "Heard both", "by": safeguarding, "at": at}
        return services.decide_dispute(**(arguments | changes))

    return decided


def send(client, path, body, key=None):
    """Post to the API."""
    return client.post(f"/api/v1/{path}/", body, format="json", headers={"Idempotency-Key": key} if key else {})


def level(case):
    """Return the level of the case as it stands."""
    case.refresh_from_db()
    return case.risk_level


def owed(code):
    """Return the open duty of a code, or None."""
    return Duty.objects.filter(code=code, ended_at=None).first()


@pytest.mark.parametrize(("wanted", "holds"), [("HIGH", "HIGH"), ("STANDARD", "MEDIUM")])
def test_the_higher_grade_holds_until_it_is_decided(case, dispute, wanted, holds):
    dispute(wanted)

    assert level(case) == queries.current_grade(case.pk) == holds


def test_an_arbiter_who_is_neither_party_owes_it_within_a_day(dispute, cru, sergeant, safeguarding, at):
    dispute()

    duty = owed("DECIDE_DISPUTE")
    assert duty.owner_id == safeguarding.pk
    assert duty.due_at == at + timedelta(hours=24)


def test_where_the_only_arbiter_raised_it_a_named_inspector_owes_it(dispute, safeguarding, control_supervisor):
    dispute(by=safeguarding)

    assert owed("DECIDE_DISPUTE").owner_id == control_supervisor.pk


@pytest.mark.parametrize(("hours", "told"), [(23, False), (24, True), (25, True)])
def test_a_dispute_that_waits_too_long_goes_up(dispute, at, hours, told):
    dispute()

    escalation.sweep(at + timedelta(hours=hours))

    assert (owed("DECIDE_DISPUTE").escalated_to_id is not None) is told


@pytest.mark.parametrize("grade", ["MEDIUM", "HIGH"])
def test_what_the_arbiter_decides_is_the_level_and_is_kept_as_a_review(case, dispute, decide, grade):
    decide(dispute(), grade)

    assert level(case) == grade
    assert Review.objects.get().grade == grade
    assert owed("DECIDE_DISPUTE") is None


def test_lower_than_either_party_said_the_arbiter_alone_lowers_nothing(case, dispute, decide):
    decide(dispute(), "STANDARD")

    waits = Downgrade.objects.get()
    assert (level(case), Review.objects.get().grade, waits.state) == ("MEDIUM", "STANDARD", "PROPOSED")


def test_with_the_party_who_was_for_it_the_arbiter_is_the_second_person(case, dispute, decide, cru, safeguarding, at):
    decide(dispute(wanted="STANDARD"), "STANDARD")

    lowered = Downgrade.objects.get()
    assert (level(case), lowered.proposed_by, lowered.decided_by) == ("STANDARD", cru, safeguarding)
    assert lowered.until_on == clocks.london_day(at) + timedelta(days=28)


def test_both_are_told_and_each_reads_it_alone(case, dispute, decide, cru, sergeant, officer, at):
    row = decide(dispute(), "HIGH")
    assert owed("READ_DISPUTE_RAISED").owner_id == cru.pk
    assert owed("READ_DISPUTE_GRADED").owner_id == sergeant.pk
    with pytest.raises(Refused, match="Only the two"):
        services.read_dispute(dispute_id=row.pk, by=officer, at=at)

    services.read_dispute(dispute_id=row.pk, by=cru, at=at)
    assert (owed("READ_DISPUTE_RAISED"), bool(owed("READ_DISPUTE_GRADED"))) == (None, True)

    services.read_dispute(dispute_id=row.pk, by=sergeant, at=at)
    assert owed("READ_DISPUTE_GRADED") is None


def test_whoever_disputes_the_own_grade_reads_once_and_owes_nothing_more(dispute, decide, sergeant, at):
    row = decide(dispute(by=sergeant), "HIGH")

    services.read_dispute(dispute_id=row.pk, by=sergeant, at=at)

    assert (owed("READ_DISPUTE_RAISED"), owed("READ_DISPUTE_GRADED")) == (None, None)


def test_who_stands_in_for_a_party_that_left_reads_it_for_them(dispute, decide, cru, other_cru, administrator, at):
    row = decide(dispute(), "HIGH")
    accounts.end_posting(posting_id=cru.posting.pk, deputy_id=other_cru.pk, by=administrator, at=at)

    services.read_dispute(dispute_id=row.pk, by=other_cru, at=at)

    assert owed("READ_DISPUTE_RAISED") is None


@pytest.mark.parametrize("side", ["RAISED", "GRADED"])
def test_what_a_party_has_to_read_comes_back_with_them_from_leave(
    dispute, decide, cru, other_cru, sergeant, administrator, at, side
):
    decide(dispute(), "HIGH")
    party, deputy = {"RAISED": (cru, other_cru), "GRADED": (sergeant, other_cru)}[side]
    away = {"officer_id": party.pk, "kind": "LEAVE", "deputy_id": deputy.pk, "by": administrator}
    absence = accounts.record_absence(from_at=at, at=at, **away)
    assert owed(f"READ_DISPUTE_{side}").owner_id == deputy.pk

    accounts.return_from_absence(absence_id=absence.pk, by=administrator, at=at + timedelta(hours=3))

    assert owed(f"READ_DISPUTE_{side}").owner_id == party.pk


def test_while_it_waits_nobody_lowers_the_level_for_a_time(case, signed, dispute, other_cru, safeguarding, at):
    lower = {"assessment_id": signed.pk, "grade": "STANDARD", "reason": "Remanded", "until_on": date(2026, 11, 30)}
    waiting = services.propose_downgrade(**lower, by=other_cru, at=at)
    dispute()

    with pytest.raises(Refused, match="disputed"):
        services.agree_downgrade(downgrade_id=waiting.pk, by=safeguarding, at=at)

    assert level(case) == "HIGH"


def test_neither_party_decides(dispute, decide, safeguarding):
    row = dispute(by=safeguarding)

    with pytest.raises(Refused, match="neither party"):
        decide(row, "HIGH")


def test_nothing_is_decided_twice_or_read_before(dispute, decide, cru, at):
    row = dispute()
    with pytest.raises(Refused, match="not decided yet"):
        services.read_dispute(dispute_id=row.pk, by=cru, at=at)
    decide(row, "HIGH")

    with pytest.raises(Refused, match="decided already"):
        decide(row, "MEDIUM")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"wanted": "MEDIUM"}, "grade that stands"), ({"reasons": " "}, "Say why"), ({"wanted": "AWFUL"}, "Choose")],
)
def test_a_dispute_names_another_grade_and_says_why(dispute, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        dispute(**changes)


def test_one_dispute_at_a_time_and_none_before_a_grade(case, signed, dispute, officer):
    dispute()

    with pytest.raises(Refused, match="disputed this grade already"):
        dispute(by=officer)


def test_without_a_signed_grade_there_is_nothing_to_dispute(case, everybody, at):
    with pytest.raises(Refused, match="No grade is signed off"):
        services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Afraid", by=everybody["officer"], at=at)


def test_a_partner_disputes_through_whoever_speaks_for_them(dispute, marac_coordinator):
    assert dispute(by=marac_coordinator, for_agency="IDVA service").for_agency == "IDVA service"


def test_a_review_while_it_waits_does_not_lower_the_level(case, signed, dispute, other_cru, at):
    dispute()

    services.review_grade(assessment_id=signed.pk, grade="STANDARD", reasons="Read", by=other_cru, at=at)

    assert level(case) == "HIGH"


def test_the_database_refuses_a_party_as_arbiter(dispute, cru, at):
    row = dispute()

    with pytest.raises(IntegrityError, match="grade_dispute_decided_by_neither"), transaction.atomic():
        GradeDispute.objects.filter(pk=row.pk).update(
            decided="HIGH", decision_reasons="Mine", decided_at=at, decided_by=cru
        )


def test_the_case_page_shows_both_sides_and_who_may_decide(case, dispute, safeguarding, officer, client_for):
    row = dispute()
    address = reverse("dispute_decide", args=[row.pk])

    assert address in client_for(safeguarding).get(reverse("case", args=[case.pk])).content.decode()
    shown = client_for(officer).get(reverse("case", args=[case.pk])).content.decode()
    assert "Threats that the call did not name" in shown
    assert address not in shown
    done = client_for(safeguarding).post(address, {"grade": "HIGH", "reasons": "Heard both"})
    assert done.status_code == 302
    assert level(case) == "HIGH"


def test_a_machine_disputes_once_for_its_key_and_an_arbiter_decides(case, signed, cru, safeguarding, api_for):
    said = {"wanted": "HIGH", "reasons": "The partner agency heard threats", "for_agency": "IDVA service"}
    raised = send(api_for(cru), f"cases/{case.pk}/disputes", said, key="a")
    again = send(api_for(cru), f"cases/{case.pk}/disputes", said, key="a")
    assert (raised.status_code, again.json()) == (201, raised.json())
    assert (raised.json()["stands"], raised.json()["wanted"], level(case)) == ("MEDIUM", "HIGH", "HIGH")
    assert "heard threats" not in raised.content.decode()
    assert "DECIDE_DISPUTE" in {duty["code"] for duty in raised.json()["duties"]}

    path = f"disputes/{raised.json()['id']}/decide"
    decision = {"grade": "MEDIUM", "reasons": "Heard both sides"}
    assert send(api_for(cru), path, decision).status_code == 403
    decided = send(api_for(safeguarding), path, decision, key="b")
    assert (decided.status_code, decided.json()["decided"], level(case)) == (200, "MEDIUM", "MEDIUM")

    read = send(api_for(cru), f"disputes/{raised.json()['id']}/read", {})
    assert read.status_code == 200
    listed = api_for(cru).get(f"/api/v1/cases/{case.pk}/disputes/").json()["results"]
    assert [each["decided"] for each in listed] == ["MEDIUM"]


def test_a_machine_hears_why_it_may_not_dispute(case, signed, cru, officer, other_officer, safeguarding, api_for, at):
    refused = send(api_for(cru), f"cases/{case.pk}/disputes", {"wanted": "MEDIUM", "reasons": "It is so"})
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    empty = send(api_for(cru), f"cases/{case.pk}/disputes", {"wanted": "HIGHEST"})
    assert {each["field"] for each in empty.json()["errors"]} == {"wanted", "reasons"}

    incidents.restrict_case(case_id=case.pk, officers=[officer.pk], by=safeguarding, at=at)
    hidden = send(api_for(other_officer), f"cases/{case.pk}/disputes", {"wanted": "HIGH", "reasons": "Threats"})
    assert hidden.status_code == 404
    assert not GradeDispute.objects.exists()
