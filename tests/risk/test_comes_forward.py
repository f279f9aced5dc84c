"""What asks for a new assessment comes forward when the level rises meanwhile, and is never put off."""

from datetime import timedelta

import pytest

from core import rebuilding
from core.duties import REASSIGNED
from core.journal import record
from core.models import Duty
from custody import services as custody
from custody.states import Kind
from law import clocks
from risk import services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CODE = "REASSESS_SEPARATION"


@pytest.fixture(autouse=True)
def rebuilt(case):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


@pytest.fixture
def standard(case, everybody, at):
    """An assessment at standard risk, signed off the day before."""
    return assessed(case, everybody, "STANDARD", at - 24 * HOUR)


@pytest.fixture
def separated(standard, case, officer, at):
    """A change that was recorded in the case at standard risk."""
    return services.record_circumstance(case_id=case.pk, kind="SEPARATION", occurred_on=at.date(), by=officer, at=at)


@pytest.fixture
def raise_to(standard, cru):
    """Return a function by which the CRU raises the level."""
    return lambda level, when: services.review_grade(
        assessment_id=standard.pk, grade=level, reasons="Records read", by=cru, at=when
    )


def assessed(case, everybody, level, when):
    """Have an assessment of a day, of which nobody knows the hour, signed off."""
    people = {"author": everybody["officer"], "supervisor": everybody["sergeant"]}
    return services.assess_from_record(case_id=case.pk, level=level, assessed_on=when.date(), **people, at=when)


def open_of(code):
    """Return the open duties of a code by when they are due."""
    return list(Duty.objects.filter(code=code, ended_at=None).order_by("due_at", "pk"))


def test_it_is_owed_the_same_day_once_the_risk_is_high_by_the_same_officer_about_the_same_change(
    separated, raise_to, officer, at
):
    (before,) = open_of(CODE)
    assert before.due_at == at + 72 * HOUR

    raise_to("HIGH", at + HOUR)

    (duty,) = open_of(CODE)
    assert duty.due_at == clocks.end_of_day(clocks.london_day(at))
    assert (duty.started_at, duty.owner_id, duty.subject_id) == (at, officer.pk, separated.pk)
    assert duty.basis.startswith("REASSESS_HIGH@")
    before.refresh_from_db()
    assert before.ended_as == "RENEWED"


@pytest.mark.parametrize(("hours", "left"), [(47, 71), (48, 72), (49, 72), (71, 72)])
def test_it_is_never_put_off(separated, raise_to, at, hours, left):
    raise_to("MEDIUM", at + hours * HOUR)

    assert [duty.due_at for duty in open_of(CODE)] == [at + left * HOUR]


def test_what_is_late_stays_late(separated, raise_to, at):
    raise_to("HIGH", at + 73 * HOUR)

    assert [duty.due_at for duty in open_of(CODE)] == [at + 72 * HOUR]


def test_each_change_comes_forward_by_itself(separated, raise_to, case, officer, at):
    services.record_circumstance(case_id=case.pk, kind="SEPARATION", occurred_on=at.date(), by=officer, at=at + HOUR)

    raise_to("MEDIUM", at + 2 * HOUR)

    assert {each.due_at for each in open_of(CODE)} == {at + 26 * HOUR}
    assert {each.started_at for each in open_of(CODE)} == {at, at + HOUR}


def test_an_assessment_asked_between_the_change_and_the_rise_still_meets_it(separated, raise_to, sergeant, submit, at):
    raise_to("HIGH", at + 2 * HOUR)
    arguments = {"grade": "HIGH", "grade_reasons": "What I saw", "assessed_at": at + HOUR, "at": at + 3 * HOUR}
    submitted = submit(**arguments)

    services.sign_off_assessment(
        assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at + 3 * HOUR
    )

    assert open_of(CODE) == []


def test_who_was_given_it_keeps_it(separated, raise_to, everybody, officer, at):
    (duty,) = open_of(CODE)
    other = everybody["neighbourhood"]
    facts = {"duty": duty.code, "owner": other.pk}
    record(REASSIGNED, about=duty, case_id=duty.case_id, by=officer, at=at, **facts)

    raise_to("HIGH", at + HOUR)

    assert [each.owner_id for each in open_of(CODE)] == [other.pk]


def test_a_custody_event_that_is_withdrawn_still_ends_what_came_forward(standard, raise_to, case, officer, at):
    arguments = {"suspect_id": case.suspect_id, "case_id": case.pk, "details": {}, "by": officer}
    event = custody.record_event(kind=Kind.CHARGED, effective_at=at - HOUR, at=at, **arguments)
    raise_to("HIGH", at + HOUR)
    assert [duty.subject_id for duty in open_of("REASSESS_CHARGE")] == [event.pk]

    custody.withdraw_event(event_id=event.pk, reason="Another man", by=officer, at=at + 2 * HOUR)

    assert open_of("REASSESS_CHARGE") == []


def test_what_is_healed_comes_forward_as_it_would_have(standard, raise_to, case, officer, at):
    arguments = {"suspect_id": case.suspect_id, "case_id": case.pk, "details": {}, "by": officer}
    custody.record_event(kind=Kind.RELEASED, effective_at=at - HOUR, at=at, **arguments)
    raise_to("HIGH", at + HOUR)
    (owed,) = open_of("REASSESS_RELEASE")
    Duty.objects.filter(code="REASSESS_RELEASE").delete()

    custody.heal_reassessments(at=at + 2 * HOUR)

    (healed,) = open_of("REASSESS_RELEASE")
    assert (healed.pk, healed.due_at) == (owed.pk, owed.due_at)
