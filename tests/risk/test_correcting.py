"""A signed-off assessment that is corrected: the sign-off ends, is kept, and the item goes back with its deadline."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import AlreadyDone, Refused
from core.models import Duty, Entry
from dacase import story
from risk import events, queries, services
from risk.models import Assessment, Conflict, Selection
from risk.sealing import digest
from tests.risk.test_pages import text
from tests.risk.test_races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def correct(officer, at):
    """Return a function that corrects an assessment four hours later; any keyword may be replaced."""

    def corrected(signed, **changes):
        arguments = {
            "assessment_id": signed.pk,
            "answers": {"weapons": "YES"},
            "grade": "MEDIUM",
            "grade_reasons": "A chair was thrown",
            "reason": "I ticked the wrong box",
            "by": officer,
            "at": at + timedelta(hours=4),
        }
        return services.correct_assessment(**(arguments | changes))

    return corrected


def test_a_correction_ends_the_sign_off_and_keeps_what_was_signed(sign_off, correct, sergeant, officer):
    signed = sign_off()

    correction = correct(signed)

    kept = Assessment.objects.get(pk=signed.pk)
    assert (kept.state, kept.signed_off_by_id, kept.signed_off_grade) == ("VOIDED", sergeant.pk, "STANDARD")
    assert (kept.voided_by_id, kept.void_reason) == (officer.pk, "I ticked the wrong box")
    assert digest(kept) == kept.content_hash == queries.decisions_of(kept).get().content_hash
    assert queries.values_of(kept)["weapons"] == "NO"
    assert (correction.state, correction.corrects_id, correction.grade) == ("SUBMITTED", signed.pk, "MEDIUM")
    assert queries.values_of(correction)["weapons"] == "YES"
    assert correction.content_hash != kept.content_hash


def test_it_goes_back_to_a_supervisor_with_the_deadline_of_the_first_time(sign_off, correct, sergeant, at):
    signed = sign_off()

    correction = correct(signed)

    owed = Duty.objects.get(code="SUPERVISE_CORRECTED", ended_at=None)
    assert (owed.subject_id, owed.owner_id) == (correction.pk, sergeant.pk)
    assert (owed.started_at, owed.due_at) == (at, at + timedelta(hours=24))
    assert story.way(owed) == reverse("assessment_sign_off", args=[correction.pk])
    assert list(queries.waiting_for_sign_off(sergeant)) == [correction]


def test_one_that_is_corrected_and_graded_below_its_answers_is_reviewed_by_a_time(
    sign_off, correct, case, sergeant, at
):
    correction = correct(sign_off(), grade="STANDARD")
    services.sign_off_assessment(
        assessment_id=correction.pk, content_hash=correction.content_hash, by=sergeant, at=at + timedelta(hours=5)
    )

    assert Selection.objects.get(assessment=correction).grounds == ["DISAGREEMENT", "CORRECTED"]
    owed = Duty.objects.get(case_id=case.pk, code="CRU_REVIEW_SAMPLE", ended_at=None)
    assert owed.due_at == datetime(2026, 11, 24, tzinfo=UTC)


def test_a_correction_of_a_correction_keeps_the_first_deadline(sign_off, correct, sergeant, at):
    first = correct(sign_off())
    services.sign_off_assessment(
        assessment_id=first.pk, content_hash=first.content_hash, by=sergeant, at=at + timedelta(hours=30)
    )

    correct(first, answers={"money": "YES"}, at=at + timedelta(hours=40))

    assert Duty.objects.get(code="SUPERVISE_CORRECTED", ended_at=None).due_at == at + timedelta(hours=24)


@pytest.mark.parametrize(
    ("first", "second", "waiting", "after"),
    [
        ("STANDARD", "HIGH", "STANDARD", "HIGH"),
        ("HIGH", "STANDARD", "HIGH", "STANDARD"),
        ("MEDIUM", "MEDIUM", "MEDIUM", "MEDIUM"),
    ],
)
def test_the_level_is_never_lowered_by_one_person(sign_off, correct, case, sergeant, at, first, second, waiting, after):
    signed = sign_off(grade=first, grade_reasons="What I saw")

    correction = correct(signed, grade=second)
    case.refresh_from_db()
    assert case.risk_level == waiting

    services.sign_off_assessment(
        assessment_id=correction.pk, content_hash=correction.content_hash, by=sergeant, at=at + timedelta(hours=5)
    )
    case.refresh_from_db()
    assert case.risk_level == after == queries.current_grade(case.pk)


def test_an_older_one_that_is_corrected_leaves_the_level_of_the_newer(
    sign_off, submit, correct, case, other_officer, sergeant, days
):
    older = sign_off(grade="HIGH", grade_reasons="Fear", assessed_at=days(0) - timedelta(hours=1))
    newer = services.start_assessment(case_id=case.pk, by=other_officer, at=days(0))
    newer = submit(assessment_id=newer.pk, grade_reasons="He left", by=other_officer)
    services.sign_off_assessment(assessment_id=newer.pk, content_hash=newer.content_hash, by=sergeant, at=days(0))

    correct(older, grade="HIGH")

    case.refresh_from_db()
    assert case.risk_level == "STANDARD"


def test_a_sign_off_that_lowers_the_level_is_looked_at_again(sign_off, correct, sergeant, cru, at):
    signed = sign_off(grade="MEDIUM", grade_reasons="What I saw")
    services.review_grade(assessment_id=signed.pk, grade="MEDIUM", reasons="Read", by=cru, at=at)
    correction = correct(signed, grade="STANDARD")

    again = services.sign_off_assessment(
        assessment_id=correction.pk, content_hash=correction.content_hash, by=sergeant, at=at
    )

    assert again.needs_review
    assert Duty.objects.filter(code="CRU_REVIEW_LOWERED", ended_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": "  "}, "Say why this assessment is corrected"),
        ({"answers": {}, "grade": "", "grade_reasons": None}, "Nothing in it is different"),
        ({"grade": "LOW"}, "Choose the grade"),
    ],
)
def test_a_correction_says_why_and_what(sign_off, correct, changes, said):
    signed = sign_off()
    with pytest.raises(Refused, match=said):
        correct(signed, **changes)
    assert Assessment.objects.get().state == "SIGNED_OFF"


def test_only_author_and_typist_correct(sign_off, correct, other_officer):
    signed = sign_off()
    with pytest.raises(Refused, match="Only its author"):
        correct(signed, by=other_officer)
    assert correct(signed).state == "SUBMITTED"


def test_what_is_not_signed_off_or_was_corrected_is_not_corrected(submit, sergeant, correct, at):
    submitted = submit()
    with pytest.raises(Refused, match="Change this one itself"):
        correct(submitted)
    services.sign_off_assessment(assessment_id=submitted.pk, content_hash=submitted.content_hash, by=sergeant, at=at)
    correct(submitted)
    with pytest.raises(Refused, match="was corrected already"):
        correct(submitted)


def test_the_author_does_not_sign_the_correction(post, case, submit, sergeant, correct, at):
    other = post("second-sergeant", "SERGEANT", "response-1", "sergeant")
    own = services.start_assessment(case_id=case.pk, by=sergeant, at=at)
    submitted = submit(assessment_id=own.pk, by=sergeant)
    signed = services.sign_off_assessment(assessment_id=own.pk, content_hash=submitted.content_hash, by=other, at=at)
    correction = correct(signed, by=sergeant)
    sign = {"assessment_id": correction.pk, "content_hash": correction.content_hash, "at": at}
    with pytest.raises(Refused, match="Someone else must sign off your own"):
        services.sign_off_assessment(by=sergeant, **sign)
    assert services.sign_off_assessment(by=other, **sign).state == "SIGNED_OFF"


def test_the_same_correction_sent_twice_is_made_once(sign_off, correct):
    signed, command = sign_off(), uuid.uuid4()
    correct(signed, command_id=command)
    with pytest.raises(AlreadyDone):
        correct(signed, command_id=command)
    assert Entry.objects.filter(event=events.CORRECTED).count() == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.dictionaries(
        st.sampled_from(["injury", "money", "animals", "breach"]), st.sampled_from(["YES", "REFUSED"]), min_size=1
    ),
    grade=st.sampled_from(["STANDARD", "MEDIUM", "HIGH"]),
)
def test_no_sign_off_outlives_any_change_of_what_it_signed(sign_off, correct, answers, grade):
    with transaction.atomic():
        signed = sign_off()

        correction = correct(signed, answers=answers, grade=grade)

        signed.refresh_from_db()
        assert signed.state == "VOIDED"
        assert digest(signed) == signed.content_hash
        assert digest(correction) == correction.content_hash != signed.content_hash
        assert not queries.decisions_of(correction).exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE risk_assessment SET state = 'VOIDED' WHERE corrects_id IS NULL", "assessment_voided_whole|does not"),
        ("UPDATE risk_assessment SET observations = 'x' WHERE state = 'VOIDED'", "does not change"),
        ("UPDATE risk_assessment SET state = 'SIGNED_OFF', voided_at = NULL WHERE state = 'VOIDED'", "does not change"),
        ("UPDATE risk_assessment SET corrects_id = NULL WHERE corrects_id IS NOT NULL", "does not change"),
        ("UPDATE risk_answer SET value = 'YES'", "do not change"),
    ],
)
def test_the_database_keeps_what_was_signed(sign_off, correct, statement, words):
    correct(sign_off())
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_conflict_moves_the_decision_to_another_with_the_same_deadline(submit, post, sergeant, at):
    other = post("second-sergeant", "SERGEANT", "response-1", "sergeant")
    submitted = submit()
    declare = {"assessment_id": submitted.pk, "by": sergeant, "at": at + timedelta(hours=2)}
    with pytest.raises(Refused, match="Say who is close"):
        services.declare_conflict(reason=" ", **declare)

    services.declare_conflict(reason="Her brother is my neighbour", **declare)

    owed = Duty.objects.get(code__startswith="SUPERVISE", ended_at=None)
    assert (owed.code, owed.owner_id, owed.due_at) == ("SUPERVISE_BY_ANOTHER", other.pk, at + timedelta(hours=24))
    assert not queries.waiting_for_sign_off(sergeant)
    assert list(queries.waiting_for_sign_off(other)) == [submitted]
    sign = {"assessment_id": submitted.pk, "content_hash": submitted.content_hash, "at": at}
    with pytest.raises(Refused, match="close to you"):
        services.sign_off_assessment(by=sergeant, **sign)
    with pytest.raises(Refused, match="close to you"):
        services.return_assessment(assessment_id=submitted.pk, reason="Ask again", by=sergeant, at=at)
    with pytest.raises(Refused, match="declared this before"):
        services.declare_conflict(reason="Again", **declare)
    assert services.sign_off_assessment(by=other, **sign).state == "SIGNED_OFF"


def test_a_reviewer_in_conflict_does_not_review(sign_off, cru, other_cru, at):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    services.declare_conflict(assessment_id=signed.pk, reason="A friend", by=cru, at=at)
    assert not queries.waiting_for_review(cru)
    look = {"assessment_id": signed.pk, "grade": "HIGH", "reasons": "Records", "at": at}
    with pytest.raises(Refused, match="close to you"):
        services.review_grade(by=cru, **look)
    assert services.review_grade(by=other_cru, **look).grade == "HIGH"


def test_only_who_decides_declares_a_conflict(submit, other_officer, at):
    with pytest.raises(Refused, match="Only who signs off, reviews"):
        services.declare_conflict(assessment_id=submit().pk, reason="A friend", by=other_officer, at=at)


def test_the_database_refuses_a_decision_in_conflict(submit, sergeant, case, at):
    submitted = submit()
    Conflict.objects.create(case=case, officer=sergeant, reason="A friend", declared_at=at)
    insert = (
        "INSERT INTO risk_decision (id, assessment_id, kind, by_id, at, grade, reason, content_hash) "
        "VALUES (gen_random_uuid(), %s, 'SIGNED_OFF', %s, now(), 'HIGH', '', '')"
    )
    with pytest.raises(DatabaseError, match="does not decide"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [submitted.pk, sergeant.pk])


def test_the_page_corrects_and_shows_both(sign_off, officer, sergeant, client_for):
    signed = sign_off()
    client = client_for(officer)
    address = reverse("assessment_correct", args=[signed.pk])
    assert "What was signed stays in the record" in text(client.get(address))
    sent = {"answer_weapons": "YES", "children": "NONE", "grade": "MEDIUM", "grade_reasons": "A chair"}

    refused = client.post(address, sent)
    assert refused.status_code == 422
    done = client.post(address, sent | {"reason": "The wrong box"})

    assert done.status_code == 302
    assert "Corrects a signed-off assessment because The wrong box" in text(client_for(sergeant).get(done.url))
    before = text(client.get(reverse("assessment", args=[signed.pk])))
    assert "Sign-off ended by a correction" in before
    assert "Had been signed off by Sergeant Example, standard" in before


def test_a_machine_corrects(sign_off, officer, api_for):
    signed = sign_off()
    sent = {"reason": "The wrong box", "answers": {"weapons": "YES"}, "grade": "MEDIUM", "grade_reasons": "A chair"}
    answer = api_for(officer).post(f"/api/v1/assessments/{signed.pk}/correct/", sent, format="json")
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["corrects"]) == ("SUBMITTED", str(signed.pk))


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_one_moment_leave_one(sign_off, correct):
    signed = sign_off()

    ended = at_once(lambda: correct(signed), lambda: correct(signed, answers={"money": "YES"}))

    assert ended == ["done", "refused"]
    assert Assessment.objects.filter(corrects=signed).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_and_a_review_at_one_moment_leave_one_story(sign_off, correct, cru, at, case):
    signed = sign_off(grade="HIGH", grade_reasons="Fear")
    review = lambda: services.review_grade(  # noqa: E731
        assessment_id=signed.pk, grade="HIGH", reasons="Records", by=cru, at=at
    )

    assert at_once(lambda: correct(signed), review) in (["done", "done"], ["done", "refused"])

    signed.refresh_from_db()
    assert signed.state == "VOIDED"
    assert digest(signed) == signed.content_hash
    case.refresh_from_db()
    assert case.risk_level == "HIGH"
