"""The questions of a call: each answered, not known or not asked, with the version that was in hand."""

import dataclasses

import pytest
from django.urls import reverse

from core.errors import Refused
from incidents.models import CallScript, Incident
from law import call_script, questionnaires
from tests.incidents.test_pages import CALL, PEOPLE

pytestmark = pytest.mark.django_db
ASKED = {"script_call_weapon": "NO", "script_call_escalating": "DONT_KNOW", "script_call_account": "He came back"}


@pytest.fixture
def browser(client_for, everybody):
    """The operator's browser."""
    return client_for(everybody["operator"])


def test_every_question_is_kept_as_answered_not_known_or_not_asked(browser):
    browser.post(reverse("log_call"), CALL | ASKED | {"script_version": "1"})

    kept = CallScript.objects.get()
    assert (kept.code, kept.version) == ("CALL_SCRIPT", "1")
    assert kept.sha256 == questionnaires.load("CALL_SCRIPT", "1").sha256
    assert kept.answers["call_weapon"] == "NO"
    assert kept.answers["call_escalating"] == "DONT_KNOW"
    assert kept.answers["call_account"] == "He came back"
    assert kept.answers["call_hurt"] == "NOT_ASKED"
    assert len(kept.answers) == len(questionnaires.load("CALL_SCRIPT", "1").items)


def test_the_incident_shows_what_was_not_asked_and_which_death_taught_a_question(browser):
    page = browser.post(reverse("log_call"), CALL | ASKED | {"script_version": "1"}, follow=True).content.decode()

    assert "Not asked: 16" in page
    assert "Is anybody hurt?" in page
    assert "Asked because: A domestic homicide review in Kent" in page


def test_a_question_says_beside_it_why_it_is_asked(browser):
    assert "Asked because: A domestic homicide review in Kent" in browser.get(reverse("log_call")).content.decode()


def test_a_call_without_a_question_says_so(browser):
    page = browser.post(reverse("log_call"), CALL | {"script_version": "1"}, follow=True).content.decode()

    assert not CallScript.objects.exists()
    assert "None of the questions was recorded as asked" in page


@pytest.mark.parametrize(("answer", "grade"), [("YES", "IMMEDIATE"), ("NO", "HIGH"), ("DONT_KNOW", "HIGH")])
def test_an_answer_of_yes_is_a_fact_for_the_grade_and_no_other_is(call, everybody, at, answer, grade):
    incident = call(at, script={"answers": {"call_weapon": answer}})

    assert incident.grade == grade
    assert incident.facts.get("weapon") == (True if answer == "YES" else None)


def test_answers_come_by_machine_and_keep_the_version_of_the_day(api_for, everybody):
    body = {"channel": "999", "people": PEOPLE, "script": {"answers": {"call_hurt": "YES"}}}

    assert api_for(everybody["operator"]).post(reverse("api_calls"), body).status_code == 201
    assert CallScript.objects.get().answers["call_hurt"] == "YES"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ({"answers": {"call_shoe_size": "YES"}}, "no question call_shoe_size"),
        ({"answers": {"call_hurt": "MAYBE"}}, "cannot be answered"),
        ({"version": "99", "answers": {"call_hurt": "YES"}}, "no such version"),
        ({"answers": {"call_account": "x" * 1001}}, "at most 1000"),
    ],
)
def test_answers_that_fit_no_question_are_refused_with_a_sentence(call, everybody, at, script, words):
    with pytest.raises(Refused, match=words):
        call(at, script=script)

    assert not Incident.objects.exists()


def test_a_new_version_is_one_more_set_and_older_calls_keep_theirs(at):
    first = questionnaires.load("CALL_SCRIPT", "1")
    second = dataclasses.replace(first, version="2", in_force_from=at.date())

    assert second.sha256 != first.sha256
    assert call_script.script(at.date(), "1") == first


def test_every_question_that_is_a_fact_is_there():
    assert set(call_script.SAYS) <= {item.code for item in questionnaires.load("CALL_SCRIPT").items}
