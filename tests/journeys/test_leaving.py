"""Leaving at once: everything given is kept, nothing of the case is shown, and the way back leads to the sign-in."""

import json
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from law import questionnaires
from law.further import SETS
from risk import services
from risk.models import Answer
from tests.journeys.conftest import PHONE, Reader, sign_in
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


def test_an_answer_that_comes_into_dispute_while_leaving_is_shown_again_and_chosen(phone, draft, everybody, at):
    address = f"/assessments/{draft.pk}/answer/"
    page = phone.go(address).page
    services.keep_answers(
        assessment_id=draft.pk,
        answers={"injury": {"value": "NO", "comment": "", "source": "VICTIM", "version": 0}},
        by=everybody["officer"],
        at=at,
    )
    page.evaluate(
        """() => { document.querySelector('input[name="answer_injury"][value="YES"]').click();
                 document.querySelector("#leave button").click() }"""
    )
    page.get_by_text("This page is closed.").wait_for()
    landed(page)
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0

    sign_in(phone, everybody["officer"]).go(address)

    box = page.locator("#dispute_injury")
    box.wait_for()
    assert box.locator("[data-theirs]").text_content() == "No"
    assert box.locator("[data-mine]").text_content() == "Yes"
    phone.faults.clear()
    phone.check()
    box.locator("[data-keep]").click()
    said(page, "All answers are saved.")
    assert Answer.objects.get(assessment=draft, item="injury").value == "YES"
    phone.go(address)
    said(page, "")
    assert page.locator("#capture-undecided").count() == 0


def test_a_page_of_another_tab_does_not_end_what_is_still_sent_and_shows_nothing(phone, draft, case):
    page, held = phone.go(f"/assessments/{draft.pk}/answer/").page, []
    other = page.context.new_page()
    other.goto(f"{phone.base}/cases/{case.pk}/")
    page.route("**/answers/", lambda route: held.append(route))
    phone.choose("answer_injury", "YES")
    while not held:
        page.wait_for_timeout(50)
    leave(page)

    other.reload()
    assert asks_to_sign_in(other, case)
    page.unroute("**/answers/")
    landed(page)

    assert Answer.objects.get(assessment=draft, item="injury").value == "YES"
    other.goto(f"{phone.base}/cases/{case.pk}/")
    assert asks_to_sign_in(other, case)
    page.goto(f"{phone.base}/cases/{case.pk}/")
    assert asks_to_sign_in(page, case)


# What each page lets be read when it is shown and in its first frame, and whether the browser had it in its memory.
SHOWN = """
    const note = (kept) => localStorage.setItem("shown", (localStorage.getItem("shown") || "") +
        `${JSON.stringify([kept, location.pathname, document.documentElement.innerText.trim()])}\\n`)
    addEventListener("pageshow", (event) => {
        note(event.persisted)
        requestAnimationFrame(() => note(event.persisted))
    })
"""


@pytest.mark.parametrize("connected", [True, False])
def test_back_to_a_page_that_the_browser_remembers_never_shows_the_case(
    remembering, live_server, everybody, case, draft, connected
):
    """In a browser that keeps pages as they were: without a connection it brings one back, and nothing is on it."""
    context = remembering.new_context(viewport=PHONE)
    phone = sign_in(Reader(context.new_page(), live_server.url), everybody["officer"])
    page, shown = phone.page, f"/cases/{case.pk}/"
    page.add_init_script(SHOWN)
    phone.go(shown).go(f"/assessments/{draft.pk}/answer/")
    page.evaluate("localStorage.clear()")
    context.set_offline(not connected)
    leave(page)
    if connected:
        landed(page)

    with suppress(Error):
        page.go_back()
    page.wait_for_timeout(500)

    context.set_offline(False)
    phone.go("/sign-in/")
    told = [json.loads(line) for line in page.evaluate("localStorage.getItem('shown')").splitlines()]
    brought_back = [words for kept, where, words in told if kept and where == shown]
    # As it comes back, and at its first frame where it is not gone before.
    assert set(brought_back) == (set() if connected else {""})
    assert not [words for *_, words in told if case.victim.family_name in words or case.suspect.family_name in words]
    assert asks_to_sign_in(phone.go(shown).page, case)
    context.close()


def test_back_without_leaving_asks_for_the_page_anew(remembering, live_server, everybody, case, draft):
    context = remembering.new_context(viewport=PHONE)
    phone = sign_in(Reader(context.new_page(), live_server.url), everybody["officer"])
    phone.go(f"/cases/{case.pk}/").go(f"/assessments/{draft.pk}/answer/")

    phone.page.go_back()

    phone.page.get_by_role("heading", level=1).wait_for()
    assert case.victim.family_name in phone.page.inner_text("main")
    context.close()


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
