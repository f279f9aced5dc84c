"""A form that is sent without a connection, or signed out, stays on the screen with everything that was typed."""

import pytest

from incidents.models import Information
from tests.journeys.conftest import PHONE, Reader, sign_in, until

WORDS = "Her sister says that he waits outside the school"
# A button takes no second press within a second.
SECOND = 1100


def press(page):
    """Press the button of the form, and wait until it may be pressed again."""
    page.get_by_role("button", name="Save").click()
    page.wait_for_timeout(SECOND)


def fill(page):
    """Fill the form of further information."""
    page.get_by_label("Other information").check()
    for label, number in (("Day", "16"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_label("What is known?").fill(WORDS)


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_stays_when_a_form_is_sent_without_a_connection_and_is_sent_when_it_is_back(
    reader_for, case, officer
):
    reader = reader_for(officer, PHONE).go(f"/cases/{case.pk}/information/")
    page = reader.page
    fill(page)
    page.context.set_offline(True)

    press(page)
    page.get_by_role("alert").get_by_text("Nothing was sent").wait_for()
    press(page)

    assert page.locator("#not-sent").count() == 1, "and it is said once, however often one presses"
    assert page.get_by_label("What is known?").input_value() == WORDS
    reader.check()
    page.context.set_offline(False)
    until(page, "() => navigator.onLine")
    press(page)
    reader.see("The information is added.")

    assert Information.objects.get(case=case).text == WORDS


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_stays_when_whoever_sends_it_is_signed_out_and_is_sent_once_they_are_back(
    reader_for, case, officer
):
    reader = reader_for(officer, PHONE).go(f"/cases/{case.pk}/information/")
    page = reader.page
    fill(page)
    page.context.clear_cookies(name="sessionid")
    page.evaluate("() => window.dispatchEvent(new Event('blur'))")

    press(page)
    page.get_by_role("alert").get_by_text("You are signed out").wait_for()

    assert page.get_by_label("What is known?").input_value() == WORDS
    assert not Information.objects.exists()
    reader.check()
    sign_in(Reader(page.context.new_page(), reader.base), officer)
    press(page)
    reader.see("The information is added.")
    assert Information.objects.get(case=case).text == WORDS
