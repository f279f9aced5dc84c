"""The pages and the API by which a protected address in what is written of a suspect is looked at."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Access, Duty
from custody import services
from custody.models import AddressLook
from tests.custody.addresses import LOOK, NAMES_IT, REFUGE, TELL, looked_for, owed, protect

__all__ = ["protect"]


@pytest.fixture
def look(case, protect, happened):
    """A look at a note that names the address."""
    protect()
    happened("ARRESTED", note=NAMES_IT)
    return looked_for(case)


@pytest.fixture
def browser(client_for, safeguarding, monkeypatch, at):
    """A browser of the safeguarding team, ten minutes later."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=10))
    return client_for(safeguarding)


def test_the_page_shows_the_address_and_where_it_stands_and_that_it_was_shown_is_noted(
    look, case, browser, safeguarding, officer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("address_look", args=[look.pk])).content.decode()

    assert REFUGE in page and NAMES_IT in page and str(officer) in page
    noted = Access.objects.filter(officer_id=safeguarding.pk, what="safe address", subject_id=case.victim_id)
    assert noted.count() == 1


def test_the_way_from_the_work_list_to_the_victim_being_told_is_walked_on_the_pages(look, case, browser, at):
    way = reverse("address_look", args=[look.pk])
    assert way in browser.get("/").content.decode()

    answer = browser.post(way, {"outcome": "KNOWN", "done": "He was handed the sheet", "seen": 1})

    assert answer.status_code == 302
    assert [duty.code for duty in owed(case, LOOK, TELL)] == [TELL]
    told = reverse("address_told", args=[look.pk])
    page = browser.get(told).content.decode()
    assert told in browser.get("/").content.decode()
    assert "He was handed the sheet" in page and "How to reach the victim safely" in page
    when = {"told_at_day": at.day, "told_at_month": at.month, "told_at_year": at.year, "told_at_time": "10:05"}
    said = {"reached": "yes", "method": "PHONE", "safe_how": "Her number", "what_said": "He knows"}
    assert browser.post(told, when | said).status_code == 409, "no way was named as safe, so that it needs a reason"
    assert browser.post(told, when | said | {"exception_reason": "At once"}).status_code == 302
    assert owed(case, LOOK, TELL) == []
    assert "told by" in browser.get(told).content.decode()


def test_a_refusal_keeps_what_was_typed(look, browser):
    answer = browser.post(reverse("address_look", args=[look.pk]), {"outcome": "REWORDED", "done": "Typed", "seen": 1})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "still stands in an event that was not taken back" in page and "Typed" in page


def test_what_was_found_meanwhile_is_shown_before_the_look_is_closed(look, browser, happened):
    happened("INTERVIEWED", hours_ago=0, note=f"{NAMES_IT} again")
    form = {"outcome": "NOT_THAT", "done": "Another", "seen": 1}
    way = reverse("address_look", args=[look.pk])

    answer = browser.post(way, form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{NAMES_IT} again" in page and 'name="seen" value="2"' in page
    assert browser.post(way, form | {"seen": 2}).status_code == 302


def test_the_page_says_what_was_corrected_and_where_the_address_is_another_now(
    look, case, browser, protect, officer, at
):
    event = look.namings.get().event
    services.correct_event(event_id=event.pk, reason="Wrong", details={"note": "Park Road"}, by=officer, at=at)
    page = browser.get(reverse("address_look", args=[look.pk])).content.decode()
    assert "Corrected" in page and NAMES_IT in page

    protect(text="2 Elm Walk", at=at + timedelta(minutes=1))

    page = browser.get(reverse("address_look", args=[look.pk])).content.decode()
    assert "Its words name no address of these that is kept safe now" in page


def test_sent_twice_it_is_done_once(look, browser):
    way, form = reverse("address_look", args=[look.pk]), {"outcome": "NOT_THAT", "done": "Another", "seen": 1}
    form["command_id"] = "01a22e65-e913-7000-aca5-fb921457a28f"

    assert [browser.post(way, form).status_code for _ in range(2)] == [302, 302]

    assert AddressLook.objects.get().done == "Another"


@pytest.fixture
def send(api_for):
    """Return a function that posts to one of the two addresses of the API."""

    def sent(who, name, look, **body):
        path = reverse(name, args=[look.pk])
        return api_for(who).post(path, json.dumps(body), content_type="application/json")

    return sent


def test_the_api_closes_a_look_and_records_the_telling_and_says_nothing_of_it(look, case, send, safeguarding):
    closed = send(safeguarding, "api_address_look", look, outcome="KNOWN", done="He has it", seen=1)
    said = {"reached": True, "method": "PHONE", "safe_how": "Hers", "what_said": "He knows", "exception_reason": "Now"}
    told = send(safeguarding, "api_address_told", look, **said)

    assert (closed.status_code, closed.json()) == (201, {"id": str(look.pk)})
    assert (told.status_code, told.json()) == (201, {"id": str(look.pk)})
    assert not Duty.objects.filter(case_id=case.pk, code__in=[LOOK, TELL], ended_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [({"done": " "}, 400, "done"), ({"outcome": "MAYBE"}, 400, "outcome"), ({"seen": 7}, 409, "")],
)
def test_the_api_says_what_is_missing(look, send, safeguarding, changes, status, field):
    answer = send(safeguarding, "api_address_look", look, **{"outcome": "LEFT", "done": "Gone", "seen": 1} | changes)

    assert answer.status_code == status
    assert field in answer.content.decode()
    assert AddressLook.objects.get().closed_at is None


@pytest.mark.parametrize("name", ["api_address_look", "api_address_told"])
def test_the_api_answers_nobody_who_may_not_see_the_address(look, send, officer, name):
    answer = send(officer, name, look, outcome="LEFT", done="Gone", seen=1)

    assert answer.status_code == 403
    assert AddressLook.objects.get().closed_at is None
