"""What an author still owes when they are gone is done by somebody who can; and typed answers may be disowned."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Officer
from core import escalation
from core.errors import Refused
from core.models import Delivery, Duty, Entry
from core.rebuilding import rebuild
from dacase import story
from risk import queries, services
from risk.models import Assessment, Decision
from tests.risk.test_lowering import level

pytestmark = pytest.mark.django_db


def owed(code):
    """Return the open duty of a rule."""
    return Duty.objects.get(code=code, ended_at=None)


@pytest.fixture
def typed(case, neighbourhood, other_officer, submit, at):
    """An assessment that another officer typed for the neighbourhood officer, and that waits for sign-off."""
    started = services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=other_officer, at=at)
    return submit(assessment_id=started.pk, by=other_officer, grade="MEDIUM", grade_reasons="Fear")


@pytest.fixture
def sent_back(case, other_officer, submit, sergeant, at):
    """An assessment of an officer who does not own the case, sent back to them."""
    started = services.start_assessment(case_id=case.pk, by=other_officer, at=at)
    row = submit(assessment_id=started.pk, by=other_officer)
    return services.return_assessment(assessment_id=row.pk, reason="Ask about money", by=sergeant, at=at)


@pytest.fixture
def leave(administrator, at):
    """Return a function that closes an account for a deputy."""
    return lambda officer, deputy: accounts.deactivate_officer(
        officer_id=officer.pk, deputy_id=deputy.pk, by=administrator, at=at + timedelta(hours=1)
    )


def sign(row, sergeant, at):
    """Sign an assessment off."""
    return services.sign_off_assessment(assessment_id=row.pk, content_hash=row.content_hash, by=sergeant, at=at)


def asked_anew(case, submit, by, at):
    """Have an officer ask anew."""
    started = services.start_assessment(case_id=case.pk, by=by, at=at)
    return submit(assessment_id=started.pk, by=by, at=at)


# What was sent back to somebody who is gone.


def test_what_was_sent_back_to_a_leaver_is_answered_by_a_new_assessment_of_whoever_owes_it(
    case, sent_back, submit, other_officer, neighbourhood, leave, at
):
    leave(other_officer, neighbourhood)

    redo = owed("REDO_ASSESSMENT")
    assert redo.owner_id == neighbourhood.pk
    assert story.way(redo) == reverse("assessment_start", args=[case.pk])

    asked_anew(case, submit, neighbourhood, at + timedelta(hours=2))

    redo.refresh_from_db()
    assert redo.ended_as == "MET"
    assert Entry.objects.get(event="risk.assessment_replaced").subject_id == sent_back.pk
    assert not any(rebuild(apply_changes=False).values())


def test_another_assessment_of_the_case_does_not_answer_what_was_sent_back(
    case, sent_back, submit, neighbourhood, other_officer, at
):
    asked_anew(case, submit, neighbourhood, at + timedelta(hours=2))

    assert owed("REDO_ASSESSMENT").owner_id == other_officer.pk
    assert story.way(owed("REDO_ASSESSMENT")) == reverse("assessment_answer", args=[sent_back.pk])


def test_what_was_sent_back_to_somebody_who_is_gone_anyway_goes_to_the_owner_of_the_case(
    sent_back, officer, other_officer, at
):
    Officer.objects.filter(pk=other_officer.pk).update(is_active=False)

    escalation.sweep(at + timedelta(minutes=5))

    assert owed("REDO_ASSESSMENT").owner_id == officer.pk
    told = Entry.objects.get(event="risk.decisions_moved")
    assert told.facts["to"] == str(officer.pk)


# What was typed for somebody who is gone.


def test_whoever_confirms_in_the_place_of_a_leaver_says_against_what_they_checked(
    typed, neighbourhood, officer, leave, at
):
    leave(neighbourhood, officer)
    assert owed("CONFIRM_ASSESSMENT").owner_id == officer.pk
    confirm = {"assessment_id": typed.pk, "by": officer, "at": at + timedelta(hours=2)}

    with pytest.raises(Refused, match="You did not ask these questions"):
        services.confirm_assessment(**confirm)
    services.confirm_assessment(checked="His notebook", **confirm)

    decision = Decision.objects.get()
    assert (decision.kind, decision.reason, decision.by) == ("CONFIRMED", "His notebook", officer)
    assert not Duty.objects.filter(code="CONFIRM_ASSESSMENT", ended_at=None).exists()


def test_whoever_typed_it_never_confirms_it_in_the_place_of_the_author(
    case, typed, neighbourhood, officer, other_officer, leave, at
):
    leave(neighbourhood, other_officer)

    assert owed("CONFIRM_ASSESSMENT").owner_id == officer.pk
    with pytest.raises(Refused, match="Only an author"):
        services.confirm_assessment(assessment_id=typed.pk, checked="My notes", by=other_officer, at=at)


def test_the_page_asks_whoever_stands_in_against_what_they_checked(typed, neighbourhood, officer, leave, client_for):
    page = reverse("assessment_confirm", args=[typed.pk])
    assert "Against what" not in client_for(neighbourhood).get(page).content.decode()
    leave(neighbourhood, officer)

    browser = client_for(officer)
    assert "Against what did you check the answers?" in browser.get(page).content.decode()
    assert browser.post(page, {"checked": ""}).status_code == 422
    assert browser.post(page, {"checked": "His notebook"}).status_code == 302


# These are not my answers.


def disown(row, by, at, reason="She did not say that"):
    """Say that typed answers are not one's own."""
    return services.disown_answers(assessment_id=row.pk, reason=reason, by=by, at=at)


