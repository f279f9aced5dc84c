"""What cannot be used is refused by page and by machine with what would put it right, and the draft stays as it was."""

import html
import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from law import questionnaires
from risk.models import Assessment
from risk.states import POLICE

pytestmark = pytest.mark.django_db
NO = {item.code: "NO" for item in questionnaires.load(POLICE).items}
WHOLE = {"grade": "STANDARD", "answers": NO, "children": "NONE"}
HALF_A_CHARACTER = "\ud800"


def with_answers(**answers):
    """Return what is handed in, with some answers replaced."""
    return {"answers": NO | answers}


def child(**parts):
    """Return what is handed in, with one child."""
    return {"children": "LISTED", "children_named": [parts]}


# What is sent instead, the field that is named, and words of the sentence.
BAD = {
    "nothing": ({"answers": None, "grade": None, "children": None}, "grade", "required"),
    "no answers": ({"answers": None}, "answers", "Not answered yet: 2 (frightened)"),
    "half of the answers": ({"answers": dict(list(NO.items())[:20])}, "answers", "Give each an answer"),
    "silence about children": ({"children": None}, "children", "Say whether there are children"),
    "no such grade": ({"grade": "VERY_HIGH"}, "grade", "Use one of STANDARD, MEDIUM, HIGH"),
    "an empty grade": ({"grade": ""}, "grade", "Use one of STANDARD, MEDIUM, HIGH"),
    "a grade in small letters": ({"grade": "standard"}, "grade", "Use one of STANDARD, MEDIUM, HIGH"),
    "no children, named": (
        {"children_named": [{"given_name": "Robin"}]},
        "children",
        "the answer cannot be 'no children'",
    ),
    "listed children without a name": ({"children": "LISTED"}, "children_named", "Name the children"),
    "a child without a name": (child(given_name=" "), "children_named.0.given_name", "blank"),
    "a child of a day that is none": (
        child(given_name="Robin", born_on="31/02/2020"),
        "children_named.0.born_on",
        "",
    ),
    "no children, and one was hurt": (
        with_answers(child_hurt="YES") | {"grade": "HIGH", "grade_reasons": "Hurt"},
        "children",
        "Name the children, or change what is wrong",
    ),
    "visible high risk lowered": (
        {"answers": dict.fromkeys(NO, "YES"), "left_out": dict.fromkeys(["S_DASH"], "She left")}
        | child(given_name="Robin"),
        "grade",
        "Grade it High",
    ),
    "another grade without a reason": ({"grade": "HIGH"}, "grade_reasons", "Say why you grade it otherwise"),
    "no such question": (with_answers(injuri="NO"), "answers", "There is no question injuri"),
    "an answer of another scale": (with_answers(injury="NEVER"), "answers", "Question 1 (injury) cannot be answered"),
    "an answer in words to a question of yes and no": (
        with_answers(injury={"value": "WRITTEN", "comment": "A cut"}),
        "answers",
        "cannot be answered WRITTEN",
    ),
    "true for yes": (with_answers(injury=True), "answers.injury", "Use one of YES, NO"),
    "null for nothing": (with_answers(injury=None), "answers.injury", "Use one of YES, NO"),
    "a comment alone": (with_answers(injury={"comment": "A cut"}), "answers.injury", "Use one of YES, NO"),
    "a source that is none": (
        with_answers(injury={"value": "NO", "source": "MOTHER"}),
        "answers.injury",
        "The source is one of VICTIM",
    ),
    "a part that answers do not have": (
        with_answers(injury={"value": "NO", "by": "x", HALF_A_CHARACTER: "x"}),
        "answers.injury",
        "An answer has comment, source, value, and nothing else",
    ),
    "half a character in a comment": (
        with_answers(injury={"value": "NO", "comment": HALF_A_CHARACTER}),
        "answers.injury",
        "ordinary characters",
    ),
    "half a character for a question": (with_answers(**{HALF_A_CHARACTER: "NO"}), "answers", "Name each by its code"),
    "NUL for a question": (with_answers(**{"a\x00": "NO"}), "answers", "Name each by its code"),
    "a question of five thousand letters": (with_answers(**{"x" * 5000: "NO"}), "answers", "Name each by its code"),
    "half a character in the observations": ({"observations": HALF_A_CHARACTER}, "observations", ""),
    "NUL in the observations": ({"observations": "a\x00b"}, "observations", ""),
    "further questions that are none": ({"left_out": {"X": "Why"}}, "left_out", "Use S_DASH"),
    "half a character for further questions": ({"left_out": {HALF_A_CHARACTER: "Why"}}, "left_out", "Name each"),
    "further questions half answered": (
        with_answers(stalking="YES", stalking_frightened="YES") | {"grade": "HIGH", "grade_reasons": "Fear"},
        "answers",
        "Answer them, or say why they cannot be asked",
    ),
    "tomorrow": ({"assessed_at": "2099-01-01T10:00:00Z"}, "assessed_at", "in the future"),
    "a later day": ({"assessed_at": "2099-01-01"}, "assessed_at", "in the future"),
    "the last day of all": ({"assessed_at": "9999-12-31T23:59:59-12:00"}, "assessed_at", ""),
    "the first day of all": ({"assessed_at": "0001-01-01T00:00:00+14:00"}, "assessed_at", ""),
    "another century": ({"assessed_at": "1826-01-01"}, "assessed_at", "Check the year"),
    "before there were these questions": ({"assessed_at": "2008-12-31"}, "assessed_at", "it holds from 1 January 2009"),
    "before the incident": ({"assessed_at": "2026-01-01T10:00:00Z"}, "assessed_at", "before incident"),
    "a day that is none": ({"assessed_at": "2026-02-30"}, "assessed_at", "Give it as YYYY-MM-DD"),
    "a draft that was changed since": ({"lock_version": 99}, None, "was changed in another window"),
}


