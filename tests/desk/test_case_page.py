"""The page that shows a whole case: short enough to read, and nothing of it lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core import escalation
from core.duties import ESCALATED
from custody import services as custody
from dacase import casefile, story
from incidents import services as incidents

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


@pytest.fixture
def offered(case, officer, neighbourhood, at):
    """The case is offered to a neighbourhood officer, two hours ago."""
    return incidents.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring", by=officer, at=at)


def test_while_an_offer_waits_it_is_shown_with_the_way_to_take_it_back_and_no_other_offer(
    case, officer, other_officer, shown, offered
):
    page = shown(officer)

    assert f"Withdraw the offer to {offered.to}, made" in page and f"Offered to {offered.to}" in page
    assert f'href="{reverse("offer_withdraw", args=[offered.pk])}"' in page
    assert "Offer to another officer" not in page and "Offer this case to another officer" not in page
    assert "Withdraw the offer" not in shown(other_officer)


def test_once_it_is_withdrawn_another_can_be_offered(case, officer, shown, offered, at):
    incidents.withdraw_offer(offer_id=offered.pk, by=officer, at=at)

    page = shown(officer)

    assert "Offer to another officer or force" in page and "Withdraw the offer" not in page


def test_while_a_force_outside_is_asked_no_officer_is_offered_it(case, officer, shown, at):
    named = {"force_name": "Sussex Police", "to_name": "Ida Lane", "to_role": "Sergeant", "reached_by": "By telephone"}
    incidents.send_transfer(case_id=case.pk, must_know="Ring", by=officer, at=at, **named)

    page = shown(officer)

    assert "Withdraw the offer to Sussex Police, made" in page
    assert "Offer to another officer" not in page and "Offer this case to another officer" not in page


def test_the_page_of_an_offer_leads_to_the_one_that_waits(case, officer, client_for, offered):
    answer = client_for(officer).get(reverse("case_offer", args=[case.pk]), follow=True)

    assert answer.redirect_chain == [(f"{reverse('case', args=[case.pk])}#owner", 302)]
    assert "This case is offered already." in answer.content.decode()
