"""Nobody who has still to read is named for what only a raise brought about: not to owe it, and not to be told."""

from datetime import timedelta

import pytest

from accounts import services as accounts
from accounts.models import Officer, Posting
from accounts.permissions import Role
from core import escalation, rebuilding
from core.models import Duty
from dacase import work
from incidents import services as incidents
from incidents.services.cases import take_over
from risk import services
from tests.risk import worlds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_twice")]
HOUR = timedelta(hours=1)


@pytest.fixture
def allocated(case, control_supervisor, at):
    """The case, given to response officers to investigate."""
    found = {"case_id": case.pk, "route": "RESPONSE", "reason": "Local"}
    incidents.allocate_investigation(**found, by=control_supervisor, at=at)
    return case


@pytest.fixture
def medium(allocated, everybody, at):
    """An assessment with a child, signed off as medium."""
    return worlds.sign_off_at("MEDIUM", allocated, everybody, at)


@pytest.fixture
def read_as_high(medium, cru, at):
    """Return a function by which one of two specialists reads it as high."""
    found = {"assessment_id": medium.pk, "grade": "HIGH", "reasons": "Records read", "at": at}
    return lambda by=cru: services.read_assessment(**found, by=by)


@pytest.fixture
def senior(other_cru, at):
    """The other specialist, who is the longest-serving inspector of the force."""
    Officer.objects.filter(pk=other_cru.pk).update(rank="inspector")
    Posting.objects.filter(officer=other_cru).update(from_at=at - timedelta(days=9000))
    return Officer.objects.get(pk=other_cru.pk)


def again():
    """Return the duty to decide again who investigates, which only the raise opened."""
    return Duty.objects.get(code="ALLOCATE_AGAIN")


def on_lists(officer):
    """Return the codes of what stands on the lists of an officer."""
    reader = Officer.objects.get(pk=officer.pk)
    return {duty.code for which in work.LISTS for duty in work.duties_of(reader, which)}


def test_an_inspector_who_has_still_to_read_is_not_told_of_what_is_late(read_as_high, senior, control_supervisor, at):
    read_as_high()
    assert again().due_at == at + 8 * HOUR

    escalation.sweep(at + 9 * HOUR)

    assert (again().level, again().escalated_to_id) == (1, control_supervisor.pk)
    assert "ALLOCATE_AGAIN" not in on_lists(senior)


def test_one_who_has_read_is_told(read_as_high, senior, at):
    read_as_high(by=senior)

    escalation.sweep(at + 9 * HOUR)

    assert again().escalated_to_id == senior.pk


def test_where_no_other_inspector_is_there_somebody_else_who_supervises_is_told(
    read_as_high, senior, control_supervisor, safeguarding, sergeant, other_sergeant, at
):
    read_as_high()
    Officer.objects.filter(rank="inspector").exclude(pk=senior.pk).update(rank="constable")

    escalation.sweep(at + 9 * HOUR)

    assert again().escalated_to_id == control_supervisor.pk


def test_an_owner_who_has_still_to_read_does_not_owe_what_a_team_without_anybody_would(
    allocated, medium, read_as_high, other_cru, control_supervisor, at
):
    take_over(allocated, officer=other_cru, by=other_cru, at=at)
    Posting.objects.filter(role=Role.SERGEANT).update(until_at=at)

    read_as_high()

    assert again().owner_id == control_supervisor.pk
    assert "ALLOCATE_AGAIN" not in on_lists(other_cru)


def test_what_the_first_reader_owes_because_of_it_goes_to_nobody_who_has_still_to_read(
    read_as_high, cru, other_cru, post, administrator, at
):
    post("third-cru", Role.CRU, "cru")
    read_as_high()
    owed = Duty.objects.get(code="SOCIAL_CARE_NOTICE", ended_at=None)

    accounts.deactivate_officer(officer_id=cru.pk, deputy_id=other_cru.pk, by=administrator, at=at + HOUR)

    owed.refresh_from_db()
    assert not Officer.objects.filter(pk=owed.owner_id, postings__role=Role.CRU).exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())