@pytest.fixture
def machine(api_for, officer):
    """Return a function that posts to the API as the officer, or somebody else."""

    def post(path, body, by=officer, **headers):
        text = json.dumps(body)
        return api_for(by).post(f"/api/v1/assessments/{path}", text, content_type="application/json", headers=headers)

    return post


def kept_of(assessment):
    """Return what is kept of an assessment: where it stands, its answers, and what is said besides."""
    found = Assessment.objects.get(pk=assessment.pk)
    answers = sorted(found.answers.values_list("item", "value", "comment"))
    return found.state, answers, found.children, found.observations, found.lock_version


def told(answer):
    """Return {field: sentence} of a refusal."""
    return {each.get("field"): each["message"] for each in answer.json()["errors"]}


@pytest.mark.parametrize("name", BAD)
def test_what_a_machine_cannot_hand_in_is_refused_in_a_sentence_and_the_draft_is_kept(draft, machine, name):
    changes, field, words = BAD[name]
    machine(f"{draft.pk}/answers/", {"answers": {"injury": {"value": "YES", "comment": "A cut"}}})
    before = kept_of(draft)
    body = {key: value for key, value in (WHOLE | changes).items() if value is not None}

    answer = machine(f"{draft.pk}/submit/", body)

    assert answer.status_code in (400, 409, 422), answer.content
    said = told(answer).get(field) if field else answer.json()["detail"]
    assert said and words in said, answer.json()
    assert kept_of(draft) == before


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "case", "required"),
        ({"case": "x"}, "case", ""),
        ({"instrument": "DARA"}, "instrument", "Use one of DASH_2009_POLICE"),
        ({"incident": str(uuid.uuid4())}, "incident_id", "Choose one of its incidents"),
        ({"answers": {"injuri": "NO"}}, "answers", "There is no question"),
        ({"answers": ["YES"]}, "answers", ""),
        ({"answers": {HALF_A_CHARACTER: "NO"}}, "answers", "Name each by its code"),
    ],
)
def test_what_a_machine_cannot_start_is_refused_in_a_sentence_and_nothing_is_begun(case, machine, body, field, words):
    answer = machine("", ({"case": str(case.pk)} if body else {}) | body)

    assert answer.status_code in (400, 422)
    assert words in told(answer)[field]
    assert not Assessment.objects.exists()


def test_a_machine_that_sends_twice_does_it_once_and_another_body_needs_another_key(draft, machine):
    first = machine(f"{draft.pk}/submit/", WHOLE, **{"Idempotency-Key": "k"})
    again = machine(f"{draft.pk}/submit/", WHOLE, **{"Idempotency-Key": "k"})
    other = machine(f"{draft.pk}/submit/", WHOLE | {"observations": "More"}, **{"Idempotency-Key": "k"})
    without = machine(f"{draft.pk}/submit/", WHOLE)

    assert (first.status_code, again.json()) == (200, first.json())
    assert other.status_code == 422 and "Use a new key" in other.json()["detail"]
    assert without.status_code == 422 and "Ask the supervisor to send it back" in without.json()["detail"]
    assert Assessment.objects.count() == 1


def test_a_draft_beside_a_draft_is_refused_with_the_way_on(draft, case, machine):
    answer = machine("", {"case": str(case.pk)})

    assert answer.status_code == 422 and "Go on with that one" in answer.json()["detail"]


