"""What was said in words of an event that several cases share stays with the message: it may be of another victim."""

import pytest

from custody import details, queries, services
from custody.states import OF_THE_PERSON

BETWYN = "Arrested at Betwyn's flat, 5 Tannet Lane"


@pytest.fixture
def page(case, officer, client_for):
    """Return a function that opens a page below the case, or another one, and gives its text."""

    def opened(path=f"/cases/{case.pk}/"):
        answer = client_for(officer).get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    return opened


@pytest.mark.parametrize("kind", OF_THE_PERSON)
def test_no_page_of_a_case_shows_the_words_of_what_several_share(second_case, case, sends, page, kind):
    event = sends(kind, note=BETWYN, reason=BETWYN, where_found=BETWYN, breach_of=BETWYN, route="LICENCE")

    assert queries.concerns_case(event.pk, second_case.pk)
    for path in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/story/",
        f"/custody-events/{event.pk}/correct/",
        f"/custody-events/{event.pk}/withdraw/",
        f"/custody-events/{event.pk}/{case.pk}/told/",
    ):
        assert "Tannet" not in page(path), path
    assert f"Ask court for number {event.source_event_id}" in page()


def test_days_choices_and_who_named_them_are_shown_all_the_same(second_case, sends, page):
    sends("RELEASE_DATE_KNOWN", release_on="2027-01-12", release_source="Offender manager", note=BETWYN)

    text = page()
    assert "Offender manager" in text
    assert "Release on" in text


def test_of_one_case_the_words_are_shown(case, sends, page):
    sends("ARRESTED", note="He gave himself up")

    assert "He gave himself up" in page()


def test_what_an_officer_writes_in_a_case_stays_in_it(second_case, case, officer, at, page):
    event = services.enter_event(
        case_id=case.pk, kind="ARRESTED", effective_at=at, details={"note": BETWYN}, by=officer, at=at
    )

    assert not queries.concerns_case(event.pk, second_case.pk)
    assert "Tannet" in page()


def test_what_is_of_a_matter_is_shown_where_its_owner_said_that_it_is_theirs(
    second_case, case, officer, sends, page, at
):
    event = sends("CHARGED", note="At Dover")
    services.answer_matter(event_id=event.pk, case_id=case.pk, concerns=True, by=officer, at=at)

    assert "At Dover" in page()


def test_why_it_was_withdrawn_is_not_told_to_the_others(second_case, sends, everybody, page, at):
    event = sends("ARRESTED")
    services.withdraw_event(event_id=event.pk, reason=BETWYN, by=everybody["sergeant"], at=at)

    assert "Tannet" not in page()


def test_a_correction_on_a_page_keeps_the_words_that_it_does_not_show(second_case, sends, officer, client_for):
    event = sends("RELEASED", note=BETWYN, route="LICENCE")
    address = f"/custody-events/{event.pk}/correct/"
    day = {"effective_at_day": 16, "effective_at_month": 11, "effective_at_year": 2026, "effective_at_time": "08:00"}
    typed = day | {"route": "TEMPORARY", "reason": "Another route"}

    client_for(officer).post(address, typed)

    event.refresh_from_db()
    assert (event.corrected_by.details["note"], event.corrected_by.details["route"]) == (BETWYN, "TEMPORARY")


def test_every_detail_in_free_words_is_known_to_be_one():
    said = dict.fromkeys((*details.CHECKS, "anything_else"), "x")

    kept = details.without_words(said)

    assert not {"note", "reason", "not_arrested_why", "notice_considered", "offence_text", "anything_else"} & set(kept)
    assert {"release_on", "route", "conditions", "arrested", "court"} <= set(kept)
