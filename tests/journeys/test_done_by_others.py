"""Somebody else told her, and has the case since: who had it reads it on any screen, and takes it off by one key."""

from datetime import timedelta

import pytest

from custody import services as custody
from incidents import services as incidents
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_what_a_colleague_did_is_read_and_taken_off_by_one_key(reader_for, case, officer, neighbourhood, at, size):
    hour = timedelta(hours=1)
    arrested = custody.enter_event(case_id=case.pk, kind="ARRESTED", effective_at=at - hour, by=officer, at=at)
    told = {
        "method": "PHONE",
        "safe_how": "Her own number",
        "exception_reason": "She rang us",
        "what_said": "He is held",
    }
    custody.record_victim_told(event_id=arrested.pk, case_id=case.pk, **told, by=neighbourhood, at=at + hour)
    made = incidents.offer_case(case_id=case.pk, to_id=neighbourhood.pk, must_know="Ring after six", by=officer, at=at)
    incidents.accept_case(offer_id=made.pk, by=neighbourhood, at=at + 2 * hour)
    reader = reader_for(officer, size)

    reader.go("/").see("Done by others").check().click("Done by others")
    reader.see(
        "You owed these, or were told", "Tell the victim that the suspect was arrested", "Neighbourhood Example"
    ).check()
    reader.see("Taken over", "Ask the victim how they can be reached safely", "Victim told")
    reader.page.keyboard.press("Control+End")
    button = reader.page.get_by_role("button", name="I have seen these")
    button.focus()
    reader.page.keyboard.press("Enter")
    reader.page.get_by_text("What you saw is off the list.").wait_for()
    reader.see("Nothing that you owed, or were told of, was ended").check()
