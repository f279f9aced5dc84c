"""What was owed because a read or a dispute let a higher level hold, once it is settled: not owed any more, or done."""

from datetime import timedelta

import pytest

from core import escalation, rebuilding
from core.models import Duty, Entry
from marac import services as marac
from marac.models import Referral
from risk import services
from risk.presenters import SENTENCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]


@pytest.fixture
def disagreed(signed, cru, other_cru, at):
    """An assessment signed off as medium, which one of two specialists read as high and the other as medium."""
    read(signed, cru, at, "HIGH")
    read(signed, other_cru, at, "MEDIUM")
    return signed


@pytest.fixture
def arbitrate(safeguarding, at):
    """Return a function by which the arbiter decides an hour later, or when said."""

    def decided(assessment, grade, hours=1):
        found = {"assessment_id": assessment.pk, "grade": grade, "reasons": "Heard both", "by": safeguarding}
        return services.arbitrate(**found, at=at + timedelta(hours=hours))

    return decided


@pytest.fixture
def refer(case, officer, at):
    """Return a function by which the owner refers the case to MARAC."""
    more = {"judgement_reasons": "Fear", "victim_told": "TOLD", "consent": "AGREES", "idva_told_at": at}
    return lambda: marac.refer_case(case_id=case.pk, **more, by=officer, at=at)


def read(assessment, by, at, grade):
    """Hand in a read."""
    return services.read_assessment(assessment_id=assessment.pk, by=by, at=at, grade=grade, reasons="Records read")


def referral(suffix="_READ"):
    """Return the duty to refer that a raise opened."""
    return Duty.objects.get(code=f"REFER_TO_MARAC{suffix}")


@pytest.mark.parametrize("grade", ["MEDIUM", "STANDARD"])
def test_a_referral_not_made_yet_ends_with_the_decision_of_an_arbiter_for_a_lower_grade(disagreed, arbitrate, grade):
    assert referral().ended_at is None

    review = arbitrate(disagreed, grade)

    ended = Entry.objects.get(event="risk.grade_reviewed", subject_id=review.pk)
    assert (referral().ended_as, referral().ended_by_id, referral().ended_at) == ("VOID", ended.pk, review.at)
    assert "a referral to MARAC that was owed only because of it" in SENTENCES[ended.event](ended.facts)
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_it_stays_owed_where_the_arbiter_is_for_the_higher_grade(disagreed, arbitrate):
    due = referral().due_at

    review = arbitrate(disagreed, "HIGH")

    ended = Entry.objects.get(subject_id=review.pk)
    assert (referral().ended_at, referral().due_at) == (None, due)
    assert "MARAC" not in SENTENCES[ended.event](ended.facts)


def test_one_that_was_made_stands_whatever_the_arbiter_decides(disagreed, arbitrate, refer):
    refer()
    before = list(Referral.objects.values())

    arbitrate(disagreed, "MEDIUM")

    assert referral().ended_as == "MET"
    assert list(Referral.objects.values()) == before


def test_one_that_was_late_has_gone_up_before_it_ends(disagreed, arbitrate, sergeant):
    review = arbitrate(disagreed, "MEDIUM", hours=25)

    assert (referral().ended_as, referral().level) == ("VOID", 1)
    gone_up = Entry.objects.get(event="core.duty_escalated", subject_id=referral().pk)
    assert gone_up.recorded_at <= review.at and referral().escalated_to_id == sergeant.pk
    assert escalation.sweep(review.at + timedelta(days=3)) is not None
    assert referral().level == 1


def test_where_the_first_reader_turns_out_to_be_close_it_ends_with_a_lower_review_of_another(
    signed, cru, other_cru, case, at
):
    read(signed, cru, at, "HIGH")
    services.declare_conflict(assessment_id=signed.pk, reason="My cousin", by=cru, at=at)
    case.refresh_from_db()
    assert (case.risk_level, referral().ended_at) == ("HIGH", None)

    services.review_grade(assessment_id=signed.pk, grade="MEDIUM", reasons="Records read", by=other_cru, at=at)

    case.refresh_from_db()
    assert (case.risk_level, referral().ended_as) == ("MEDIUM", "VOID")


def test_what_is_signed_off_later_settles_no_read_and_the_referral_stays_owed(
    signed, cru, case, officer, sergeant, submit, days
):
    read(signed, cru, days(0), "HIGH")
    newer = services.start_assessment(case_id=case.pk, by=officer, at=days(1))
    newer = submit(assessment_id=newer.pk, grade_reasons="He went away", at=days(1))
    services.sign_off_assessment(assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(1))

    assert referral().ended_at is None


def test_a_referral_of_what_was_signed_off_as_high_does_not_end_with_a_lower_decision(
    sign_off, cru, other_cru, arbitrate, at
):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    read(signed, cru, at, "HIGH")
    read(signed, other_cru, at, "MEDIUM")

    arbitrate(signed, "MEDIUM")

    assert referral("").ended_at is None


@pytest.mark.parametrize(("grade", "ended_as"), [("MEDIUM", "VOID"), ("HIGH", "")])
def test_so_it_is_with_what_a_dispute_let_hold(
    signed, case, cru, other_cru, officer, safeguarding, at, grade, ended_as
):
    for each in (cru, other_cru):
        read(signed, each, at, "MEDIUM")
    dispute = services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="New threats", by=officer, at=at)
    assert referral("_DISPUTED").ended_at is None

    services.decide_dispute(dispute_id=dispute.pk, grade=grade, reasons="Heard both", by=safeguarding, at=at)

    assert referral("_DISPUTED").ended_as == ended_as
    assert not any(rebuilding.rebuild(apply_changes=False).values())
