"""The menu in a browser: by keyboard, on a telephone, and without JavaScript."""

import pytest

from tests.journeys.conftest import PHONE, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_not_of_every_day_opens_by_keyboard(reader_for, safeguarding):
    reader = reader_for(safeguarding)
    reader.page.locator(".dacase-menu summary").focus()
    reader.page.keyboard.press("Enter")
    reader.check()

    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_load_state()

    reader.see("Records that may be one person").check()
    assert reader.page.locator(".dacase-menu summary").inner_text() == "More: Duplicates"


def test_on_a_telephone_the_menu_opens_within_its_width(reader_for, safeguarding):
    reader = reader_for(safeguarding, PHONE)
    until(reader.page, "!document.querySelector('.govuk-service-navigation__toggle').hidden")
    reader.page.get_by_role("button", name="Menu").click()
    reader.page.locator(".dacase-menu summary").click()

    assert reader.page.get_by_role("link", name="Regular returns").is_visible()
    reader.check()


def test_without_javascript_every_page_of_the_menu_is_there(reader_for, safeguarding):
    reader = reader_for(safeguarding, PHONE, javascript=False)
    reader.page.locator(".dacase-menu summary").click()
    reader.click("Schools", exact=True).see("Whom the police tell of a child")
