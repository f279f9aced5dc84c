"""Who decides about a risk: never who had a part in it or is close to the case, and always somebody who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Officer
from core import escalation, rebuilding
from core.errors import Refused
from core.models import Delivery, Duty, Entry
from law import clocks
from risk import queries, services

pytestmark = pytest.mark.django_db


def owed(code):
    """Return the open duty of a rule, or of those whose code begins so."""
    return Duty.objects.get(code__startswith=code, ended_at=None)


def close_to(assessment, officer, at):
    """Let an officer say that somebody in the case is close to them."""
    return services.declare_conflict(assessment_id=assessment.pk, reason="My cousin", by=officer, at=at)


def sign(assessment, by, at):
    """Sign an assessment off as it is."""
    return services.sign_off_assessment(assessment_id=assessment.pk, content_hash=assessment.content_hash, by=by, at=at)


@pytest.fixture
def own(case, sergeant, submit, at):
    """An assessment that the only sergeant of the unit made."""
    started = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    return submit(assessment_id=started.pk, by=sergeant)


@pytest.fixture
def second_arbiter(post):
    """Another safeguarding officer."""
    return post("second-arbiter", "SAFEGUARDING", "safeguarding", since=timedelta(days=10))


# A unit with one sergeant.


def test_what_the_only_sergeant_of_a_unit_wrote_another_units_owes_and_signs_off(own, sergeant, other_sergeant, at):
    duty = owed("SUPERVISE_ASSESSMENT")
    assert (duty.owner_id, duty.role, duty.due_at) == (other_sergeant.pk, "", at + timedelta(hours=24))

    assert sign(own, other_sergeant, at).signed_off_by == other_sergeant
    duty.refresh_from_db()
    assert duty.ended_as == "MET"


def test_another_units_sergeant_signs_off_only_what_they_owe(submit, sergeant, other_sergeant, at):
    submitted = submit()
    assert owed("SUPERVISE_ASSESSMENT").owner_id == sergeant.pk

    with pytest.raises(Refused, match="in your own unit"):
        sign(submitted, other_sergeant, at)


def test_without_another_sergeant_an_inspector_owes_it_and_signs_off(
    case, control_supervisor, sergeant, other_sergeant, submit, at
):
    Officer.objects.filter(pk=other_sergeant.pk).update(is_active=False)
    started = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    own = submit(assessment_id=started.pk, by=sergeant)

    assert owed("SUPERVISE_ASSESSMENT").owner_id == control_supervisor.pk
    assert sign(own, control_supervisor, at).state == "SIGNED_OFF"


def test_an_inspector_signs_off_nothing_that_the_unit_can(submit, sergeant, control_supervisor, at):
    with pytest.raises(Refused, match="in your own unit"):
        sign(submit(), control_supervisor, at)


def test_where_nobody_may_sign_off_a_named_person_who_did_not_write_it_finds_somebody(case, officer, submit, operator):
    submit()

    assert owed("SUPERVISE_ASSESSMENT").owner_id != officer.pk


@pytest.mark.parametrize("how", ["close", "leave", "closed", "gone"])
def test_where_the_only_sergeant_cannot_the_sign_off_is_owed_by_one_of_another_unit(
    submit, sergeant, other_sergeant, administrator, neighbourhood, at, how
):
    submitted, later = submit(), at + timedelta(hours=1)
    if how == "close":
        close_to(submitted, sergeant, later)
    if how == "leave":
        away = {"officer_id": sergeant.pk, "kind": "LEAVE", "deputy_id": neighbourhood.pk, "by": administrator}
        accounts.record_absence(from_at=later, at=later, **away)
    if how == "closed":
        accounts.deactivate_officer(officer_id=sergeant.pk, deputy_id=neighbourhood.pk, by=administrator, at=later)
    if how == "gone":
        Officer.objects.filter(pk=sergeant.pk).update(is_active=False)
        escalation.sweep(later)

    duty = owed("SUPERVISE_")
    assert (duty.owner_id, duty.due_at) == (other_sergeant.pk, at + timedelta(hours=24))
    assert sign(submitted, other_sergeant, later).state == "SIGNED_OFF"
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_deputy_never_gets_the_sign_off_of_what_they_wrote(
    case, submit, sergeant, other_sergeant, post, administrator, at
):
    second = post("second-sergeant", "SERGEANT", "response-1", "sergeant", since=timedelta(days=10))
    started = services.start_assessment(case_id=case.pk, by=second, at=at)
    submit(assessment_id=started.pk, by=second)
    assert owed("SUPERVISE_ASSESSMENT").owner_id == sergeant.pk

    accounts.deactivate_officer(
        officer_id=sergeant.pk, deputy_id=second.pk, by=administrator, at=at + timedelta(hours=1)
    )

    assert owed("SUPERVISE_ASSESSMENT").owner_id == other_sergeant.pk


def test_the_list_of_another_units_sergeant_shows_what_they_owe_and_the_page_signs_it_off(
    own, submit, draft, other_sergeant, client_for
):
    submit()
    browser = client_for(other_sergeant)

    listed = browser.get(reverse("sign_off_list")).content.decode()
    address = reverse("assessment_sign_off", args=[own.pk])
    assert "Of another unit, where nobody else may" in listed and address in listed
    assert reverse("assessment_sign_off", args=[draft.pk]) not in listed
    assert address in browser.get(reverse("assessment", args=[own.pk])).content.decode()
    done = browser.post(address, {"grade": "STANDARD", "content_hash": own.content_hash})

    assert done.status_code == 302
    assert queries.latest_signed_off(own.case_id) == own


# A conflict moves everything.


def test_a_conflict_moves_the_review_to_the_other_specialist_who_is_told(sign_off, cru, other_cru, at):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    review = owed("CRU_REVIEW_HIGH")
    first, other = (cru, other_cru) if review.owner_id == cru.pk else (other_cru, cru)

    close_to(signed, first, at + timedelta(hours=1))

    moved = owed("CRU_REVIEW_HIGH")
    assert (moved.pk, moved.owner_id, moved.due_at) == (review.pk, other.pk, review.due_at)
    told = Entry.objects.get(event="risk.decisions_moved")
    assert (told.facts["to"], told.facts["moved"]) == (str(other.pk), 1)
    assert Delivery.objects.filter(entry=told, name="tell_officer").exists()
    assert not any(rebuilding.rebuild(apply_changes=False).values())


def test_a_conflict_moves_what_an_arbiter_owes(case, sign_off, cru, safeguarding, second_arbiter, read_twice, at):
    services.set_review_policy(twice_percent=0, by=safeguarding, at=at - timedelta(hours=1))
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    services.propose_downgrade(
        assessment_id=signed.pk,
        grade="MEDIUM",
        reason="He is in prison",
        until_on=clocks.london_day(at) + timedelta(days=7),
        by=cru,
        at=at,
    )
    services.dispute_grade(case_id=case.pk, wanted="MEDIUM", reasons="Not so", by=cru, at=at)
    first = Officer.objects.get(pk=owed("DECIDE_DOWNGRADE").owner_id)
    other = second_arbiter if first == safeguarding else safeguarding
    assert owed("DECIDE_DISPUTE").owner_id == first.pk

    close_to(signed, first, at + timedelta(hours=1))

    assert {owed(code).owner_id for code in ("DECIDE_DOWNGRADE", "DECIDE_DISPUTE")} == {other.pk}
    assert Entry.objects.get(event="risk.decisions_moved").facts["moved"] == 2
    with pytest.raises(Refused, match="close to you"):
        services.decide_dispute(
            dispute_id=owed("DECIDE_DISPUTE").subject_id, grade="HIGH", reasons="Heard both", by=first, at=at
        )


@pytest.mark.usefixtures("read_twice")
def test_a_conflict_moves_the_arbitration_between_two_reads(sign_off, cru, other_cru, safeguarding, second_arbiter, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="He lost his work")
    for reader, grade in ((cru, "HIGH"), (other_cru, "STANDARD")):
        services.read_assessment(assessment_id=signed.pk, grade=grade, reasons="Read", by=reader, at=at)
    first = Officer.objects.get(pk=owed("ARBITRATE").owner_id)

    close_to(signed, first, at)

    other = second_arbiter if first == safeguarding else safeguarding
    assert owed("ARBITRATE").owner_id == other.pk
    assert services.arbitrate(assessment_id=signed.pk, grade="HIGH", reasons="A knife", by=other, at=at).grade == "HIGH"


def test_a_conflict_moves_the_sign_off_of_every_assessment_that_waits_in_the_case(
    case, submit, other_officer, sergeant, other_sergeant, at
):
    one = submit()
    started = services.start_assessment(case_id=case.pk, by=other_officer, at=at)
    submit(assessment_id=started.pk, by=other_officer, at=at + timedelta(hours=1))

    close_to(one, sergeant, at + timedelta(hours=2))

    waiting = Duty.objects.filter(code__startswith="SUPERVISE_", ended_at=None)
    assert set(waiting.values_list("owner_id", flat=True)) == {other_sergeant.pk}
    assert set(waiting.values_list("due_at", flat=True)) == {at + timedelta(hours=24), at + timedelta(hours=25)}


def test_what_is_to_be_decided_after_a_conflict_is_owed_by_somebody_else(submit, sergeant, cru, other_cru, at):
    submitted = submit(grade="HIGH", grade_reasons="Fear")
    close_to(submitted, cru, at)

    sign(submitted, sergeant, at)

    assert owed("CRU_REVIEW_HIGH").owner_id == other_cru.pk


def test_an_arbiter_declares_a_conflict_on_the_page_and_by_the_api(
    sign_off, safeguarding, second_arbiter, client_for, api_for
):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    page = reverse("assessment_conflict", args=[signed.pk])
    assert page in client_for(safeguarding).get(reverse("assessment", args=[signed.pk])).content.decode()

    done = client_for(safeguarding).post(page, {"reason": "My cousin"})
    told = api_for(second_arbiter).post(f"/api/v1/assessments/{signed.pk}/conflict/", {"reason": "My aunt"})

    assert (done.status_code, told.status_code) == (302, 200)
    assert told.json()["id"] == str(signed.pk)
    assert queries.in_conflict(signed.case_id, safeguarding) and queries.in_conflict(signed.case_id, second_arbiter)


def test_a_machine_hears_why_it_may_not_declare(sign_off, other_officer, api_for):
    signed = sign_off()
    told = api_for(other_officer).post(f"/api/v1/assessments/{signed.pk}/conflict/", {"reason": "A friend"})
    assert told.status_code == 422
    assert "Only who signs off, reviews or arbitrates" in told.json()["detail"]
