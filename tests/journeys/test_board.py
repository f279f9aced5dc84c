"""The live board in a browser: what is logged elsewhere appears by itself, and the keyboard alone acknowledges it."""

import pytest
from django.utils import timezone

from incidents.models import Hit
from tests.incidents.watching import open_beside
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


class Asked:
    """Counts what the board asks for, each second, and is answered."""

    def __init__(self, page):
        assert page.locator("#board").get_attribute("hx-trigger") == "every 1s"
        self.page, self.answers = page, []
        page.on("response", lambda answer: "/board/rows/" in answer.url and self.answers.append(answer.status))

    def shows(self, text):
        """Find what was committed a moment ago on the board with the first or second answer: within two seconds."""
        before = len(self.answers)
        self.page.get_by_text(text).wait_for()
        assert 200 in self.answers[before : before + 2], self.answers


def focused(page):
    """Return the id of what has the focus."""
    return page.evaluate("document.activeElement.id")


def test_a_criterion_appears_by_itself_and_is_acknowledged_by_the_keyboard_alone(reader_for, everybody, call):
    supervisor = reader_for(everybody["control_supervisor"]).go("/board/").see("No domestic incident is open").check()
    page = supervisor.page
    asked = Asked(page)
    first = call(timezone.now(), facts={"weapon": "knife"})
    asked.shows("A weapon or a firearms certificate")

    page.keyboard.press("j")
    assert focused(page) == f"look-{first.pk}"
    call(timezone.now(), facts={"strangulation": True})
    asked.shows("Strangulation or a threat to kill")
    assert focused(page) == f"look-{first.pk}", "the new row took the focus away"
    supervisor.check()

    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.wait_for_url("**/acknowledge/")
    supervisor.see(first.number).check()
    while page.evaluate("document.activeElement.name") != "decision":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/#look-*")

    supervisor.see("Acknowledged under your name", "First looked at by Control Supervisor Example")
    page.keyboard.press("j")
    assert focused(page) == f"look-{first.pk}", "coming back, the keys start at the row one came from"
    assert set(Hit.objects.filter(watch__incident=first).values_list("decision", flat=True)) == {"RIGHT"}

    open_beside(first, 100)
    asked.shows("1 to 100 of 102")
    page.keyboard.press("n")
    page.wait_for_url("**/board/?page=2")
    supervisor.see("101 to 102 of 102").check()
    page.keyboard.press("p")
    page.wait_for_url("**/board/?page=1")


def test_the_board_says_when_it_is_out_of_date_and_fits_a_telephone(reader_for, everybody, call):
    call(timezone.now(), facts={"weapon": "knife"})
    reader = reader_for(everybody["operator"], PHONE).go("/board/").see("Nobody sent").check()
    page = reader.page

    page.context.set_offline(True)
    page.get_by_text("This board may be out of date").wait_for()
    page.context.set_offline(False)

    page.get_by_text("This board may be out of date").wait_for(state="hidden")
