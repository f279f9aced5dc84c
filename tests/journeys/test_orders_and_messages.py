"""In a browser: an order is varied, a case does not close while it stands, a message that failed is looked at."""

from datetime import timedelta

import pytest
from django.utils import timezone

from custody import queries, services
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
HARBOUR = {"kind": "STAY_AWAY", "text": "Harbour Row"}


@pytest.fixture
def refused(case, officer):
    """An order told by the court yesterday, and a correction of it without the victim's views."""
    now = timezone.now()
    told = {"source": "court", "by": officer, "at": now}
    services.record_event(
        kind="ORDER_MADE",
        suspect_id=case.suspect_id,
        effective_at=now - timedelta(days=1),
        source_event_id="1",
        details={"order": "RESTRAINING", "conditions": [HARBOUR], "court": "Dover"},
        **told,
    )
    said = {"order": "RESTRAINING", "conditions": [{"kind": "NO_CONTACT", "text": "Asha Vale"}]}
    return services.correct_by_number(source_event_id="2", corrects="1", reason="Terms left out", details=said, **told)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "desk"])
def test_an_order_is_varied_and_holds_the_case_open_and_a_failed_message_is_settled(
    reader_for, case, everybody, refused, size
):
    officer = reader_for(everybody["officer"], size)
    officer.go(f"/custody/refused/{refused.pk}/").see("On record", "The message", "Asha Vale", "Harbour Row").check()
    officer.page.fill("#id_how", "The court sends it again with her views")
    officer.page.locator("main form button.govuk-button").last.click()
    officer.page.wait_for_load_state()

    officer.go(f"/cases/{case.pk}/orders/restraining/vary/").see("Restraining order", "Before", "After").check()
    officer.page.fill('textarea[name="condition_stay_away"]', "Harbour Row\nMarine Parade")
    officer.page.fill("#id_court", "Dover")
    officer.page.fill("#id_reason", "She moved her work")
    officer.page.check('input[name="views_sought"][value="yes"]')
    officer.page.fill("#id_victim_views", "She asked for it")
    officer.page.locator("main form button.govuk-button").last.click()
    officer.page.wait_for_load_state()
    assert [each["text"] for each in queries.position(case.pk).orders[0]["conditions"]] == [
        "Harbour Row",
        "Marine Parade",
    ]

    sergeant = reader_for(everybody["sergeant"], size)
    sergeant.go(f"/cases/{case.pk}/close/").see("stays open while something runs in it", "restraining order").check()
