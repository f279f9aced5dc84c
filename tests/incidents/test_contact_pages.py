"""The pages of reaching the victim."""

import pytest
from django.urls import reverse

from incidents import services
from people.models import SafeContact
from tests.look.page import Page

WORDS = "Library book"


@pytest.fixture
def told(case, officer, at):
    """What she said of safe contact."""
    return services.record_safe_contact(
        case_id=case.pk,
        channels={"PHONE": "07700 900123"},
        when_safe="Weekdays between nine and three",
        never="A message on the machine",
        code_word=WORDS,
        by=officer,
        at=at,
    )


def typed(**changes):
    """Return a filled form of safe contact."""
    return {"seen": "0", "phone": "07700 900123", "when_safe": "Mornings", "never": "Letters"} | changes


def test_the_owner_records_it_and_sees_it(case, officer, client_for):
    browser = client_for(officer)

    asked = browser.get(reverse("safe_contact_record", args=[case.pk])).content.decode()
    saved = browser.post(reverse("safe_contact_record", args=[case.pk]), typed(code_word=WORDS), follow=True)

    assert "counts as confirmed by the victim today" in asked
    assert "The safe way of contact is recorded." in saved.content.decode()
    assert WORDS in saved.content.decode()


def test_a_refusal_keeps_what_was_typed_beside_the_input(case, officer, client_for):
    page = client_for(officer).post(reverse("safe_contact_record", args=[case.pk]), typed(phone="none"))

    assert page.status_code == 409
    assert "not a telephone number" in page.content.decode()
    assert "Mornings" in page.content.decode()
    assert not SafeContact.objects.exists()


def test_every_page_on_which_she_is_told_or_asked_shows_how(told, case, officer, client_for):
    browser = client_for(officer)

    for name in ("contact", "contact_record", "safe_contact_confirm", "plan", "plan_wishes", "plan_agree"):
        assert WORDS in browser.get(reverse(name, args=[case.pk])).content.decode(), name


def test_others_see_that_it_is_protected_and_not_what_it_is(told, case, other_officer, client_for):
    browser = client_for(other_officer)

    for name in ("contact", "contact_record", "plan"):
        page = browser.get(reverse(name, args=[case.pk])).content.decode()
        assert WORDS not in page, name
        assert "Protected" in page, name
    assert browser.get(reverse("safe_contact_record", args=[case.pk])).status_code == 403


def test_the_case_page_and_the_paper_never_show_it(told, case, officer, client_for):
    browser = client_for(officer)

    for name in ("case", "plan_print"):
        page = browser.get(reverse(name, args=[case.pk])).content.decode()
        assert WORDS not in page
        assert "900123" not in page


@pytest.mark.parametrize("name", ["contact", "contact_record", "safe_contact_confirm", "plan"])
def test_a_page_that_shows_it_leaves_it_out_when_it_is_printed(told, case, officer, client_for, name):
    page = Page(client_for(officer).get(reverse(name, args=[case.pk])).content.decode())

    shown = page.one("section", **{"aria-label": "How to reach the victim safely"})

    assert WORDS in shown.text
    assert "dacase-no-print" in shown["class"].split()


def test_a_number_that_no_longer_leads_to_her_is_not_shown_as_safe(told, case, officer, client_for, at):
    services.record_contact(
        case_id=case.pk, channel="PHONE", outcome="NO_LONGER", safe_how="Nothing was said", by=officer, at=at
    )

    page = client_for(officer).get(reverse("contact", args=[case.pk])).content.decode()
    change = client_for(officer).get(reverse("safe_contact_record", args=[case.pk])).content.decode()

    assert "07700 900123" not in page + change
    assert "Weekdays between nine and three" in change
    assert "this no longer led to the victim" in page
    assert "The victim confirmed all of this" not in page


def test_an_attempt_stands_in_the_log(told, case, officer, client_for):
    browser = client_for(officer)

    browser.post(
        reverse("contact_record", args=[case.pk]),
        {
            "outcome": "REACHED",
            "channel": "PHONE",
            "safe_how": "Alone, code word given",
            "exception_reason": "She rang the station herself",
            "what_said": "She is at her sister's",
            "tried_at_day": "16",
            "tried_at_month": "11",
            "tried_at_year": "2026",
            "tried_at_time": "09:00",
        },
    )

    assert "She is at her sister&#x27;s" in browser.get(reverse("contact", args=[case.pk])).content.decode()
