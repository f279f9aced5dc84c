"""Leaving at once: everything given is kept, nothing of the case is shown, and the way back leads to the sign-in."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from law import questionnaires
from law.further import SETS
from risk import services
from risk.models import Answer
from tests.journeys.conftest import PHONE
from tests.journeys.test_capture import WAITING, said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(case, everybody, at):
    """A draft of the officer's own."""
    return services.start_assessment(case_id=case.pk, by=everybody["officer"], at=at)


@pytest.fixture
def submitted(draft, everybody, at):
    """It waits for a supervisor."""
    return services.submit_assessment(
        assessment_id=draft.pk,
        answers={item.code: "NO" for item in questionnaires.load(draft.instrument).items},
        children="NONE",
        left_out=dict.fromkeys(SETS, "She had to leave"),
        grade="STANDARD",
        by=everybody["officer"],
        at=at,
    )


@pytest.fixture
def phone(reader_for, everybody):
    """The officer's telephone."""
    return reader_for(everybody["officer"], PHONE)


def leave(page):
    """Press the button; return once the page is empty."""
    page.get_by_role("button", name="Leave this page").click()
    page.get_by_text("This page is closed.").wait_for()


def landed(page):
    """Wait for the bare page, whose address the empty one has already."""
    page.get_by_role("link", name="Open the start page").wait_for()


def asks_to_sign_in(page, case):
    """Say whether the page asks to sign in, and shows nobody of the case."""
    names = [each.family_name for each in (case.victim, case.suspect)]
    return "/sign-in/" in page.url and not any(name in page.content() for name in names)


def test_what_was_changed_while_the_first_answer_was_on_its_way_is_kept_at_leaving(phone, draft):
    page, held = phone.go(f"/assessments/{draft.pk}/answer/").page, []
    page.route("**/answers/", lambda route: held.append(route))
    phone.choose("answer_injury", "NO")
    while not held:
        page.wait_for_timeout(50)
    phone.choose("answer_injury", "YES").choose("answer_money", "NO")

    leave(page)
    assert page.inner_text("body").strip() == "This page is closed."
    page.unroute("**/answers/")
    landed(page)

    assert dict(Answer.objects.filter(assessment=draft).values_list("item", "value")) == {
        "injury": "YES",
        "money": "NO",
    }


def test_words_typed_a_moment_before_leaving_are_kept(phone, draft):
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    phone.write("observations", "A dog")
    leave(page)
    landed(page)
    draft.refresh_from_db()
    assert draft.observations == "A dog"


def test_what_cannot_be_sent_is_counted_before_it_is_lost(phone, draft):
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    assert not page.locator("#leave-unsent").is_visible()
    page.context.set_offline(True)
    phone.choose("answer_injury", "YES").choose("answer_injury", "NO").choose("answer_money", "NO")
    said(page, "2 answers are kept on this device")
    lost = "2 answers are not sent yet. If you leave now, they are lost."
    assert page.locator("#leave-unsent").text_content() == lost
    phone.faults.clear()
    phone.check()

    leave(page)
    assert page.evaluate(WAITING) == 0
    page.context.set_offline(False)
    landed(page)

    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert not Answer.objects.filter(assessment=draft).exists()


@pytest.mark.parametrize(("who", "where"), [("officer", "answer"), ("officer", "submit"), ("sergeant", "sign-off")])
def test_back_after_leaving_asks_to_sign_in(who, where, reader_for, everybody, draft, case, request):
    if where == "sign-off":
        request.getfixturevalue("submitted")
    phone = reader_for(everybody[who], PHONE)
    page = phone.go(f"/cases/{case.pk}/").page
    phone.go(f"/assessments/{draft.pk}/{where}/").check()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    landed(page)

    page.go_back()

    assert asks_to_sign_in(page, case)
    page.go_forward()
    assert page.url.endswith("/left/")


def test_without_javascript_the_button_signs_out_as_well(reader_for, everybody, draft, case):
    phone = reader_for(everybody["officer"], PHONE, javascript=False)
    phone.go(f"/cases/{case.pk}/").go(f"/assessments/{draft.pk}/answer/").click("Leave this page")
    assert phone.page.url.endswith("/left/")
    phone.page.go_back()
    assert asks_to_sign_in(phone.page, case)


def test_whoever_left_without_a_connection_is_signed_out_at_the_next_page(phone, draft, case):
    page = phone.go(f"/cases/{case.pk}/").go(f"/assessments/{draft.pk}/answer/").page
    page.context.set_offline(True)
    leave(page)
    with suppress(Error):
        page.go_back()
    page.context.set_offline(False)

    phone.go(f"/cases/{case.pk}/")

    assert asks_to_sign_in(page, case)
