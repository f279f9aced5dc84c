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


def test_words_typed_while_two_answers_are_shown_are_ones_own(reader_for, everybody, draft):
    phone, desk = (reader_for(everybody[who], PHONE) for who in ("officer", "other_officer"))
    for each in (phone, desk):
        each.go(f"/assessments/{draft.pk}/answer/")
    desk.write("observations", "Deaf")
    said(desk.page, SAVED)
    phone.write("observations", "Two dogs")
    box, mine = phone.page.locator("#dispute_observations"), phone.page.locator('textarea[name="observations"]')
    box.wait_for()

    mine.press_sequentially(" and a gun")
    until(phone.page, "document.querySelector('[data-mine]').textContent === 'Two dogs and a gun'")
    mine.press_sequentially(" safe")
    box.locator("[data-keep]").click()
    said(phone.page, SAVED)

    draft.refresh_from_db()
    assert draft.observations == "Two dogs and a gun safe"


def test_one_question_a_screen_names_a_dispute_about_another_with_a_link_to_it(reader_for, everybody, draft):
    phone, desk = reader_for(everybody["officer"], PHONE), reader_for(everybody["other_officer"])
    for each in (phone, desk):
        each.go(f"/assessments/{draft.pk}/answer/")
    desk.choose("answer_injury", "NO")
    said(desk.page, SAVED)
    page = phone.page
    page.locator("#capture-mode").click()
    page.context.set_offline(True)
    phone.choose("answer_injury", "YES")
    page.locator("[data-next]").click()
    page.context.set_offline(False)
    link = page.get_by_role("link", name="question 1", exact=True)
    link.wait_for()
    assert not page.locator("#dispute_injury").is_visible()
    assert 0 <= link.bounding_box()["y"] < PHONE["height"] / 2
    phone.faults.clear()
    phone.check()

    link.click()
    page.locator("#dispute_injury [data-take]").click()
    said(page, SAVED)

    assert not link.is_visible()
    assert Answer.objects.get(assessment=draft).value == "NO"


def test_children_are_kept_as_they_are_typed_and_a_date_that_never_was_is_named(reader_for, everybody, draft):
    phone = reader_for(everybody["officer"], PHONE)
    page = phone.go(f"/assessments/{draft.pk}/answer/").page
    phone.choose("answer_money", "NO").choose("children", "LISTED")
    phone.write("children_named", "Ila, Vale, 31/2/2019")
    phone.click("Check and submit")
    said(page, "Ila Vale")
    assert page.get_by_role("link", name="Children who are not named in the case yet").is_visible()
    assert page.locator('textarea[name="children_named"]').input_value() == "Ila, Vale, 31/2/2019"
    phone.faults.clear()

    page.route("**/answers/", lambda route: route.abort())
    phone.write("children_named", "Ila, Vale, 3/2/2019")
    page.keyboard.press("Tab")
    said(page, "kept on this device")
    again = page.context.new_page()
    page.close()
    again.goto(f"{phone.base}/assessments/{draft.pk}/answer/")
    said(again, SAVED)

    assert again.locator('textarea[name="children_named"]').input_value() == "Ila, Vale, 3/2/2019"
    draft.refresh_from_db()
    assert draft.children_named == [{"given_name": "Ila", "family_name": "Vale", "born_on": "3/2/2019"}]


def test_an_answer_given_before_the_page_was_ready_is_kept(reader_for, everybody, draft):
    phone, held = reader_for(everybody["officer"], PHONE), []
    page = phone.page
    page.route("**/capture.js", lambda route: held.append(route))
    page.goto(f"{phone.base}/assessments/{draft.pk}/answer/", wait_until="commit")
    phone.choose("answer_stalking", "YES")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    said(page, SAVED)

    assert Answer.objects.get(assessment=draft).value == "YES"
    assert page.locator("#further_S_DASH").get_attribute("open") is not None


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
