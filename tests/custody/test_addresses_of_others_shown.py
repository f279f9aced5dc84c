"""The page of a look at the address of somebody else than the victim: whose it is, and who may know of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Access
from custody import queries, services
from incidents import queries as incidents_queries
from incidents import services as incidents
from people import services as people
from tests.custody.addresses import NAMES_IT, REFUGE, looked_for, owed, protect
from tests.custody.test_addresses_of_others import child, lives, named_in_a_report, person

__all__ = ["child", "lives", "named_in_a_report", "person", "protect"]


@pytest.fixture
def browser(client_for, safeguarding, monkeypatch, at):
    """A browser of the safeguarding team, ten minutes later."""
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(minutes=10))
    return client_for(safeguarding)


def test_the_page_says_whose_each_address_is_and_that_it_was_shown_is_noted_of_each(
    case, protect, child, lives, happened, browser, safeguarding, django_assert_max_num_queries
):
    protect()
    protect(person_id=child.pk, text="2 Elm Walk")
    protect(person_id=lives("Una").pk, text="3 Oak Rise")
    happened("ARRESTED", note=f"{NAMES_IT}, nor to 2 Elm Walk, nor to 3 Oak Rise")
    path = reverse("address_look", args=[looked_for(case).pk])

    with django_assert_max_num_queries(15):
        page = browser.get(path).content.decode()

    for name, address in (("Asha Vale", REFUGE), ("Robin Vale", "2 Elm Walk"), ("Una Vale", "3 Oak Rise")):
        assert f"{name} keeps this address safe" in page and address in page
    assert Access.objects.filter(officer_id=safeguarding.pk, what="safe address").count() == 3


def test_of_somebody_who_was_hidden_since_the_page_shows_neither_name_nor_address_nor_the_words(
    case, protect, lives, call, happened, browser, safeguarding, post, days
):
    keeper = post("other-safeguarding", "SAFEGUARDING", safeguarding.posting.unit.code)
    other = lives("Una")
    protect(person_id=other.pk)
    happened("ARRESTED", note=NAMES_IT)
    incident = call(
        days(0),
        people=[
            {"role": "victim", "person_id": other.pk},
            {"role": "suspect", "given_name": "Ewan", "family_name": "Pike", "relation": "ex_partner"},
        ],
    )
    hidden = incident.allegations.get().case
    incidents.restrict_case(case_id=hidden.pk, officers=[], by=keeper, at=days(0))

    page = browser.get(reverse("address_look", args=[looked_for(case).pk])).content.decode()

    assert "Somebody whom you may not know keeps this address safe" in page
    assert "Una" not in page and REFUGE not in page and NAMES_IT not in page


def test_who_is_near_to_the_one_whose_address_was_found_knows_nothing_of_the_look_and_never_owes_it(
    case, protect, lives, happened, safeguarding, at
):
    other = lives("Una")
    people.declare_tie(person_id=other.pk, kind="FRIEND", by=safeguarding, at=at)
    safeguarding.refresh_from_db()
    protect(person_id=other.pk, by=safeguarding)

    happened("ARRESTED", note=NAMES_IT)

    (duty,) = owed(case)
    assert duty.role == "CRU"
    assert not queries.looks_visible_to(safeguarding).exists()
    assert incidents_queries.visible_to(safeguarding).filter(pk=case.pk).exists(), "the case itself is theirs to read"


def test_where_the_suspect_knows_the_child_s_address_the_victim_of_the_case_is_told(
    case, protect, child, happened, safeguarding, at
):
    protect(person_id=child.pk)
    happened("ARRESTED", note=NAMES_IT)

    services.close_address_look(
        look_id=looked_for(case).pk, outcome="KNOWN", done="He has it", seen=1, by=safeguarding, at=at
    )

    assert len(owed(case, "TELL_ADDRESS_KNOWN")) == 1
