"""The end of an order, in a browser: it runs out, she is told, and what was recorded wrongly is put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import escalation
from custody import queries, services
from law import clocks
from tests.journeys.conftest import PHONE, day_of, submit

pytestmark = pytest.mark.django_db(transaction=True)
LAPSED = "Tell the victim that an order has run out and protects her no more"


@pytest.fixture
def order(case, officer):
    """A restraining order made a fortnight ago, whose last day was yesterday."""
    then = timezone.now() - timedelta(days=14)
    terms = [{"kind": "STAY_AWAY", "text": "Harbour Row"}]
    said = {"order": "RESTRAINING", "conditions": terms, "views_sought": True, "victim_views": "She asked for it"}
    last = clocks.london_day(timezone.now()) - timedelta(days=1)
    told = {"case_id": case.pk, "effective_at": then, "expires_on": last, "by": officer, "at": then}
    event = services.record_order(**said, **told)
    escalation.sweep(timezone.now())
    return event


def test_an_order_runs_out_she_is_told_and_a_mistake_is_taken_back(reader_for, case, order, everybody):
    phone = reader_for(everybody["officer"], PHONE)
    phone.go("/custody/orders/").see("Run out").click("Asha Vale").see("Restraining order: Run out", LAPSED).check()
    phone.click("Record that the victim was told").see(
        "is still to be told", LAPSED, "No condition, notice or order holds the suspect now"
    ).check()
    phone.choose("reached", "yes").choose("method", "PHONE").write("safe_how", "She chose the time")
    phone.write("what_said", "It is over").write("exception_reason", "She rang the station herself")
    submit(phone, "It is recorded")
    assert not [duty for duty in queries.not_told(case) if duty.code == "TELL_VICTIM_ORDER_LAPSED"]

    phone.go(f"/cases/{case.pk}/custody/new/?kind=ORDER_ENDED").see("It has run out").choose("order", "RESTRAINING")
    day_of(phone, "effective_at", -30, "10:00")
    submit(phone, "This order was made later").faults.clear()
    day_of(phone, "effective_at", 0, "00:01")
    submit(phone, "Protective order ended").check()
    phone.click("Withdraw Protective order made").write("reason", "It was of another man")
    submit(phone, "It was of another man")
    phone.click("Tell the victim that what she was told was a mistake").see("Withdrawn", "It was of another man")
    phone.see("It is over").check()
