"""What is typed of a call outlives the browser, and two operators on one call see each other's words."""

import pytest

from incidents.models import CallDraft
from tests.journeys.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)


def write(reader, name, text):
    """Type into an input and wait until the server has it."""
    reader.page.locator(f'[name="{name}"]').fill(text)
    until(
        reader.page,
        "text => JSON.stringify(JSON.parse(document.querySelector('[name=draft_base]').value)).includes(text)",
        text,
    )


def test_the_browser_dies_and_the_words_are_there(reader_for, everybody):
    first = reader_for(everybody["operator"]).go("/calls/new/")
    write(first, "address", "14 Harbour Row")
    write(first, "people-0-given_name", "Asha")
    first.page.context.close()

    second = reader_for(everybody["operator"]).go("/calls/new/").see("Begun and not logged")
    second.click("14 Harbour Row").check()

    assert second.page.locator('[name="people-0-given_name"]').input_value() == "Asha"


def test_to_open_the_page_and_type_nothing_begins_no_call(reader_for, everybody):
    reader = reader_for(everybody["operator"]).go("/calls/new/")
    reader.page.wait_for_timeout(2500)

    reader.go("/").check()

    assert not CallDraft.objects.exists()


def test_two_operators_on_one_call(reader_for, everybody):
    one = reader_for(everybody["operator"]).go("/calls/new/")
    write(one, "address", "14 Harbour Row")
    draft = CallDraft.objects.get()
    two = reader_for(everybody["control_supervisor"]).go(f"/calls/drafts/{draft.pk}/")

    write(two, "what", "He is at the door")
    write(one, "postcode", "CT16 1AA")
    assert one.page.locator('[name="what"]').input_value() == "He is at the door"

    write(one, "address", "9 Mill Lane")
    two.page.locator('[name="address"]').fill("2 Harbour Row")
    two.page.get_by_text("Two of you typed different words").wait_for()
    two.faults.clear()
    two.see("9 Mill Lane", "2 Harbour Row").check().click("Keep both")

    assert two.page.locator('[name="address"]').input_value() == "2 Harbour Row / 9 Mill Lane"
    two.see("Kept as a draft").check()
