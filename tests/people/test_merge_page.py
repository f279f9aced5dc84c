"""The page on which two records are found to be one person."""

import pytest

from people import services
from tests.look.page import Page, on_paper

pytestmark = pytest.mark.django_db


def test_neither_way_of_naming_the_other_person_is_called_optional(person, client_for, cru):
    found = person("Catherine", "Orchard")

    page = Page(client_for(cru).get(f"/people/{found.pk}/merge/").content.decode())

    assert "(optional)" not in page.words(page.one("main"))


def test_a_protected_address_is_shown_to_those_who_protect_and_never_printed(pair, client_for, cru, safeguarding, at):
    services.record_safe_address(person_id=pair.other_id, text="9 Elm Way, Deal", by=safeguarding, at=at)

    pages = [
        client_for(cru).get(path).content.decode()
        for path in (
            f"/people/{pair.other_id}/",
            f"/people/duplicates/{pair.pk}/",
            f"/people/duplicates/{pair.pk}/same/",
        )
    ]

    for page in pages:
        assert "9 Elm Way" in page and "9 Elm Way" not in on_paper(page)
        assert "Never printed. Read it on the page." in on_paper(page)
