"""The supervisor's decision."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from core.errors import AlreadyDone, Refused, Stale
from core.journal import record
from core.models import Duty, Entry
from risk import events, queries, services
from risk.models import Decision

pytestmark = pytest.mark.django_db


def decide(assessment, by, at, **changes):
    arguments = {"assessment_id": assessment.pk, "content_hash": assessment.content_hash, "by": by, "at": at}
    return services.sign_off_assessment(**(arguments | changes))


def test_a_sign_off_sets_the_level_of_the_case_and_meets_its_duty(submit, sergeant, case, at):
    submitted = submit(grade="MEDIUM", grade_reasons="He lost his work today")

    signed = decide(submitted, sergeant, at + timedelta(hours=1))

    case.refresh_from_db()
    assert (signed.state, signed.signed_off_grade, case.risk_level) == ("SIGNED_OFF", "MEDIUM", "MEDIUM")
    assert Duty.objects.get(code="SUPERVISE_ASSESSMENT").ended_as == "MET"
    assert queries.current_grade(case.pk) == "MEDIUM"
    entry = Entry.objects.get(event=events.SIGNED_OFF)
    assert (entry.facts["grade"], entry.facts["level"], entry.facts["dated"]) == ("MEDIUM", "MEDIUM", "2026-11-16")


@pytest.mark.parametrize(
    ("grade", "code", "hours"), [("HIGH", "CRU_REVIEW_HIGH", 24), ("MEDIUM", "CRU_REVIEW_MEDIUM", 72)]
)
def test_a_sign_off_opens_the_specialist_review(sign_off, at, grade, code, hours):
    sign_off(grade=grade, grade_reasons="What neighbours told")
    assert Duty.objects.get(code=code, ended_at=None).due_at == at + timedelta(hours=hours)


def test_a_standard_case_with_children_is_reviewed_and_without_them_it_is_not(sign_off, case):
    sign_off(children="LISTED", children_named=[{"given_name": "Ila"}])
    assert Duty.objects.filter(code="CRU_REVIEW_CHILDREN", ended_at=None).exists()


def test_a_standard_case_without_children_opens_no_review(sign_off):
    sign_off()
    assert not Duty.objects.filter(code__startswith="CRU_REVIEW").exists()


def test_high_risk_opens_referral_to_marac(sign_off):
    sign_off(grade="HIGH", grade_reasons="She believes that he will kill her")
    assert Duty.objects.filter(code="REFER_TO_MARAC", ended_at=None).exists()


def test_an_author_cannot_sign_off_own_assessment(draft, submit, sergeant, case, at, no_to_all, post):
    other = post("second-sergeant", "SERGEANT", "response-1", "sergeant")
    own = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    submitted = submit(assessment_id=own.pk, by=sergeant)

    with pytest.raises(Refused, match="Someone else must sign off your own assessment"):
        decide(submitted, sergeant, at)
    assert decide(submitted, other, at).signed_off_by_id == other.pk


def test_a_typist_cannot_sign_off_what_they_typed(case, neighbourhood, sergeant, submit, at, post):
    other = post("second-sergeant", "SERGEANT", "response-1", "sergeant")
    typed = services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=sergeant, at=at)
    submitted = submit(assessment_id=typed.pk, by=sergeant)

    with pytest.raises(Refused, match="You typed this"):
        decide(submitted, sergeant, at)
    assert decide(submitted, other, at).state == "SIGNED_OFF"


def test_only_a_supervisor_of_the_unit_signs_off(submit, sergeant, other_sergeant, officer, at):
    submitted = submit()
    with pytest.raises(Refused, match="in your own unit"):
        decide(submitted, other_sergeant, at)
    assert decide(submitted, sergeant, at).state == "SIGNED_OFF"


def test_a_sign_off_is_bound_to_the_content_that_was_read(submit, sergeant, no_to_all, at):
    first = submit()
    services.return_assessment(assessment_id=first.pk, reason="Ask about money", by=sergeant, at=at)
    second = submit(answers=no_to_all | {"money": "YES"}, grade_reasons="Seen", grade="MEDIUM")

    with pytest.raises(Stale):
        decide(second, sergeant, at, content_hash=first.content_hash)
    assert decide(second, sergeant, at).state == "SIGNED_OFF"


def test_what_was_changed_behind_the_back_of_everybody_is_not_signed_off(submit, sergeant, at):
    """Past the database's own guard: the seal is worked out anew from what is there."""
    submitted = submit()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE risk_answer DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE risk_answer SET value = 'YES' WHERE assessment_id = %s AND item = 'weapons'", [submitted.pk]
        )

    with pytest.raises(Refused, match="The answers are not those that were submitted"):
        decide(submitted, sergeant, at)

    submitted.refresh_from_db()
    assert submitted.state == "SUBMITTED"


def test_a_supervisor_changes_the_grade_only_with_a_note(submit, sergeant, at):
    submitted = submit()
    with pytest.raises(Refused, match="Say why"):
        decide(submitted, sergeant, at, grade="HIGH")

    signed = decide(submitted, sergeant, at, grade="HIGH", note="He was released an hour ago")
    assert (signed.grade, signed.signed_off_grade) == ("STANDARD", "HIGH")
    assert Decision.objects.get().reason == "He was released an hour ago"


def test_a_supervisor_cannot_lower_visible_high_risk(submit, many_yes, sergeant, at):
    submitted = submit(answers=many_yes(14), grade="HIGH")
    with pytest.raises(Refused, match="visible high risk"):
        decide(submitted, sergeant, at, grade="MEDIUM", note="She is calm")
    assert decide(submitted, sergeant, at).signed_off_grade == "HIGH"


