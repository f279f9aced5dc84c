"""The questions on a phone at the scene: the connection drops, two devices answer, somebody comes in."""

import pytest

from law import questionnaires
from risk import services
from risk.models import Answer, Assessment
from tests.journeys.conftest import PHONE, Reader, sign_in, until

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = questionnaires.load("DASH_2009_POLICE").items
SAVED = "All answers are saved"


@pytest.fixture
def draft(case, everybody, at):
    """A draft that the officer telephones and a colleague types."""
    return services.start_assessment(
        case_id=case.pk, for_officer_id=everybody["officer"].pk, by=everybody["other_officer"], at=at
    )


def said(page, words):
    until(page, "words => document.getElementById('capture-state').textContent.includes(words)", words)


def test_27_questions_on_a_phone_with_a_dropped_connection_lose_no_answer(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    phone.check()
    page.locator("#capture-mode").click()
    phone.check()
    for place, item in enumerate(ITEMS):
        if place == 9:
            said(page, SAVED)
            page.context.set_offline(True)
        if place == 20:
            said(page, "kept on this device and sent when it is back")
            assert page.locator("#capture-steps [data-state]").is_visible()
            assert "kept on this device" in page.locator("#capture-steps [data-state]").text_content()
            assert Answer.objects.filter(assessment=draft).count() == 9
            page.context.set_offline(False)
        value = "REFUSED" if place % 5 == 4 else "NO"
        page.locator(f'input[name="answer_{item.code}"][value="{value}"]').check()
        page.locator("[data-next]").click()
    said(page, SAVED)

    assert page.locator("#capture-progress").text_content() == "27 of 27 answered"
    kept = dict(Answer.objects.filter(assessment=draft).values_list("item", "value"))
    assert kept == {item.code: "REFUSED" if place % 5 == 4 else "NO" for place, item in enumerate(ITEMS)}
    assert page.evaluate(WAITING) == 0
    page.locator("#capture-mode").click()
    phone.choose("children", "NONE")
    phone.faults.clear()
    with page.expect_navigation():
        phone.click("Check and submit")
    phone.see("What the answers suggest")


WAITING = """() => new Promise((done) => {
    const asked = indexedDB.open("dacase-waiting", 1)
    asked.onsuccess = () => {
        const count = asked.result.transaction("waiting").objectStore("waiting").count()
        count.onsuccess = () => done(count.result)
    }
})"""


def test_an_answer_that_waited_on_the_device_is_sent_when_the_page_is_opened_again(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    page.route("**/answers/", lambda route: route.abort())
    phone.choose("answer_stalking", "YES")
    said(page, "kept on this device")
    assert page.locator("#further_S_DASH").get_attribute("open") is not None
    address, context = page.url, page.context
    page.close()

    again = context.new_page()
    again.goto(address)

    said(again, SAVED)
    assert Answer.objects.get(assessment=draft).value == "YES"


def test_a_comment_that_is_too_long_is_named_and_holds_up_no_other_answer(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    page.locator("#question_injury details").evaluate("each => { each.open = true }")
    phone.write("comment_injury", "x" * 4001)
    phone.choose("answer_money", "NO")
    said(page, "not kept as it stands")
    assert list(Answer.objects.filter(assessment=draft).values_list("item", flat=True)) == ["money"]

    phone.write("comment_injury", "Bruise")

    said(page, SAVED)
    assert Answer.objects.get(assessment=draft, item="injury").comment == "Bruise"
    phone.faults.clear()


def test_two_devices_are_shown_both_answers_and_the_officer_chooses(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    desk = reader_for(everybody["other_officer"])
    for each in (phone, desk):
        each.go(f"/assessments/{draft.pk}/answer/")
    desk.choose("answer_injury", "NO").choose("answer_money", "NO")
    said(desk.page, SAVED)
    phone.choose("answer_injury", "YES").choose("answer_money", "YES")
    said(phone.page, "choose which answer stays")
    injury, money = (phone.page.locator(f"#question_{code}") for code in ("injury", "money"))
    money.locator("[data-keep]").wait_for()
    assert "No" in injury.locator("[data-theirs]").text_content()
    phone.check()
    assert set(Answer.objects.filter(assessment=draft).values_list("value", flat=True)) == {"NO"}

    injury.locator("[data-keep]").click()
    money.locator("[data-take]").click()
    said(phone.page, SAVED)

    assert dict(Answer.objects.filter(assessment=draft).values_list("item", "value")) == {
        "injury": "YES",
        "money": "NO",
    }


def test_whoever_was_signed_out_signs_in_again_in_another_tab_and_loses_no_answer(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    page.context.clear_cookies()
    phone.choose("answer_injury", "YES")
    said(page, "You are signed out")
    assert not Answer.objects.filter(assessment=draft).exists()

    sign_in(Reader(page.context.new_page(), phone.base), everybody["officer"])

    said(page, SAVED)
    assert Answer.objects.get(assessment=draft, item="injury").value == "YES"
    phone.faults.clear()
    with page.expect_navigation():
        phone.click("Check and submit")
    phone.see("What the answers suggest")


def test_two_presses_of_escape_leave_nothing_on_the_screen_or_the_device(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    page.context.set_offline(True)
    phone.choose("answer_injury", "YES")
    said(page, "kept on this device")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    until(page, "document.title === 'Closed'")
    assert page.inner_text("body").strip() == "This page is closed."
    assert "assessment" not in page.url
    assert page.evaluate(WAITING) == 0
    assert Assessment.objects.get().state == "DRAFT"
    page.context.set_offline(False)