@pytest.mark.parametrize("name", ["answers", "besides"])
@pytest.mark.parametrize("code", [HALF_A_CHARACTER, "a\x00", "x" * 5000, "injuri"])
def test_single_answers_to_no_question_are_refused_and_what_is_kept_stays(draft, machine, name, code):
    given = {"value": "YES"} if name == "answers" else {"now": "x", "was": ""}
    before = kept_of(draft)

    answer = machine(f"{draft.pk}/answers/", {name: {code: given}})

    assert answer.status_code in (400, 422), answer.content
    assert kept_of(draft) == before


@pytest.fixture
def page(client_for, officer):
    """Return a function that posts a form as the officer and gives the answer with its errors in words."""

    def posted(way, draft, body):
        answer = client_for(officer).post(reverse(way, args=[draft.pk]), body)
        text = html.unescape(answer.content.decode())
        found = re.search(r"error-summary.*?</ul>", text, re.S)
        return answer, " ".join(strip_tags(found.group(0)).split()) if found else "", text

    return posted


TODAY = {"assessed_at_day": "16", "assessed_at_month": "11", "assessed_at_year": "2026", "assessed_at_time": "10:00"}
BOXES = {"assessed_at_day": "1", "assessed_at_month": "2", "assessed_at_year": "2026", "assessed_at_time": "10:00"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "Choose your grade"),
        ({"grade": "VERY_HIGH"}, "must be one of those in the list"),
        ({"grade": "STANDARD"}, "Not answered yet: 2 (frightened)"),
        ({"grade": "STANDARD", "lock_version": "99"}, "was changed in another window"),
        ({"grade": "STANDARD", "lock_version": "many"}, "whole number"),
        ({"grade": "STANDARD"} | BOXES | {"assessed_at_day": "31"}, ""),
        ({"grade": "STANDARD"} | BOXES | {"assessed_at_year": "2099"}, "must be now or in the past"),
        ({"grade": "STANDARD"} | BOXES, "before incident"),
        ({"grade": "STANDARD"} | BOXES | {"assessed_at_year": "1826"}, ""),
        ({"grade": "STANDARD"} | BOXES | {"assessed_at_time": "25:00"}, ""),
        ({"grade": "STANDARD", "grade_reasons": "x" * 5000}, "characters or fewer"),
    ],
)
def test_what_a_page_cannot_hand_in_is_refused_in_a_sentence_and_what_was_typed_stays(draft, page, body, words):
    page("assessment_answer", draft, {"answer_injury": "YES", "comment_injury": "A cut"})
    before = kept_of(draft)

    answer, said, text = page("assessment_submit", draft, TODAY | {"grade_reasons": "In my own words"} | body)

    assert answer.status_code in (409, 422)
    assert words in said and len(said.removeprefix("error-summary")) > 30, said
    assert "In my own words" in text or "grade_reasons" in body
    assert kept_of(draft) == before


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"answer_injury": "MAYBE"}, "must be one of those in the list"),
        ({"answer_injury": "YES", "comment_frightened": "x" * 5000}, "characters or fewer"),
        ({"children": "LISTED", "children_named": "Robin, Vale, 31/02/2020"}, ""),
        ({"answer_injury": "YES", "lock_version": "99"}, "was changed in another window"),
    ],
)
def test_what_a_page_cannot_keep_is_refused_in_a_sentence_and_what_was_typed_stays(draft, page, body, words):
    page("assessment_answer", draft, {"answer_weapons": "NO", "comment_weapons": "None seen"})
    before = kept_of(draft)

    answer, said, text = page("assessment_answer", draft, {"comment_injury": "Typed in the tunnel"} | body)

    assert answer.status_code in (409, 422)
    assert said and words in said.lower() + said, said
    assert "Typed in the tunnel" in text
    assert kept_of(draft) == before


def test_a_form_sent_twice_hands_in_once_and_one_that_comes_too_late_says_so_and_keeps_what_was_typed(draft, page):
    page("assessment_answer", draft, {f"answer_{code}": "NO" for code in NO} | {"children": "NONE"})
    form = TODAY | {"grade": "STANDARD", "command_id": str(uuid.uuid4())}

    first, again = (page("assessment_submit", draft, form)[0] for _ in range(2))
    late, said, text = page("assessment_answer", draft, {"answer_injury": "YES", "comment_injury": "Typed late"})

    assert (first.status_code, again.status_code, again.headers["Location"]) == (302, 302, first.headers["Location"])
    assert late.status_code == 409 and "Ask the supervisor to send it back" in said
    assert "Typed late" in text
