"""A victim whose case was closed without an investigation is told so, and whoever owes it can say that she was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core import rebuilding
from core.errors import Refused
from core.models import Duty
from dacase import work
from incidents import services
from incidents.services import cases
from tests.look.page import Page

SPOKEN = {"channel": "PHONE", "outcome": "REACHED", "safe_how": "She rang us", "exception_reason": "She rang us"}
SPOKEN |= {"what_said": "That no line of enquiry is left"}


@pytest.fixture
def closed(case, sergeant, at, monkeypatch):
    """The case at high risk, closed without an investigation, and nothing else owed in it."""
    monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
    Duty.objects.all().delete()
    services.set_risk_level(case.pk, "HIGH")
    services.close_case(case_id=case.pk, reason="No line left", investigated=False, by=sergeant, at=at)
    return type(case).objects.get(pk=case.pk)


@pytest.fixture
def speak(case, officer, days):
    """Return a function that records a contact a day later."""
    return lambda **changes: services.record_contact(
        **({"case_id": case.pk, "by": officer, "at": days(1)} | SPOKEN | changes)
    )


def owed(case):
    """Return the codes of what is open in a case."""
    return set(Duty.objects.filter(case_id=case.pk, ended_at=None).values_list("code", flat=True))


def test_it_is_met_by_a_contact_that_says_so_and_by_no_other(closed, speak):
    speak()
    assert "TELL_VICTIM_NO_INVESTIGATION" in owed(closed)

    speak(told_not_investigated=True)

    assert "TELL_VICTIM_NO_INVESTIGATION" not in owed(closed)
    assert Duty.objects.get(code="TELL_VICTIM_NO_INVESTIGATION").ended_as == "MET"


def test_in_a_closed_case_a_contact_asks_nobody_to_keep_in_touch(closed, speak):
    speak()

    assert not [code for code in owed(closed) if code.startswith("KEEP_IN_TOUCH")]


def test_in_an_open_case_it_does_and_nothing_was_closed(case, speak):
    services.set_risk_level(case.pk, "HIGH")
    speak()

    assert "KEEP_IN_TOUCH_HIGH" in owed(case)
    with pytest.raises(Refused, match="has not ended") as refusal:
        speak(told_not_investigated=True)
    assert refusal.value.field == "told_not_investigated"


def test_who_was_not_reached_was_not_told(closed, speak):
    with pytest.raises(Refused, match="Only a victim who was reached"):
        speak(told_not_investigated=True, outcome="NO_ANSWER")


def test_the_work_list_leads_to_the_page_that_asks_and_the_page_meets_it(closed, client_for, officer):
    (duty,) = Duty.objects.filter(code="TELL_VICTIM_NO_INVESTIGATION")
    Duty.objects.filter(pk=duty.pk).update(owner_id=officer.pk)
    browser, address = client_for(officer), reverse("contact_record", args=[closed.pk])
    assert work.duties_of(officer, "mine").filter(pk=duty.pk).exists()
    assert address in browser.get(reverse("work")).text
    assert address in browser.get(reverse("contact", args=[closed.pk])).text
    page = Page(browser.get(address).text)
    assert page.all("input", name="told_not_investigated")

    now = timezone.localtime()
    sent = {f"tried_at_{part}": getattr(now, part) for part in ("day", "month", "year")} | {
        "tried_at_time": f"{now:%H:%M}"
    }
    answer = browser.post(address, SPOKEN | sent | {"told_not_investigated": "on"})

    assert answer.status_code == 302
    assert "TELL_VICTIM_NO_INVESTIGATION" not in owed(closed)
    assert not Page(browser.get(address).text).all("input", name="told_not_investigated")


def test_worked_out_anew_from_the_journal_nothing_differs(case, sergeant, officer, days, at, monkeypatch):
    monkeypatch.setattr(cases, "READY_TO_CLOSE", [])
    services.close_case(case_id=case.pk, reason="No line left", investigated=False, by=sergeant, at=at)
    services.record_contact(case_id=case.pk, told_not_investigated=True, by=officer, at=days(1), **SPOKEN)

    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}
