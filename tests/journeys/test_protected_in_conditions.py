"""In a browser: a condition names where the victim hides; it is taken, looked at, and the victim is told."""

import pytest

from custody.models import AddressLook
from people import services as people
from tests.custody.addresses import NAMES_IT, REFUGE
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "desk"])
def test_an_address_in_a_condition_is_looked_at_and_the_victim_told(reader_for, case, everybody, size, at):
    people.record_safe_address(person_id=case.victim_id, text=REFUGE, by=everybody["safeguarding"], at=at)
    officer = reader_for(everybody["officer"], size)
    officer.go(f"/cases/{case.pk}/orders/new/")
    officer.choose("order", "RESTRAINING").choose("views_sought", "yes")
    officer.page.fill("#id_court", "Dover")
    officer.page.fill('textarea[name="condition_stay_away"]', NAMES_IT)
    officer.page.fill("#id_victim_views", "She asked for it")
    for part, value in {"day": at.day, "month": at.month, "year": at.year, "time": "09:00"}.items():
        officer.page.fill(f'input[name="effective_at_{part}"]', str(value))
    officer.page.locator("main form button.govuk-button").last.click()
    officer.page.wait_for_load_state()
    officer.see(NAMES_IT).check()
    assert "keeps safe" not in officer.page.inner_text("body")

    guard = reader_for(everybody["safeguarding"], size)
    guard.see("An address that is kept safe").check()
    guard.click("An address that is kept safe").see(REFUGE, NAMES_IT, "What came of it?").check()
    guard.choose("outcome", "KNOWN").write("done", "It was read out in court").click("Save")
    assert AddressLook.objects.get().outcome == "KNOWN"

    guard.go("/").click("Tell the victim, and whoever keeps it safe").see("It was read out in court").check()
