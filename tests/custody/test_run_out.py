"""An order that has run out: every page says so, and what she is still to be told of it stands in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import escalation
from custody import queries, services
from law import clocks
from tests.look.page import Page, on_paper

pytestmark = pytest.mark.django_db
LAPSED = "Tell the victim that an order has run out and protects her no more"
TOLD = {
    "method": "PHONE",
    "what_said": "What it forbids",
    "safe_how": "She chose the time",
    "exception_reason": "She rang the station herself",
}


@pytest.fixture
def order(case, officer):
    """Return a function that records an occupation order whose last day is so many days from today, and sweeps."""

    def made(days, told=False):
        now, then = timezone.now(), timezone.now() - timedelta(days=20)
        event = services.record_event(
            kind="ORDER_MADE",
            suspect_id=case.suspect_id,
            case_id=case.pk,
            effective_at=then,
            details={
                "order": "OCCUPATION",
                "conditions": [{"kind": "STAY_AWAY", "text": "Harbour Row"}],
                "expires_on": (clocks.london_day(now) + timedelta(days=days)).isoformat(),
            },
            by=officer,
            at=then,
        )
        if told:
            services.record_victim_told(event_id=event.pk, case_id=case.pk, **TOLD, by=officer, at=then)
        escalation.sweep(now)
        return event

    return made


@pytest.fixture
def page(client_for, officer):
    """Return a function that opens a page by its name and gives it."""
    return lambda name, *ids, query="": Page(client_for(officer).get(reverse(name, args=ids) + query).content.decode())


def whole(page):
    """Return all that a page says."""
    return page.words(page.one("main"))


@pytest.mark.parametrize(("days", "over"), [(-1, True), (0, False), (1, False)])
def test_the_case_says_of_an_order_whether_it_has_run_out(case, order, page, days, over):
    order(days)

    shown = page("case", case.pk)
    said = shown.words(shown.one("section", id="custody"))

    assert ("Occupation order: Run out" in said) is over
    assert ("Its terms no longer hold the suspect" in said) is over


@pytest.mark.parametrize(("days", "says"), [(-1, "It has run out"), (0, "In force now"), (1, "In force now")])
@pytest.mark.parametrize("kind", ["ORDER_ENDED", "BREACHED", "ARRESTED"])
def test_where_it_is_asked_which_order_it_is_said_whether_it_is_in_force(case, order, page, kind, days, says):
    order(days)

    said = whole(page("custody_event", case.pk, query=f"?kind={kind}"))

    assert f"Occupation order {says}" in said
    assert ("In force now" in said) is (says == "In force now")


def test_an_order_that_another_of_its_kind_followed_is_in_force(case, order):
    order(-1)
    order(5)

    assert queries.over(queries.position(case.pk), timezone.now()) == set()


@pytest.mark.parametrize("days", [-1, 1])
def test_of_an_order_that_she_was_told_of_it_is_said_what_she_is_to_be_told_now(case, order, page, days):
    event = order(days, told=True)

    on_case = page("case", case.pk)
    said = on_case.words(on_case.one("section", id="custody"))
    telling = whole(page("victim_told", event.pk, case.pk))

    assert (LAPSED in said) is (LAPSED in telling) is (days < 0)


def test_of_an_event_that_was_taken_back_the_page_of_telling_says_so_and_what_she_was_told(case, order, officer, page):
    event = order(5, told=True)
    reason = "It was of another man"
    services.withdraw_event(event_id=event.pk, reason=reason, by=officer, at=timezone.now())

    said = whole(page("victim_told", event.pk, case.pk))

    assert f"Withdrawn Why it was taken back: {reason}" in said
    assert "Tell the victim that what she was told was a mistake and did not happen" in said
    assert f"told by {officer}: What it forbids" in said


def test_the_register_of_orders_is_printed_without_what_filters_it(case, order, client_for, officer):
    order(5)

    page = client_for(officer).get("/custody/orders/").content.decode()

    assert "<form" in page and "<form" not in on_paper(page) and "Occupation order" in on_paper(page)