def test_disowned_answers_go_back_to_whoever_typed_them_with_the_reason_and_are_confirmed_anew(
    typed, submit, neighbourhood, other_officer, at
):
    back = disown(typed, neighbourhood, at + timedelta(hours=1))

    assert (back.pk, back.state, back.returned_reason) == (typed.pk, "RETURNED", "She did not say that")
    retype = owed("RETYPE_ASSESSMENT")
    assert (retype.owner_id, retype.due_at) == (other_officer.pk, at + timedelta(hours=25))
    assert story.way(retype) == reverse("assessment_answer", args=[typed.pk])
    ended = Duty.objects.filter(code__in=["CONFIRM_ASSESSMENT", "SUPERVISE_ASSESSMENT"])
    assert set(ended.values_list("ended_as", flat=True)) == {"VOID"}
    entry = Entry.objects.get(event="risk.answers_disowned")
    assert "are not theirs" in story.sentence(entry)
    assert Delivery.objects.filter(entry=entry, name="tell_officer").exists()

    again = submit(assessment_id=typed.pk, by=other_officer, at=at + timedelta(hours=2))

    retype.refresh_from_db()
    assert (retype.ended_as, again.confirmed_at) == ("MET", None)
    assert owed("CONFIRM_ASSESSMENT").owner_id == neighbourhood.pk
    assert owed("SUPERVISE_ASSESSMENT").subject_id == typed.pk
    assert not any(rebuild(apply_changes=False).values())


def test_what_was_signed_off_before_it_was_disowned_stays_in_the_record_and_its_level_holds(
    case, typed, submit, sergeant, neighbourhood, other_officer, at
):
    sign(typed, sergeant, at)

    back = disown(typed, neighbourhood, at + timedelta(hours=1))

    signed = Assessment.objects.get(pk=typed.pk)
    assert (signed.state, signed.void_reason, signed.voided_by) == ("VOIDED", "She did not say that", neighbourhood)
    assert (back.corrects, back.state, level(case)) == (signed, "RETURNED", "MEDIUM")
    assert owed("RETYPE_ASSESSMENT").subject_id == back.pk
    assert not Duty.objects.filter(code="CONFIRM_ASSESSMENT", ended_at=None).exists()

    again = submit(assessment_id=back.pk, by=other_officer, grade="MEDIUM", grade_reasons="Fear", at=at)
    services.confirm_assessment(assessment_id=again.pk, by=neighbourhood, at=at)
    assert sign(again, sergeant, at).state == "SIGNED_OFF"
    assert queries.current_grade(case.pk) == "MEDIUM"


@pytest.mark.parametrize("done", [False, True])
def test_what_a_typist_puts_right_comes_back_with_them_from_leave_unless_it_is_done(
    case, typed, submit, neighbourhood, other_officer, cru, administrator, at, done
):
    disown(typed, neighbourhood, at)
    away = accounts.record_absence(
        officer_id=other_officer.pk,
        kind="LEAVE",
        from_at=at + timedelta(hours=1),
        deputy_id=cru.pk,
        by=administrator,
        at=at + timedelta(hours=1),
    )
    assert owed("RETYPE_ASSESSMENT").owner_id == cru.pk
    if done:
        asked_anew(case, submit, cru, at + timedelta(hours=2))

    accounts.return_from_absence(absence_id=away.pk, by=administrator, at=at + timedelta(hours=3))

    found = Duty.objects.get(code="RETYPE_ASSESSMENT")
    assert (found.owner_id, found.ended_as) == ((cru.pk, "MET") if done else (other_officer.pk, ""))
    assert not any(rebuild(apply_changes=False).values())


def test_where_the_typist_is_gone_it_goes_to_the_officer_who_asked(typed, neighbourhood, other_officer, at):
    Officer.objects.filter(pk=other_officer.pk).update(is_active=False)

    disown(typed, neighbourhood, at)

    assert owed("RETYPE_ASSESSMENT").owner_id == neighbourhood.pk


@pytest.mark.parametrize(
    ("who", "reason", "sentence"),
    [
        ("other_officer", "No", "Only an author whose answers were typed"),
        ("sergeant", "No", "Only an author whose answers were typed"),
        ("neighbourhood", " ", "Say what is wrong"),
    ],
)
def test_only_the_officer_disowns_and_says_why(typed, everybody, at, who, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        disown(typed, everybody[who], at, reason)


def test_what_was_confirmed_is_corrected_and_not_disowned(typed, neighbourhood, at):
    services.confirm_assessment(assessment_id=typed.pk, by=neighbourhood, at=at)

    with pytest.raises(Refused, match="You confirmed these answers"):
        disown(typed, neighbourhood, at)


def test_the_page_and_the_api_disown(typed, neighbourhood, client_for, api_for):
    page = reverse("assessment_disown", args=[typed.pk])
    browser = client_for(neighbourhood)
    assert page in browser.get(reverse("assessment", args=[typed.pk])).content.decode()
    assert browser.post(page, {"reason": ""}).status_code == 422

    told = api_for(neighbourhood).post(f"/api/v1/assessments/{typed.pk}/disown/", {"reason": "She did not say that"})

    assert (told.status_code, told.json()["state"]) == (200, "RETURNED")
    assert browser.post(page, {"reason": "Again"}).status_code == 409


def test_a_machine_confirms(typed, neighbourhood, api_for):
    told = api_for(neighbourhood).post(f"/api/v1/assessments/{typed.pk}/confirm/", {})

    assert told.status_code == 200
    assert Assessment.objects.get(pk=typed.pk).confirmed_at
