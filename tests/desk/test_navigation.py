"""The menu: what a role opens every day stands first, everything else below "More", and nothing is lost or twice."""

import pytest
from django.urls import reverse

from dacase.navigation import DAILY, FEW, MENU, menu, opens

pytestmark = pytest.mark.django_db


def routes(first, more):
    """Return the routes of a menu in its order."""
    return [item["route"] for item in first] + [item["route"] for group in more for item in group["pages"]]


def test_every_role_finds_each_of_its_pages_once_with_its_daily_ones_first(everybody):
    for officer in everybody.values():
        first, more = menu(officer, "/")
        found = routes(first, more)

        assert sorted(found) == sorted(
            entry.route for entries in MENU.values() for entry in entries if opens(officer, entry)
        )
        assert len(found) == len(set(found))
        assert len(first) <= FEW
        daily = DAILY[officer.posting.role]
        assert found[: len(daily)] == list(daily)


def test_a_role_may_open_each_page_of_its_day(everybody):
    entries = {entry.route: entry for group in MENU.values() for entry in group}

    for officer in everybody.values():
        assert all(opens(officer, entries[route]) for route in DAILY[officer.posting.role]), officer.posting.role


def test_somebody_without_a_posting_has_what_is_there_for_everybody(officer):
    officer.posting = None

    assert routes(*menu(officer, "/")) == ["work", "feedback"]


@pytest.mark.parametrize(
    ("path", "here"), [("/", "Work list"), ("/cases/", "Cases"), ("/review/agreement/", "Agreement")]
)
def test_one_entry_is_marked_the_one_nearest_to_the_page(safeguarding, path, here):
    first, more = menu(safeguarding, path)

    marked = [
        item["text"] for item in [*first, *(item for group in more for item in group["pages"])] if item["current"]
    ]
    assert marked == [here]


def test_a_page_below_more_is_named_on_the_closed_menu(client_for, safeguarding):
    page = client_for(safeguarding).get(reverse("schools")).content.decode()

    assert "More: <strong" in page
    assert page.count('aria-current="true"') == 1


def test_a_short_menu_has_no_more(client_for, administrator):
    assert "<summary" not in client_for(administrator).get("/").content.decode()


def test_a_page_with_a_more_of_its_own_does_not_hide_the_rest_of_the_menu(client_for, safeguarding):
    assert "Regular returns" in client_for(safeguarding).get("/").content.decode()
