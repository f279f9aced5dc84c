"""Somebody leaves, and the deputy's role may not do all of it: each duty goes to somebody who may do it."""

from datetime import timedelta

import pytest

from accounts import services
from core.models import Duty
from core.rebuilding import rebuild
from incidents.services.cases import take_over


@pytest.fixture
def owed(case, sign_off, everybody):
    """An assessment of the case that is signed off at high risk, so that the CRU owes its review."""
    sign_off(grade="HIGH", grade_reasons="He lost his work")
    return Duty.objects.get(code="CRU_REVIEW_HIGH", case_id=case.pk, ended_at=None)


@pytest.fixture
def leave(administrator, at):
    """Return a function that closes an account for a deputy."""

    def left(officer, deputy, when=at + timedelta(hours=6)):
        services.deactivate_officer(officer_id=officer.pk, deputy_id=deputy.pk, by=administrator, at=when)

    return left


def owner_of(duty):
    """Return who owes a duty now."""
    return Duty.objects.get(pk=duty.pk).owner_id


def test_a_review_goes_to_the_other_specialist_and_not_to_a_deputy_who_may_not_review(
    owed, leave, cru, other_cru, neighbourhood
):
    leaver, left = (cru, other_cru) if owed.owner_id == cru.pk else (other_cru, cru)

    leave(leaver, neighbourhood)

    assert owner_of(owed) == left.pk
    assert not Duty.objects.filter(owner_id=leaver.pk, ended_at=None).exists()
    assert not any(rebuild(apply_changes=False).values())


def test_a_review_goes_to_a_deputy_who_may_review(owed, leave, cru, other_cru):
    leaver, deputy = (cru, other_cru) if owed.owner_id == cru.pk else (other_cru, cru)

    leave(leaver, deputy)

    assert owner_of(owed) == deputy.pk


def test_what_nobody_else_may_do_goes_to_the_owner_of_the_case_who_finds_somebody(
    case, owed, leave, cru, other_cru, neighbourhood, sergeant, at
):
    take_over(case, officer=sergeant, by=sergeant, at=at)
    leave(other_cru, cru)

    leave(cru, neighbourhood, owed.started_at + timedelta(hours=7))

    assert owner_of(owed) == sergeant.pk


def test_where_the_owner_of_the_case_wrote_what_is_to_be_reviewed_an_inspector_finds_somebody(
    owed, leave, cru, other_cru, neighbourhood, officer, control_supervisor
):
    leave(other_cru, cru)

    leave(cru, neighbourhood, owed.started_at + timedelta(hours=7))

    assert owner_of(owed) == control_supervisor.pk


def test_a_sign_off_goes_to_no_sergeant_of_another_unit_while_one_of_the_own_is_there(
    case, submit, leave, sergeant, other_sergeant, post
):
    submit()
    second = post("second-sergeant", "SERGEANT", "response-1", "sergeant", since=timedelta(days=10))
    duty = Duty.objects.get(code="SUPERVISE_ASSESSMENT", case_id=case.pk, ended_at=None)

    leave(sergeant, other_sergeant)

    assert owner_of(duty) == second.pk


def test_the_page_says_to_whom_what_went_and_so_does_that_of_the_deputy(
    owed, client_for, cru, other_cru, neighbourhood, administrator
):
    leaver, left = (cru, other_cru) if owed.owner_id == cru.pk else (other_cru, cru)
    browser = client_for(administrator)

    page = browser.post(f"/officers/{leaver.pk}/close/", {"deputy_id": neighbourhood.pk}, follow=True).content.decode()

    assert f"{left} has what the deputy may not do or know of: " in page
    assert "Neighbourhood Example has" not in page
    page = client_for(neighbourhood).get(f"/cover/given/{leaver.pk}/").content.decode()
    assert f"{left} has what the deputy may not do" in page


def test_who_is_away_shows_what_went_elsewhere(owed, client_for, cru, other_cru, neighbourhood, administrator):
    leaver, left = (cru, other_cru) if owed.owner_id == cru.pk else (other_cru, cru)
    away = {"kind": "LEAVE", "deputy_id": neighbourhood.pk}

    services.record_absence(officer_id=leaver.pk, from_at=owed.started_at, by=administrator, at=owed.started_at, **away)

    page = client_for(administrator).get("/absences/").content.decode()
    assert f"{left} has what the deputy may not do or know of: " in page
