"""Submitting an assessment: what is refused, what is kept, and what it opens."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from core.errors import Absent, AlreadyDone, Refused, Stale
from core.models import Duty, Entry
from law import questionnaires
from law.further import SETS
from people.models import Person
from risk import events, queries, services
from risk.models import Assessment

pytestmark = pytest.mark.django_db


def open_duties(case):
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


def test_submitting_meets_assess_and_opens_supervision(submit, case, sergeant, at):
    assert "ASSESS" in open_duties(case)

    submitted = submit()

    assert "ASSESS" not in open_duties(case)
    duty = Duty.objects.get(code="SUPERVISE_ASSESSMENT", subject_id=submitted.pk)
    assert (duty.owner_id, duty.role, duty.due_at) == (sergeant.pk, "SERGEANT", at + timedelta(hours=24))
    assert submitted.state == "SUBMITTED"
    assert len(submitted.content_hash) == 64


def test_silence_is_named_refused_and_never_turned_into_a_value(submit, draft, no_to_all, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    del no_to_all["injury"], no_to_all["strangle"], no_to_all["weapons"]

    with pytest.raises(Refused) as refused:
        submit(answers=no_to_all)

    assert refused.value.field == "answers"
    assert "16 (weapons), 18 (strangle)" in refused.value.sentence
    assert "injury" not in refused.value.sentence
    assert queries.values_of(draft) == {"injury": "YES"}
    assert Assessment.objects.get(pk=draft.pk).state == "DRAFT"


def test_refused_and_not_asked_are_open_and_never_no(submit, no_to_all):
    open_answers = {"stalking": "REFUSED", "control": "NOT_ASKED", "weapons": "DONT_KNOW"}
    submitted = submit(answers=no_to_all | open_answers, grade="MEDIUM", grade_reasons="Too much is open")
    assert (submitted.yes_count, submitted.unknown_count) == (0, 3)
    assert (submitted.range_low, submitted.range_high) == (0, 3)


@pytest.mark.parametrize("children", ["NOT_ASKED", None])
def test_silence_about_children_is_refused(submit, children):
    with pytest.raises(Refused) as refused:
        submit(children=children)
    assert refused.value.field == "children"


def test_children_that_are_listed_have_names(submit):
    with pytest.raises(Refused, match="Name the children"):
        submit(children="LISTED")


def test_no_children_cannot_be_said_with_names(submit):
    with pytest.raises(Refused, match="cannot be 'no children'"):
        submit(children="NONE", children_named=[{"given_name": "Ila"}])


OF_WHOM = {"comment": "Her mother, who lives with her"}


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("contact_conflict", {"value": "YES"}),
        ("contact_conflict", {"value": "YES", "comment": "In March"}),
        ("child_hurt", {"value": "YES", "comment": " "}),
        ("stepchildren", {"value": "YES"}),
        ("cc_children", {"value": "YES"}),
        ("child_saw", {"value": "YES"}),
    ],
)
def test_no_children_beside_an_answer_that_speaks_of_a_child_is_refused_by_service_page_and_api(
    submit, draft, no_to_all, further, officer, client_for, api_for, at, code, answer
):
    asked = further("COERCIVE_CONTROL") if code == "cc_children" else further("CHILD") if code == "child_saw" else {}
    answers = no_to_all | asked | {code: answer}
    said = rf"\({code}\) speaks of a child, so the answer about children cannot be 'no children'"

    with pytest.raises(Refused, match=said) as refused:
        submit(answers=answers, left_out={})
    assert refused.value.field == "children"

    sent = {"grade": "HIGH", "grade_reasons": "What I saw", "answers": answers, "children": "NONE"}
    done = api_for(officer).post(f"/api/v1/assessments/{draft.pk}/submit/", sent, format="json")
    assert done.status_code == 422 and re.search(said, done.content.decode())

    left = dict.fromkeys(SETS, "She had to leave") if not asked else {}
    services.save_answers(assessment_id=draft.pk, answers=answers, children="NONE", left_out=left, by=officer, at=at)
    client, page = client_for(officer), reverse("assessment_submit", args=[draft.pk])
    assert "Name the children, or change what is wrong." in client.get(page).content.decode()
    typed = {"grade": "HIGH", "grade_reasons": "What I saw", "lock_version": 2}
    again = client.post(page, typed)
    assert again.status_code in (409, 422) and "What I saw" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "children"),
    [
        ({"child_hurt": {"value": "YES", **OF_WHOM}}, "NONE"),
        ({"child_hurt": "DONT_KNOW", "contact_conflict": "REFUSED"}, "NONE"),
        ({"contact_conflict": "YES"}, "LISTED"),
    ],
)
def test_an_answer_of_somebody_else_or_not_known_or_with_the_child_named_stands(submit, no_to_all, changes, children):
    named = [{"given_name": "Robin", "family_name": "Vale"}] if children == "LISTED" else []

    done = submit(
        answers=no_to_all | changes, children=children, children_named=named, grade="HIGH", grade_reasons="What I saw"
    )

    assert done.state == "SUBMITTED"


def test_an_answer_of_a_set_that_was_left_out_denies_no_child(submit, no_to_all):
    submitted = submit(answers=no_to_all | {"cc_children": "YES"})

    assert submitted.state == "SUBMITTED"


def test_a_child_found_in_the_assessment_is_a_person_and_the_school_is_told(submit, case):
    submitted = submit(
        children="LISTED", children_named=[{"given_name": "Ila", "family_name": "Vale", "born_on": "2019-05"}]
    )
    child = Person.objects.get(given_name="Ila")
    assert submitted.child_ids == [child.pk]
    assert "SCHOOL_NOTICE_ASSESSED" in open_duties(case)


def test_a_child_is_not_registered_again_on_the_second_submission(submit, sergeant, officer, at):
    first = submit(children="LISTED", children_named=[{"given_name": "Ila", "family_name": "Vale"}])
    services.return_assessment(assessment_id=first.pk, reason="Ask again", by=sergeant, at=at)

    again = submit(children="LISTED")

    assert Person.objects.filter(given_name="Ila").count() == 1
    assert len(again.child_ids) == 1
    assert [entry.facts["first"] for entry in Entry.objects.filter(event=events.SUBMITTED).order_by("pk")] == [
        True,
        False,
    ]


def test_the_suggestion_is_kept_with_its_reasons(submit, no_to_all):
    submitted = submit(answers=no_to_all | {"strangle": "YES"}, grade="HIGH")
    assert submitted.suggested_grade == "HIGH"
    assert "STRANGULATION" in {reason["code"] for reason in submitted.suggested_reasons}


def test_another_grade_than_the_suggested_needs_reasons(submit, no_to_all):
    answers = no_to_all | {"strangle": "YES"}
    with pytest.raises(Refused, match="suggest High") as refused:
        submit(answers=answers, grade="MEDIUM")
    assert refused.value.field == "grade_reasons"
    assert submit(answers=answers, grade="MEDIUM", grade_reasons="A game among brothers").grade == "MEDIUM"


def test_thirteen_yes_may_be_graded_down_and_fourteen_may_not(submit, many_yes):
    with pytest.raises(Refused, match="visible high risk") as refused:
        submit(answers=many_yes(14), grade="MEDIUM", grade_reasons="She is calm")
    assert refused.value.field == "grade"

    submitted = submit(answers=many_yes(13), grade="MEDIUM", grade_reasons="She is calm")
    assert (submitted.visible_high_risk, submitted.grade) == (False, "MEDIUM")


def test_an_asking_in_the_future_is_refused(submit, at):
    with pytest.raises(Refused, match="in the future"):
        submit(assessed_at=at + timedelta(minutes=1))
    assert submit(assessed_at=at).state == "SUBMITTED"


def test_a_version_that_did_not_stand_on_the_day_is_refused(case, officer, at):
    frequency = services.start_assessment(case_id=case.pk, instrument="FREQUENCY", by=officer, at=at)
    arguments = {
        "assessment_id": frequency.pk,
        "answers": {item.code: "NEVER" for item in questionnaires.in_force("FREQUENCY", at.date()).items},
        "children": "NONE",
        "grade": "STANDARD",
        "grade_reasons": "Nothing is known",
        "by": officer,
        "at": at,
    }
    with pytest.raises(Refused, match="was not in force on 1 June 2020"):
        services.submit_assessment(**arguments, assessed_at=at.replace(year=2020, month=6, day=1))
    assert services.submit_assessment(**arguments).suggested_grade == ""


def test_judgement_alone_needs_reasons(case, officer, at):
    frequency = services.start_assessment(case_id=case.pk, instrument="FREQUENCY", by=officer, at=at)
    with pytest.raises(Refused, match="graded by judgement"):
        services.submit_assessment(
            assessment_id=frequency.pk,
            answers={item.code: "OFTEN" for item in questionnaires.in_force("FREQUENCY", at.date()).items},
            children="LISTED",
            children_named=[{"given_name": "Robin"}],
            further_unasked=True,
            grade="HIGH",
            by=officer,
            at=at,
        )


def test_submitting_twice_with_one_command_is_submitting_once(submit):
    command = uuid.uuid4()
    submitted = submit(command_id=command)
    with pytest.raises(AlreadyDone) as done:
        submit(command_id=command)
    assert done.value.entry.subject_id == submitted.pk
    assert Entry.objects.filter(event=events.SUBMITTED).count() == 1


def test_a_submission_of_answers_that_changed_since_is_stale(submit, draft, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    with pytest.raises(Stale):
        submit(lock_version=draft.lock_version)
    draft.refresh_from_db()
    assert submit(lock_version=queries.changes_of(draft)).state == "SUBMITTED"


def test_the_answers_of_before_are_then_and_never_now(sign_off, no_to_all, case, other_officer, at, days):
    sign_off(answers=no_to_all | {"separation": "YES"}, grade="MEDIUM", grade_reasons="She left him")

    second = services.start_assessment(case_id=case.pk, by=other_officer, at=days(7))

    assert queries.then_answers(case.pk)["separation"].value == "YES"
    assert queries.then_answers(case.pk, before=second)["separation"].assessment.assessed_at == at
    assert queries.values_of(second) == {}
    assert len(queries.missing_in(second)) == 27


def test_what_is_telephoned_has_the_caller_as_author_and_keeps_the_typist(case, officer, other_officer, at):
    typed = services.start_assessment(case_id=case.pk, for_officer_id=officer.pk, by=other_officer, at=at)
    assert (typed.author_id, typed.typed_by_id) == (officer.pk, other_officer.pk)
    services.save_answers(assessment_id=typed.pk, answers={"injury": "YES"}, by=other_officer, at=at)
    services.save_answers(assessment_id=typed.pk, answers={"frightened": "YES"}, by=officer, at=at)
    assert [each.pk for each in queries.drafts_of(other_officer)] == [typed.pk]
    assert [each.pk for each in queries.drafts_of(officer)] == [typed.pk]


def test_somebody_who_may_not_assess_cannot_be_made_author(case, officer, auditor, at):
    with pytest.raises(Refused) as refused:
        services.start_assessment(case_id=case.pk, for_officer_id=auditor.pk, by=officer, at=at)
    assert refused.value.field == "for_officer_id"


def test_a_restricted_case_hides_its_assessments(draft, case, safeguarding, other_officer, at):
    assert queries.assessment(draft.pk, reader=other_officer).pk == draft.pk
    case.restricted = True
    case.save()
    with pytest.raises(Absent):
        queries.assessment(draft.pk, reader=other_officer)
    with pytest.raises(Absent):
        services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=other_officer, at=at)
