"""Further questions: opened by an answer, asked in the same assessment, never silently left out."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core.errors import Refused
from core.models import Duty
from risk import queries, services
from risk.models import Assessment, Further
from risk.sealing import digest
from tests.risk.test_pages import text

pytestmark = pytest.mark.django_db


def test_an_opened_set_must_be_asked_before_submission(submit, no_to_all, further, officer):
    stalked = no_to_all | {"stalking": "YES"}
    with pytest.raises(Refused, match="The answer to stalking opens further questions") as refused:
        submit(answers=stalked, left_out={}, grade="HIGH", grade_reasons="Followed")
    assert refused.value.field == "answers"

    done = submit(answers=stalked | further("S_DASH"), left_out={}, grade="HIGH", grade_reasons="Followed")

    assert done.state == "SUBMITTED"
    row = Further.objects.get(assessment=done)
    assert (row.instrument, row.version, row.left_out) == ("S_DASH", "1", "")


@pytest.mark.parametrize("value", ["NO", "DONT_KNOW", "REFUSED", "NOT_ASKED"])
def test_nothing_is_opened_by_any_other_answer(submit, no_to_all, value):
    grade = {"grade": "MEDIUM", "grade_reasons": "Not all is known"}
    assert submit(answers=no_to_all | {"stalking": value}, left_out={}, **grade).state == "SUBMITTED"


def test_a_set_is_left_out_only_with_a_reason(submit, no_to_all):
    stalked = {"answers": no_to_all | {"stalking": "YES"}, "grade": "HIGH", "grade_reasons": "Followed"}
    with pytest.raises(Refused, match="opens further questions"):
        submit(left_out={"S_DASH": "  "}, **stalked)

    done = submit(left_out={"S_DASH": "She was taken to hospital"}, **stalked)

    assert Further.objects.get(assessment=done).reason == "She was taken to hospital"


def test_half_a_set_is_named_question_by_question(submit, no_to_all, further):
    half = dict(list(further("S_DASH").items())[:10])
    with pytest.raises(Refused, match=r"not answered yet: 11 \(stalking_violent_past\)"):
        submit(answers=no_to_all | {"stalking": "YES"} | half, left_out={}, further_unasked=True, grade="HIGH")


def test_listed_children_open_the_questions_about_them(submit, further, no_to_all):
    listed = {"children": "LISTED", "children_named": [{"given_name": "Ila"}], "left_out": {}}
    with pytest.raises(Refused, match="The answer to children opens further questions"):
        submit(**listed)

    words = {"child_present_where": {"comment": "On the stairs"}, "child_said": {"value": "NOT_ASKED"}}
    done = submit(answers=no_to_all | further("CHILD") | words, **listed)

    answers = queries.answers_of(done)
    assert (answers["child_present_where"].value, answers["child_present_where"].comment) == (
        "WRITTEN",
        "On the stairs",
    )


def test_further_answers_are_weighed_with_their_reason(submit, no_to_all, further):
    threats = further("S_DASH") | {"stalking_threats": "YES", "stalking_frightened": "YES"}
    done = submit(answers=no_to_all | {"stalking": "YES"} | threats, left_out={}, grade="HIGH")

    assert done.suggested_grade == "HIGH"
    assert "STALKING_THREATS" in [reason["code"] for reason in done.suggested_reasons]
    assert done.yes_count == 1


def test_a_set_that_is_answered_after_all_is_no_longer_left_out(draft, officer, further, at):
    write = {"assessment_id": draft.pk, "by": officer, "at": at}
    services.save_answers(answers={"stalking": "YES"}, left_out={"S_DASH": "No time"}, **write)
    assert Further.objects.get().left_out == "DECLINED"

    services.save_answers(answers=further("S_DASH"), left_out={"S_DASH": ""}, **write)

    assert Further.objects.get().left_out == ""
    assert queries.further_missing(queries.assessment(draft.pk, reader=officer)) == []


def test_a_set_that_is_not_there_is_refused(draft, officer, at):
    with pytest.raises(Refused, match="no further questions DASH"):
        services.save_answers(assessment_id=draft.pk, left_out={"DASH": "No"}, by=officer, at=at)


def test_the_seal_covers_the_further_sets(submit, no_to_all):
    done = submit(answers=no_to_all | {"stalking": "YES"}, grade="HIGH", grade_reasons="Followed")
    assert digest(Assessment.objects.get()) == done.content_hash

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE risk_further SET reason = 'Another' WHERE assessment_id = %s", [done.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert digest(Assessment.objects.get()) != done.content_hash


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE risk_further SET reason = 'x'", "do not change"),
        ("DELETE FROM risk_further", "do not change"),
        ("DELETE FROM risk_historicalfurther", "append-only"),
    ],
)
def test_the_database_keeps_them_after_submission(submit, no_to_all, statement, words):
    submit(answers=no_to_all | {"stalking": "YES"}, grade="HIGH", grade_reasons="Followed")
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_set_left_out_without_a_reason(draft):
    with pytest.raises(DatabaseError, match="further_left_out_with_reason"), transaction.atomic():
        Further.objects.create(
            assessment=draft, instrument="S_DASH", version="1", question_set_hash="x", left_out="DECLINED"
        )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, set()),
        ({"answers": {"stalking": "YES"}}, {"CRU_REVIEW_LEFT_OUT"}),
    ],
)
def test_a_specialist_looks_where_questions_were_left_out(sign_off, no_to_all, changes, codes):
    answers = no_to_all | changes.get("answers", {})
    signed = sign_off(answers=answers, grade_reasons="One message last year")
    owed = Duty.objects.filter(code__startswith="CRU_REVIEW", ended_at=None)
    assert set(owed.values_list("code", flat=True)) == codes
    assert signed.needs_review is bool(codes)


def test_a_machine_that_knows_no_further_questions_hands_in_and_they_are_marked_unasked(
    draft, officer, api_for, many_yes
):
    sent = {"grade": "HIGH", "answers": many_yes(14), "children": "NONE"}
    answer = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/submit/", sent, format="json")

    assert answer.status_code == 200
    found = {each["instrument"]: each for each in answer.json()["further"]}
    assert found["S_DASH"]["left_out"] == "UNASKED"
    assert found["S_DASH"]["opened_by"] == ["stalking"]


def test_a_machine_that_begins_a_set_must_end_it(draft, officer, api_for, many_yes):
    sent = {"grade": "HIGH", "answers": many_yes(14) | {"stalking_damage": "YES"}, "children": "NONE"}
    answer = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/submit/", sent, format="json")

    assert answer.status_code == 422
    assert "stalking_visits" in answer.json()["detail"]


def opened(html):
    """Say whether the further questions on stalking are open on a page."""
    (begins,) = re.findall(r'<details[^>]* id="further_S_DASH"[^>]*>', html)
    return begins.endswith(" open>")


def test_the_page_opens_the_set_once_its_answer_is_saved(draft, officer, client_for, at):
    address = reverse("assessment_answer", args=[draft.pk])
    html = client_for(officer).get(address).content.decode()
    assert not opened(html)

    services.save_answers(assessment_id=draft.pk, answers={"stalking": "YES"}, by=officer, at=at)

    page = client_for(officer).get(address)
    assert opened(page.content.decode())
    assert "Opened by question 8" in text(page)


def test_the_check_names_the_further_questions_that_are_open(draft, officer, client_for, at):
    services.save_answers(assessment_id=draft.pk, answers={"stalking": "YES"}, by=officer, at=at)
    page = text(client_for(officer).get(reverse("assessment_submit", args=[draft.pk])))
    assert "Stalking: further questions (our own wording): 11 questions without an answer" in page


def test_the_supervisor_reads_the_further_answers_and_why_a_set_was_left_out(
    submit, no_to_all, further, sergeant, client_for
):
    answers = no_to_all | {"stalking": "YES", "control": "YES"} | further("S_DASH")
    done = submit(answers=answers, left_out={"COERCIVE_CONTROL": "He came back"}, grade="HIGH", grade_reasons="Fear")
    page = text(client_for(sergeant).get(reverse("assessment_sign_off", args=[done.pk])))
    assert "Does this person turn up, unasked" in page
    assert "Left out: He came back" in page


def test_the_page_of_the_questions_costs_few_queries(draft, officer, client_for, django_assert_max_num_queries):
    client = client_for(officer)
    address = reverse("assessment_answer", args=[draft.pk])
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)


def test_a_question_that_opens_two_sets_says_both(case, officer, client_for, at):
    frequency = services.start_assessment(case_id=case.pk, instrument="FREQUENCY", by=officer, at=at)

    page = client_for(officer).get(reverse("assessment_answer", args=[frequency.pk])).content.decode()

    (begins,) = re.findall(r'<div[^>]* data-question="freq_isolation"[^>]*>', page)
    assert 'data-opens="H_DASH COERCIVE_CONTROL"' in begins
    question = page.split('id="question_freq_isolation"')[1].split('id="question_freq_monitoring"')[0]
    assert "questions about family honour as well" in question
    assert "questions about control as well" in question