def test_send_back_and_again(submit, draft, sergeant, officer, no_to_all, at):
    submitted = submit()
    returned = services.return_assessment(
        assessment_id=submitted.pk, reason="Ask about weapons again", by=sergeant, at=at + timedelta(hours=1)
    )
    assert (returned.state, returned.returned_reason) == ("RETURNED", "Ask about weapons again")
    redo = Duty.objects.get(code="REDO_ASSESSMENT", ended_at=None)
    assert redo.owner_id == officer.pk
    assert Duty.objects.get(code="SUPERVISE_ASSESSMENT").ended_as == "VOID"

    again = submit(
        answers=no_to_all | {"weapons": "YES"},
        grade="MEDIUM",
        grade_reasons="A chair was thrown",
        at=at + timedelta(hours=2),
    )
    redo.refresh_from_db()
    assert redo.ended_as == "MET"
    signed = decide(again, sergeant, at + timedelta(hours=3))

    assert signed.state == "SIGNED_OFF"
    kinds = list(queries.decisions_of(signed).values_list("kind", "content_hash"))
    assert kinds == [("RETURNED", submitted.content_hash), ("SIGNED_OFF", again.content_hash)]
    assert submitted.content_hash != again.content_hash


def test_sending_back_needs_a_reason(submit, sergeant, at):
    submitted = submit()
    with pytest.raises(Refused) as refused:
        services.return_assessment(assessment_id=submitted.pk, reason="  ", by=sergeant, at=at)
    assert refused.value.field == "reason"


def test_nothing_is_written_after_submission_nor_after_sign_off(submit, sergeant, officer, at):
    submitted = submit()
    change = {"assessment_id": submitted.pk, "answers": {"injury": "YES"}, "by": officer, "at": at}
    with pytest.raises(Refused, match="waits for sign-off"):
        services.save_answers(**change)
    decide(submitted, sergeant, at)
    with pytest.raises(Refused, match="stays as it is"):
        services.save_answers(**change)
    with pytest.raises(Refused, match="stays as it is"):
        submit()
    assert queries.values_of(submitted)["injury"] == "NO"


def test_a_draft_cannot_be_signed_off(draft, sergeant, at):
    with pytest.raises(Refused, match="not waiting for sign-off"):
        decide(draft, sergeant, at)


def test_signing_twice_with_one_command_is_signing_once(submit, sergeant, at):
    submitted, command = submit(), uuid.uuid4()
    decide(submitted, sergeant, at, command_id=command)
    with pytest.raises(AlreadyDone):
        decide(submitted, sergeant, at, command_id=command)
    assert Decision.objects.count() == 1


def test_an_older_assessment_signed_off_late_does_not_take_the_level(
    case, officer, other_officer, sergeant, submit, days, draft
):
    older = submit(grade="HIGH", grade_reasons="Fear", assessed_at=days(0) - timedelta(hours=1))
    newer = services.start_assessment(case_id=case.pk, by=other_officer, at=days(0))
    newer = submit(assessment_id=newer.pk, by=other_officer)
    decide(newer, sergeant, days(0))
    decide(older, sergeant, days(0))

    case.refresh_from_db()
    assert case.risk_level == "STANDARD"
    assert queries.latest_signed_off(case.pk).pk == newer.pk


def test_the_list_holds_the_own_unit_gravest_first_and_never_the_own_work(
    case, submit, sergeant, other_sergeant, other_officer, neighbourhood, officer, days
):
    standard = submit()
    for author, grade, day in ((other_officer, "HIGH", 1), (neighbourhood, "HIGH", 2), (sergeant, "HIGH", 0)):
        started = services.start_assessment(case_id=case.pk, by=author, at=days(day))
        submit(assessment_id=started.pk, by=author, grade=grade, grade_reasons="Fear", at=days(day))

    waiting = [each.author_id for each in queries.waiting_for_sign_off(sergeant)]
    assert waiting == [other_officer.pk, neighbourhood.pk, standard.author_id]
    assert not queries.waiting_for_sign_off(other_sergeant)
    assert not queries.waiting_for_sign_off(officer)


def test_the_author_confirms_what_was_typed_and_nobody_else_does(case, neighbourhood, other_officer, submit, at):
    typed = services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=other_officer, at=at)
    submit(assessment_id=typed.pk, by=other_officer)

    with pytest.raises(Refused, match="Only an author"):
        services.confirm_assessment(assessment_id=typed.pk, by=other_officer, at=at)
    assert services.confirm_assessment(assessment_id=typed.pk, by=neighbourhood, at=at).confirmed_at == at
    with pytest.raises(Refused, match="nothing to confirm"):
        services.confirm_assessment(assessment_id=typed.pk, by=neighbourhood, at=at)


def test_every_state_of_an_assessment_stays_in_its_history(sign_off):
    signed = sign_off()
    assert list(signed.history.order_by("history_date").values_list("state", flat=True)) == [
        "DRAFT",
        "DRAFT",
        "SUBMITTED",
        "SIGNED_OFF",
    ]


def test_only_an_assessment_of_the_day_of_a_change_or_later_meets_the_reassessment(sign_off, case, officer, days):
    record("custody.released", about=case, case_id=case.pk, by=officer, at=days(1), level="", kind="RELEASED")
    assert Duty.objects.filter(code="REASSESS_RELEASE", ended_at=None).exists()

    sign_off(assessed_at=days(0), at=days(1))
    assert Duty.objects.filter(code="REASSESS_RELEASE", ended_at=None).exists()


def test_an_assessment_of_the_day_of_a_change_meets_the_reassessment(sign_off, case, officer, days):
    record("custody.released", about=case, case_id=case.pk, by=officer, at=days(0), level="", kind="RELEASED")
    sign_off(assessed_at=days(0))
    assert Duty.objects.get(code="REASSESS_RELEASE").ended_as == "MET"
