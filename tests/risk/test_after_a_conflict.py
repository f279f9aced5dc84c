"""What a declared conflict takes besides decisions: the review of flags, and how a dispute was decided."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.errors import Refused
from core.journal import record
from core.models import Delivery, Duty, Entry
from incidents import events
from incidents import services as incidents
from risk import services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def owed(code):
    """Return the open duty of a rule."""
    return Duty.objects.get(code=code, ended_at=None)


def close_to(assessment, officer, at):
    """Let an officer say that somebody in the case is close to them."""
    return services.declare_conflict(assessment_id=assessment.pk, reason="My cousin", by=officer, at=at)


@pytest.fixture
def signed(sign_off, everybody):
    """An assessment graded medium and signed off by the sergeant."""
    return sign_off(grade="MEDIUM", grade_reasons="He lost his work")


@pytest.fixture
def flag(case, at):
    """Return a function that raises a flag in the case."""
    people = {"person": case.suspect_id, "victim": case.victim_id}

    def raised(code, when=at):
        record(events.FLAG_RAISED, about=case, case_id=case.pk, by=None, at=when, flag=code, **people)
        return owed(f"REVIEW_FLAG_{code}")

    return raised


@pytest.fixture
def decided(case, signed, safeguarding, at):
    """Return a function by which somebody disputes the grade and an arbiter decides; it returns the dispute."""

    def heard(by):
        row = services.dispute_grade(case_id=case.pk, wanted="HIGH", reasons="Threats", by=by, at=at)
        return services.decide_dispute(dispute_id=row.pk, grade="HIGH", reasons="Heard both", by=safeguarding, at=at)

    return heard


@pytest.mark.parametrize("code", ["SERIAL_PERPETRATOR", "THIRD_REPORT", "ESCALATION"])
def test_a_conflict_moves_the_review_of_a_flag_to_the_other_specialist_who_is_told(
    signed, flag, cru, other_cru, at, code
):
    before = flag(code)
    first, other = (cru, other_cru) if before.owner_id == cru.pk else (other_cru, cru)

    close_to(signed, first, at + HOUR)

    moved = owed(f"REVIEW_FLAG_{code}")
    assert (moved.pk, moved.owner_id, moved.due_at) == (before.pk, other.pk, before.due_at)
    told = Entry.objects.get(event="risk.decisions_moved", facts__to=str(other.pk))
    assert Delivery.objects.filter(entry=told, name="tell_officer").exists()
    act = {"case_id": moved.case_id, "act": "review-flag", "note": "Looked at", "flag": code}
    incidents.record_act(**act, by=other, at=at + HOUR)
    assert not Duty.objects.filter(code=moved.code, ended_at=None).exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_flag_that_is_raised_after_the_conflict_goes_to_the_other_specialist(signed, flag, cru, other_cru, at):
    close_to(signed, cru, at)

    assert flag("ESCALATION", at + HOUR).owner_id == other_cru.pk


def test_with_no_specialist_left_the_owner_of_the_case_has_a_flag_looked_at(
    signed, flag, case, officer, cru, other_cru, at
):
    flag("ESCALATION")

    for each in (cru, other_cru):
        close_to(signed, each, at + HOUR)

    assert owed("REVIEW_FLAG_ESCALATION").owner_id == officer.pk


def test_what_a_party_has_to_read_is_read_after_a_conflict_by_the_owner_of_the_case(
    decided, signed, cru, sergeant, officer, at
):
    row = decided(cru)
    before = owed("READ_DISPUTE_RAISED")

    close_to(signed, cru, at + HOUR)

    moved = owed("READ_DISPUTE_RAISED")
    assert (moved.pk, moved.owner_id, moved.due_at) == (before.pk, officer.pk, before.due_at)
    assert owed("READ_DISPUTE_GRADED").owner_id == sergeant.pk
    with pytest.raises(Refused, match="Only the two"):
        services.read_dispute(dispute_id=row.pk, by=cru, at=at + HOUR)
    services.read_dispute(dispute_id=row.pk, by=officer, at=at + HOUR)
    assert not Duty.objects.filter(code="READ_DISPUTE_RAISED", ended_at=None).exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_it_is_read_for_one_party_by_nobody_who_is_the_other(
    decided, signed, officer, sergeant, control_supervisor, at
):
    decided(officer)
    assert owed("READ_DISPUTE_RAISED").owner_id == officer.pk, "who owns the case as well"

    close_to(signed, sergeant, at + HOUR)

    assert owed("READ_DISPUTE_GRADED").owner_id not in (officer.pk, sergeant.pk)
