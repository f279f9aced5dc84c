"""A repeat victim at a firearms address, logged by keyboard alone, in fewer keys than twenty seconds hold."""

import pytest
from django.utils import timezone

from core.models import Entry
from incidents.models import Incident
from people import services as people
from people.models import Firearm
from tests.journeys.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
# A practised operator: four keys a second.
SECONDS_A_KEY = 0.25


class Keyboard:
    """Counts every key that is pressed."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1


def focused(page):
    """Return the name of the input that has the focus."""
    return page.evaluate("document.activeElement.name || document.activeElement.id || document.activeElement.tagName")


@pytest.fixture
def before(call, everybody):
    """An earlier report between the two, and a certificate at the address."""
    incident = call(timezone.now() - timezone.timedelta(days=30))
    Firearm.objects.create(certificate="F-1", address=people.place("14 Harbour Row", "CT16 1AA"))
    return incident


def test_a_call_by_keyboard_alone(reader_for, everybody, before):
    reader = reader_for(everybody["operator"]).go("/calls/new/")
    page = reader.page
    keys = Keyboard(page)
    until(page, "document.activeElement.name === 'address'")

    keys.type("14 Harbour Row")
    keys.press("Tab")
    keys.type("ct161aa")
    page.get_by_role("heading", name="Firearms").wait_for()
    keys.press("Alt+w")
    keys.type("He hit her")
    keys.press("Alt+v")
    keys.type("vale")
    page.locator('#person-0 [name="choose"]').first.wait_for()
    keys.press("Alt+1")
    page.locator("#person-0").get_by_text("Not this person").wait_for()
    until(page, "document.activeElement.name === 'people-1-given_name'")
    keys.type("crane")
    page.locator('#person-1 [name="choose"]').first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.locator("#person-1").get_by_text("Not this person").wait_for()
    page.get_by_role("heading", name="Earlier reports").wait_for()
    reader.check()
    keys.press("Control+Enter")
    page.wait_for_url("**/incidents/**")

    reader.see("The call is saved", "Repeat victim", "firearms certificate", "Grade: High").check()
    assert keys.pressed * SECONDS_A_KEY < 20, keys.pressed
    assert Incident.objects.count() == 2
    assert Entry.objects.filter(event="incidents.flag_raised", facts__flag="REPEAT_VICTIM").exists()

    keys.press("Alt+g")
    page.wait_for_url("**/grade/")
    while focused(page) != "grade":
        keys.press("Tab")
    keys.press("ArrowUp")
    keys.press("Enter")
    page.wait_for_url("**/incidents/*/")
    reader.see("Your decision on the grade is kept", "Grade: Immediate")
    keys.press("Alt+c")
    page.wait_for_url("**/checks/")
    while not focused(page).startswith("result_"):
        keys.press("Tab")
    keys.press("Space")
    reader.see("Checks").check()


def test_every_part_of_the_page_is_reached_by_its_key(reader_for, everybody):
    reader = reader_for(everybody["operator"]).go("/calls/new/")
    page = reader.page
    until(page, "document.activeElement.name === 'address'")
    leads = {"w": "what", "v": "people-0-given_name", "s": "people-1-given_name", "k": "kind", "b": "violence"}
    leads |= {"g": "grade", "a": "address", "l": "known-heading"}

    for letter, name in leads.items():
        page.keyboard.press(f"Alt+{letter}")
        assert focused(page) == name, letter
    page.keyboard.press("Alt+d")
    assert page.locator('[name="dropped"]').is_checked()
    page.keyboard.press("Alt+c")
    page.locator('[name="people-2-given_name"]').wait_for()
    assert page.locator('[name="people-TOTAL_FORMS"]').input_value() == "3"
    page.keyboard.press("Alt+h")
    reader.see("Everything here without a mouse", "Choose somebody on record").check()
