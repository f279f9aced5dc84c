"""The page that shows a whole case: short enough to read, and nothing of it lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import escalation
from core.duties import ESCALATED
from custody import services as custody
from dacase import casefile, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client_for, case):
    """Return a function that gives what a page of the case says to an officer."""
    return lambda officer, name="case": client_for(officer).get(reverse(name, args=[case.pk])).content.decode()


def test_the_case_page_leaves_out_the_steps_that_went_up_and_the_whole_story_keeps_them(case, officer, shown, at):
    escalation.sweep(at + timedelta(days=30))

    assert "A supervisor was told." not in shown(officer)
    assert shown(officer, "case_story").count("A supervisor was told.") > 1


def test_the_case_page_tells_the_latest_of_a_long_story_and_the_whole_story_all_of_it(case, officer, shown, at):
    for hour in range(casefile.LATEST + 1):
        moment = at + timedelta(hours=hour)
        custody.enter_event(case_id=case.pk, kind="INTERVIEWED", effective_at=moment, by=officer, at=moment)

    assert "Case opened." not in shown(officer)
    assert "Case opened." in shown(officer, "case_story")
    assert len(story.timeline(case.pk, officer, latest=casefile.LATEST)) == casefile.LATEST


def test_duties_that_one_page_answers_are_one_clock_with_the_earliest_first():
    clocks = [
        {"id": 1, "what": "Reassess: arrested", "href": "/assess/"},
        {"id": 2, "what": "Tell the victim", "href": "/tell/"},
        {"id": 3, "what": "Reassess: charged", "href": "/assess/"},
        {"id": 4, "what": "Nothing to open", "href": None},
        {"id": 5, "what": "Nothing to open either", "href": None},
    ]

    found = story.grouped(clocks)

    assert [(each["id"], [other["id"] for other in each["also"]]) for each in found] == [
        (1, [3]),
        (2, []),
        (4, []),
        (5, []),
    ]


def test_the_case_page_still_names_every_duty_that_it_groups(case, officer, shown, at):
    for kind in ("ARRESTED", "CHARGED"):
        custody.enter_event(case_id=case.pk, kind=kind, effective_at=at, by=officer, at=at)

    said = shown(officer)

    assert all(duty["what"] in said for duty in story.clocks(casefile.journal_queries.duties(case_id=case.pk), officer))


def test_the_whole_story_of_a_restricted_case_is_absent_for_others(case, officer, other_officer, client_for):
    address = reverse("case_story", args=[case.pk])
    assert client_for(other_officer).get(address).status_code == 200

    case.restricted = True
    case.save()

    assert client_for(other_officer).get(address).status_code == 404
    assert client_for(officer).get(address).status_code == 200


def test_a_late_duty_keeps_its_capitals_in_the_story():
    assert story.OWN[ESCALATED]({"duty": "REFER_TO_MARAC"}).startswith("Late: refer the case to MARAC and to the IDVA")


@pytest.mark.parametrize("name", ["information_add", "case_close", "case_offer"])
def test_what_is_done_to_a_case_is_done_under_its_names(case, sergeant, shown, name):
    assert f"{case.victim} and {case.suspect}" in shown(sergeant, name)
