"""The page on which two records are found to be one person."""

import pytest

from tests.look.page import Page

pytestmark = pytest.mark.django_db


def test_neither_way_of_naming_the_other_person_is_called_optional(person, client_for, cru):
    found = person("Catherine", "Orchard")

    page = Page(client_for(cru).get(f"/people/{found.pk}/merge/").content.decode())

    assert "(optional)" not in page.words(page.one("main"))
