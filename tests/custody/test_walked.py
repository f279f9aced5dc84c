"""What was wrong or unclear on a telephone between an arrest and a release, page by page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from custody import queries, services
from custody.models import CustodyEvent
from dacase import words
from tests.look.page import Page

pytestmark = pytest.mark.django_db
TERMS = [{"kind": "NO_CONTACT", "text": "Asha Vale"}, {"kind": "NO_CONTACT", "text": "her mother"}]


@pytest.fixture
def shown(client_for, officer):
    """Return a function that opens a page and gives its text."""
    return lambda name, *ids, query="": client_for(officer).get(reverse(name, args=ids) + query).content.decode()


@pytest.fixture
def release(case, officer, at):
    """Return a function that records by hand that he was released."""

    def released(route, **details):
        told = {"route": route} | details
        return services.enter_event(case_id=case.pk, kind="RELEASED", effective_at=at, details=told, by=officer, at=at)

    return released


def test_an_event_of_which_she_must_hear_twice_shows_the_earlier_time(case, bail, shown):
    now = timezone.now()
    bail(by_court=True, bail_ends_on=None, effective_at=now - timedelta(minutes=5), at=now)
    first, second = queries.not_told(case)
    assert [first.code, second.code] == ["TELL_VICTIM_COURT_BAIL", "TELL_VICTIM_BAIL"]

    page = Page(shown("case", case.pk))

    said = page.words(page.one("section", id="custody"))
    assert f"Bail granted: {words.due(first.due_at, now)}" in said
    assert words.due(second.due_at, now) not in said


def test_each_condition_stands_on_a_line_of_its_own(case, happened, shown):
    happened("BAIL_GRANTED", conditions=TERMS)

    page = shown("case", case.pk)

    assert "<li>No contact: Asha Vale</li><li>No contact: her mother</li>" in page
    assert "Asha Vale, No contact" not in page


@pytest.mark.parametrize(("route", "says"), [("LICENCE", True), ("COURT", False), ("END_OF_SENTENCE", False)])
def test_a_release_that_is_none_on_licence_says_nothing_of_conditions(case, bail, release, shown, route, says):
    bail()

    release(route, conditions=[])

    assert ("Conditions: None" in shown("case", case.pk)) is says


@pytest.mark.parametrize(
    ("route", "taken"), [("LICENCE", True), ("TEMPORARY", True), ("COURT", False), ("OTHER", False)]
)
def test_conditions_of_a_release_that_would_hold_nobody_are_refused_with_where_they_belong(release, route, taken):
    if taken:
        assert release(route, conditions=TERMS).details["conditions"] == TERMS
        return

    with pytest.raises(Refused, match="Those of bail are recorded with the bail") as refused:
        release(route, conditions=TERMS)

    assert refused.value.field == "route"
    assert not CustodyEvent.objects.filter(kind="RELEASED").exists()


def test_what_must_be_given_with_one_answer_is_not_called_optional(case, happened, shown):
    event = happened("ARRESTED")

    told = shown("victim_told", event.pk, case.pk)
    breach = shown("custody_event", case.pk, query="?kind=BREACHED")

    assert "What was the victim told? (optional)" not in told and "What was the victim told?" in told
    assert "If not, why not? (optional)" not in breach and "If not, why not?" in breach


def test_the_time_left_and_the_time_at_which_it_is_up_are_one_sentence(case, happened, shown):
    happened("ARRESTED")

    for page in (shown("case", case.pk), shown("work")):
        assert ".</span> <time" not in page and ".</strong> <time" not in page


@pytest.mark.parametrize("by_court", [True, False])
def test_a_change_of_court_bail_starts_as_one_by_the_court(case, bail, client_for, officer, by_court):
    bail(by_court=by_court, bail_ends_on=None if by_court else date(2027, 2, 13))

    form = client_for(officer).get(reverse("bail_vary", args=[case.pk])).context["form"]

    assert form.initial["by_court"] is by_court
