"""A draft of an assessment: begun once, saved in parts, and nothing typed is lost."""

import uuid
from dataclasses import replace

import pytest

from core.errors import AlreadyDone, Refused, Stale
from core.models import Entry
from law import questionnaires
from risk import events, queries, services
from risk.states import POLICE

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_the_version_of_the_questions_and_its_author(draft, case, officer, incident):
    questions = questionnaires.load(POLICE)
    assert (draft.state, draft.author_id, draft.typed_by_id) == ("DRAFT", officer.pk, None)
    assert (draft.instrument, draft.version, draft.question_set_hash) == (POLICE, questions.version, questions.sha256)
    assert draft.incident_id == incident.pk


def test_an_officer_has_one_draft_of_a_case(draft, case, officer, other_officer, at):
    with pytest.raises(Refused, match="draft of this case"):
        services.start_assessment(case_id=case.pk, by=officer, at=at)

    another = services.start_assessment(case_id=case.pk, by=other_officer, at=at)
    assert another.pk != draft.pk


def test_an_old_draft_is_set_aside_with_a_reason_and_a_new_one_is_empty(draft, case, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    with pytest.raises(Refused) as refused:
        services.set_draft_aside(assessment_id=draft.pk, reason=" ", by=officer, at=at)
    assert refused.value.field == "reason"

    services.set_draft_aside(assessment_id=draft.pk, reason="Begun last week", by=officer, at=at)

    new = services.start_assessment(case_id=case.pk, by=officer, at=at)
    assert queries.values_of(new) == {}
    assert queries.then_answers(case.pk) == {}
    with pytest.raises(Refused, match="was set aside"):
        services.save_answers(assessment_id=draft.pk, answers={"injury": "NO"}, by=officer, at=at)


def test_an_incident_of_another_case_is_refused(case, officer, at):
    with pytest.raises(Refused) as refused:
        services.start_assessment(case_id=case.pk, incident_id=uuid.uuid4(), by=officer, at=at)
    assert refused.value.field == "incident_id"


def test_an_instrument_that_is_no_assessment_is_refused(case, officer, at):
    with pytest.raises(Refused) as refused:
        services.start_assessment(case_id=case.pk, instrument="CALL_SCRIPT", by=officer, at=at)
    assert refused.value.field == "instrument"


def test_an_instrument_is_used_only_while_it_is_in_force(case, officer, at):
    with pytest.raises(Refused, match="No version of FREQUENCY is in force"):
        services.start_assessment(
            case_id=case.pk, instrument="FREQUENCY", assessed_on=at.date().replace(year=2015), by=officer, at=at
        )
    assert services.start_assessment(case_id=case.pk, instrument="FREQUENCY", by=officer, at=at).state == "DRAFT"


def test_questions_reworded_under_the_same_version_are_refused(draft, case, other_officer, at, monkeypatch):
    reworded = replace(questionnaires.load(POLICE), title="The same, and yet not")
    monkeypatch.setattr(questionnaires, "ALL", (reworded,))
    with pytest.raises(Refused, match="without a new version"):
        services.start_assessment(case_id=case.pk, by=other_officer, at=at)


def test_a_draft_whose_questions_were_reworded_meanwhile_is_neither_gone_on_with_nor_handed_in(
    draft, submit, officer, at, monkeypatch
):
    reworded = replace(questionnaires.load(POLICE), title="The same, and yet not")
    monkeypatch.setattr(questionnaires, "ALL", (reworded,))
    for attempt in (
        lambda: services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at),
        submit,
    ):
        with pytest.raises(Refused, match="wording of these questions was changed after they were asked"):
            attempt()
    assert not queries.answers_of(draft)


def test_an_auditor_does_not_assess(case, auditor, at):
    with pytest.raises(Refused, match="may not make a risk assessment"):
        services.start_assessment(case_id=case.pk, by=auditor, at=at)


def test_answers_are_saved_in_parts_and_nothing_is_lost(draft, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=officer, at=at)
    services.save_answers(
        assessment_id=draft.pk,
        answers={"injury": {"comment": "Bruise"}, "fear_of": {"value": "", "comment": "She wept"}},
        observations="Interpreter needed",
        by=officer,
        at=at,
    )

    kept = queries.answers_of(draft)
    assert (kept["injury"].value, kept["injury"].comment) == ("YES", "Bruise")
    assert (kept["fear_of"].value, kept["fear_of"].comment) == ("", "She wept")
    assert queries.assessment(draft.pk, reader=officer).observations == "Interpreter needed"


def test_an_untouched_question_never_wipes_an_answer(draft, officer, at):
    services.save_answers(assessment_id=draft.pk, answers={"injury": "REFUSED"}, by=officer, at=at)
    services.save_answers(assessment_id=draft.pk, answers={"injury": {"value": ""}}, by=officer, at=at)
    assert queries.values_of(draft) == {"injury": "REFUSED"}


def test_the_five_values_stay_five_values(draft, officer, at):
    given = {
        "injury": "YES",
        "frightened": "NO",
        "fear_of": "DONT_KNOW",
        "isolated": "REFUSED",
        "victim_low": "NOT_ASKED",
    }
    services.save_answers(assessment_id=draft.pk, answers=given, by=officer, at=at)
    assert queries.values_of(draft) == given
    assert len(queries.missing_in(draft)) == 27 - 5


@pytest.mark.parametrize("answers", [{"injury": "MAYBE"}, {"no_such_question": "YES"}, {"injury": "OFTEN"}])
def test_an_answer_that_the_set_does_not_know_is_refused(draft, officer, at, answers):
    with pytest.raises(Refused) as refused:
        services.save_answers(assessment_id=draft.pk, answers=answers, by=officer, at=at)
    assert refused.value.field == "answers"
    assert queries.values_of(draft) == {}


def test_a_draft_changed_in_another_window_shows_both(draft, officer, at):
    version = queries.changes_of(draft)
    saved = services.save_answers(
        assessment_id=draft.pk, answers={"injury": "NO"}, lock_version=version, by=officer, at=at
    )
    once = queries.changes_of(saved)
    assert once > version

    with pytest.raises(Stale) as stale:
        services.save_answers(
            assessment_id=draft.pk, answers={"injury": "YES"}, lock_version=version, by=officer, at=at
        )
    assert stale.value.changes == {"Question 1": ("No", "Yes")}

    same = services.save_answers(
        assessment_id=draft.pk, answers={"injury": "NO"}, lock_version=version, by=officer, at=at
    )
    assert queries.changes_of(same) == once


def test_nobody_else_writes_in_a_draft(draft, sergeant, at):
    with pytest.raises(Refused, match="Only its author"):
        services.save_answers(assessment_id=draft.pk, answers={"injury": "YES"}, by=sergeant, at=at)


def test_a_draft_saved_twice_with_one_command_is_saved_once(draft, officer, at):
    command = uuid.uuid4()
    arguments = {"assessment_id": draft.pk, "answers": {"injury": "YES"}, "by": officer, "at": at}
    services.save_answers(**arguments, command_id=command)
    with pytest.raises(AlreadyDone):
        services.save_answers(**arguments, command_id=command)
    assert Entry.objects.filter(event=events.ANSWERS_SAVED).count() == 1
