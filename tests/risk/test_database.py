"""What the database refuses, whoever asks and however."""

import pytest
from django.db import DatabaseError, connection, transaction

from risk import services

pytestmark = pytest.mark.django_db


def refused(sql, *values, words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


SIGN = (
    "UPDATE risk_assessment SET state = 'SIGNED_OFF', signed_off_at = now(), signed_off_grade = 'HIGH', "
    "held_grade = 'HIGH', signed_off_by_id = %s WHERE id = %s"
)
REVIEW = "UPDATE risk_assessment SET reviewed_at = now(), reviewed_by_id = %s, reviewed_grade = %s WHERE id = %s"


def test_an_author_never_signs_off(submit, officer, sergeant):
    submitted = submit()
    refused(SIGN, officer.pk, submitted.pk, words="assessment_signed_off_by_another")
    with connection.cursor() as cursor:
        cursor.execute(SIGN, [sergeant.pk, submitted.pk])
        assert cursor.rowcount == 1


def test_a_typist_never_signs_off(case, neighbourhood, other_officer, submit, at):
    typed = services.start_assessment(case_id=case.pk, for_officer_id=neighbourhood.pk, by=other_officer, at=at)
    submit(assessment_id=typed.pk, by=other_officer)
    refused(SIGN, other_officer.pk, typed.pk, words="assessment_signed_off_not_by_typist")


def test_an_author_never_decides_in_a_row_of_its_own(submit, officer):
    submitted = submit()
    insert = (
        "INSERT INTO risk_decision (id, assessment_id, kind, by_id, at, grade, reason, content_hash) "
        "VALUES (gen_random_uuid(), %s, 'SIGNED_OFF', %s, now(), 'HIGH', '', '')"
    )
    refused(insert, submitted.pk, officer.pk, words="somebody else")


def test_an_author_never_reviews(sign_off, officer):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    refused(REVIEW, officer.pk, "HIGH", signed.pk, words="assessment_reviewed_by_another")


def test_visible_high_risk_is_never_lowered(sign_off, many_yes, cru):
    signed = sign_off(answers=many_yes(14), grade="HIGH")
    refused(REVIEW, cru.pk, "MEDIUM", signed.pk, words="assessment_visible_high_risk_stays")
    insert = (
        "INSERT INTO risk_review (id, assessment_id, reviewer_id, before, grade, reasons, at) "
        "VALUES (gen_random_uuid(), %s, %s, 'HIGH', 'STANDARD', 'x', now())"
    )
    refused(insert, signed.pk, cru.pk, words="never lowered")


def test_visible_high_risk_is_never_submitted_lower(submit, many_yes, draft):
    submit(answers=many_yes(14), grade="HIGH")
    refused("UPDATE risk_assessment SET grade = 'MEDIUM' WHERE id = %s", draft.pk, words="does not change")


@pytest.mark.parametrize("column", ["grade_reasons", "content_hash", "observations", "returned_reason", "state"])
def test_a_signed_off_assessment_never_changes(sign_off, column):
    signed = sign_off()
    refused(f"UPDATE risk_assessment SET {column} = 'DRAFT' WHERE id = %s", signed.pk, words="does not change")
    refused("DELETE FROM risk_assessment WHERE id = %s", signed.pk, words="stays")


def test_answers_never_change_after_submission(submit):
    submitted = submit()
    refused("UPDATE risk_answer SET value = 'YES' WHERE assessment_id = %s", submitted.pk, words="do not change")
    refused("DELETE FROM risk_answer WHERE assessment_id = %s", submitted.pk, words="do not change")
    insert = (
        "INSERT INTO risk_answer (id, assessment_id, item, value, comment, source, version) "
        "VALUES (gen_random_uuid(), %s, 'late', 'YES', '', 'VICTIM', 1)"
    )
    refused(insert, submitted.pk, words="do not change")


def test_a_draft_is_never_signed_off_without_submission(draft, sergeant):
    refused(SIGN, sergeant.pk, draft.pk, words="only a submitted|assessment_submitted_whole")


def test_a_submission_has_grade_and_time(draft):
    refused("UPDATE risk_assessment SET state = 'SUBMITTED' WHERE id = %s", draft.pk, words="assessment_")


def test_an_answer_is_one_of_its_values(draft, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    refused("UPDATE risk_answer SET value = 'MAYBE' WHERE assessment_id = %s", draft.pk, words="one_of_its_values")


def test_a_question_is_answered_once(draft, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    insert = (
        "INSERT INTO risk_answer (id, assessment_id, item, value, comment, source, version) "
        "VALUES (gen_random_uuid(), %s, 'injury', 'NO', '', 'VICTIM', 1)"
    )
    refused(insert, draft.pk, words="answer_once")


@pytest.mark.parametrize("table", ["risk_decision", "risk_historicalassessment", "risk_historicalanswer"])
def test_decisions_and_history_are_append_only(sign_off, table):
    sign_off()
    refused(f"DELETE FROM {table}", words="append-only")
