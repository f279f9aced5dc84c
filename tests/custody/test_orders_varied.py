"""An order that is varied: its terms and last day are those of the variation, and whoever it protects less hears it."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from django.db import transaction

from core import rebuilding
from core.errors import Refused
from core.models import Duty, Entry
from custody import events, queries, services

HARBOUR = {"kind": "STAY_AWAY", "text": "Harbour Row"}
NO_CONTACT = {"kind": "NO_CONTACT", "text": "Asha Vale"}
MIDNIGHT = datetime(2026, 11, 17, 0, 0, tzinfo=UTC)


@pytest.fixture
def order(case, officer, at):
    """A non-molestation order with two terms until 16 May 2027, made two hours ago."""
    return services.record_order(
        case_id=case.pk,
        order="NON_MOLESTATION",
        effective_at=at - timedelta(hours=2),
        expires_on=date(2027, 5, 16),
        court="Dover Family Court",
        conditions=[HARBOUR, NO_CONTACT],
        views_sought=True,
        victim_views="She asked for it herself",
        by=officer,
        at=at - timedelta(hours=1),
    )


@pytest.fixture
def vary(case, order, officer, at):
    """Return a function that records that the court varied the order; any keyword may be replaced."""

    def varied(**changes):
        arguments = {
            "case_id": case.pk,
            "order": "NON_MOLESTATION",
            "effective_at": at - timedelta(minutes=30),
            "conditions": [HARBOUR],
            "court": "Dover Family Court",
            "views_sought": True,
            "victim_views": "She does not mind",
            "reason": "He asked to ring the children",
            "by": officer,
            "at": at,
        }
        return services.vary_order(**(arguments | changes))

    return varied


@pytest.fixture(autouse=True)
def rebuilt(db):
    """Work the duties out anew from the journal after each story: nothing may differ."""
    yield
    assert rebuilding.rebuild(apply_changes=False) == {"added": {}, "removed": {}, "changed": {}}


def last_day_owed(case):
    """Return {subject: day of the order's end} of the looks that are owed before an order ends."""
    found = Duty.objects.filter(case_id=case.pk, code="REVIEW_BEFORE_ORDER_ENDS", ended_at=None)
    return {duty.subject_id: duty.started_at.date() for duty in found}


def test_the_terms_and_the_last_day_are_those_of_the_variation(vary, order, case):
    vary(expires_on=date(2027, 8, 1))

    (standing,) = queries.position(case.pk).orders
    assert (standing["event"], standing["expires_on"], standing["conditions"]) == (
        str(order.pk),
        "2027-08-01",
        [HARBOUR],
    )


def test_what_the_variation_does_not_name_stays(vary, case):
    vary()

    assert queries.position(case.pk).orders[0]["expires_on"] == "2027-05-16"


def test_she_is_told_and_risk_and_plan_are_looked_at_again(vary, owed):
    event = vary(conditions=[HARBOUR, NO_CONTACT], expires_on=date(2027, 8, 1))

    assert set(owed(about=event)) == {"TELL_VICTIM_ORDER_VARIED", "REASSESS_ORDER_VARIED", "REVIEW_PLAN_ORDER_VARIED"}


@pytest.mark.parametrize(
    ("changes", "weaker"),
    [
        ({"conditions": [HARBOUR]}, True),
        ({"conditions": [HARBOUR, {"kind": "NO_CONTACT", "text": "Asha"}]}, True),
        ({"conditions": [HARBOUR, NO_CONTACT, {"kind": "VACATE", "text": "The flat"}]}, False),
        ({"conditions": [HARBOUR, NO_CONTACT], "expires_on": date(2027, 5, 15)}, True),
        ({"conditions": [HARBOUR, NO_CONTACT], "expires_on": date(2027, 5, 17)}, False),
        ({"conditions": [HARBOUR, NO_CONTACT], "no_last_day": True}, False),
    ],
)
def test_where_it_protects_less_she_is_told_the_same_day(vary, owed, changes, weaker):
    event = vary(**changes)

    told = owed("TELL_VICTIM_ORDER_WEAKENED", about=event)
    assert bool(told) is weaker
    if weaker:
        assert told["TELL_VICTIM_ORDER_WEAKENED"].due_at == MIDNIGHT


def test_one_telling_is_enough_for_both(vary, owed, case, officer, at):
    event = vary()

    services.record_victim_told(
        event_id=event.pk,
        case_id=case.pk,
        told_at=at,
        method="IN_PERSON",
        reached=True,
        safe_how="She came to the station",
        what_said="He may ring the children now",
        exception_reason="She was there",
        by=officer,
        at=at,
    )

    assert not owed("TELL_VICTIM", about=event)


@pytest.mark.parametrize("expires_on", [date(2027, 2, 1), date(2027, 8, 1)])
def test_the_look_before_its_end_moves_to_the_new_last_day(vary, order, case, expires_on):
    assert last_day_owed(case) == {order.pk: date(2027, 5, 15)}, "midnight of the sixteenth in London is summer time"

    vary(expires_on=expires_on)

    (day,) = last_day_owed(case).values()
    assert day in (expires_on, expires_on - timedelta(days=1))


def test_without_a_last_day_no_look_is_owed_before_it(vary, case):
    vary(no_last_day=True)

    assert last_day_owed(case) == {}


def test_when_the_variation_is_taken_back_the_first_last_day_stands_again(vary, order, case, officer, at):
    before = last_day_owed(case)
    event = vary(expires_on=date(2027, 2, 1))

    services.withdraw_event(event_id=event.pk, reason="Another order", by=officer, at=at + timedelta(minutes=1))

    assert last_day_owed(case) == before
    assert not Duty.objects.filter(case_id=case.pk, code="TELL_VICTIM_ORDER_WEAKENED", ended_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        ({"order": "RESTRAINING"}, "No order of this kind stands", "order"),
        ({"order": "DVPN"}, "No order of this kind stands", "order"),
        ({"conditions": []}, "one term on a line", "condition_other"),
        ({"views_sought": None}, "whether the victim was asked", "views_sought"),
        ({"reason": " "}, "Say why", "reason"),
        ({"conditions": [HARBOUR, NO_CONTACT]}, "what the order says already", "conditions"),
        ({"expires_on": date(2026, 11, 15)}, "cannot end before the day", "expires_on"),
        ({"expires_on": date(2027, 8, 1), "no_last_day": True}, "not both", "expires_on"),
        ({"effective_at": "before"}, "not made yet", "effective_at"),
    ],
)
def test_a_variation_that_cannot_be_is_refused_with_what_would_put_it_right(vary, at, changes, sentence, field):
    if changes.get("effective_at"):
        changes = {"effective_at": at - timedelta(hours=3)}

    with pytest.raises(Refused, match=sentence) as refusal:
        vary(**changes)

    assert refusal.value.field == field


@pytest.mark.parametrize(("minutes", "taken"), [(-1, True), (0, False), (1, False)])
def test_an_order_that_has_run_out_is_varied_no_more(vary, minutes, taken):
    over = datetime(2027, 5, 16, 23, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    change = {"effective_at": over, "at": over + timedelta(hours=1), "expires_on": date(2027, 8, 1)}

    if taken:
        assert vary(**change)
    else:
        with pytest.raises(Refused, match="had run out before"):
            vary(**change)


def test_a_dvpo_is_not_varied_beyond_twenty_eight_days_from_its_day(happened, vary, at):
    happened("ORDER_MADE", hours_ago=2, order="DVPO", expires_on="2026-12-05", conditions=[HARBOUR])

    with pytest.raises(Refused, match="14 to 28 days"):
        vary(order="DVPO", expires_on=date(2026, 12, 14))
    assert vary(order="DVPO", expires_on=date(2026, 12, 13))


def test_a_correction_asks_for_her_views_where_the_terms_change(vary, officer, at):
    event = vary()

    with pytest.raises(Refused, match="whether the victim was asked"):
        services.correct_event(
            event_id=event.pk,
            reason="Typed wrong",
            details=event.details | {"conditions": [NO_CONTACT]},
            by=officer,
            at=at,
        )


MESSAGES = (
    ("ORDER_MADE", {"order": "RESTRAINING", "conditions": [HARBOUR, NO_CONTACT], "expires_on": "2027-05-16"}),
    ("ORDER_VARIED", {"order": "RESTRAINING", "conditions": [HARBOUR], "expires_on": "2027-06-20"}),
    ("ORDER_VARIED", {"order": "RESTRAINING", "conditions": [HARBOUR, NO_CONTACT], "expires_on": "2027-02-20"}),
    ("COURT_HEARD", {"result": "ADJOURNED"}),
)


def outcome(case):
    """Return what is owed in a case about each message, and where its orders stand, by the numbers of the messages."""
    number = {each.pk: each.source_event_id for each in queries.events_of(case.pk)}
    owed = Duty.objects.filter(case_id=case.pk, ended_at=None, subject_id__in=number)
    orders = [(number[each.event], each.expires_on, each.conditions) for each in queries.folded(case.pk).orders]
    return str(orders), tuple(sorted((duty.code, number[duty.subject_id], duty.started_at.date()) for duty in owed))


def test_in_every_order_of_arrival_the_end_is_the_same(case, officer, days):
    found = {}
    for numbers in permutations(range(len(MESSAGES))):
        with transaction.atomic():
            for number in numbers:
                kind, details = MESSAGES[number]
                services.record_event(
                    kind=kind,
                    suspect_id=case.suspect_id,
                    effective_at=days(number - 9),
                    source="court",
                    source_event_id=str(number),
                    details=details,
                    by=officer,
                    at=days(0),
                )
            found.setdefault(outcome(case), []).append(numbers)
            transaction.set_rollback(True)

    assert len(found) == 1, [(each, orders[0]) for each, orders in found.items()]
    ((orders, owed),) = found
    assert "datetime.date(2027, 2, 20)" in orders
    assert {code: number for code, number, _ in owed}["REVIEW_BEFORE_ORDER_ENDS"] == "0"
    assert [number for code, number, _ in owed if code == "TELL_VICTIM_ORDER_WEAKENED"] == ["1", "2"]


def test_a_variation_that_frees_him_from_remand_is_told_the_same_day(happened, owed):
    happened("REMANDED", hours_ago=9)
    event = happened("BAIL_VARIED", hours_ago=2, by_court=True, conditions=[NO_CONTACT])

    assert owed("TELL_VICTIM_AT_LIBERTY", about=event)["TELL_VICTIM_AT_LIBERTY"].due_at == MIDNIGHT
    assert "REVIEW_PLAN_AT_LIBERTY" in owed(about=event)


def test_a_variation_of_somebody_who_was_free_before_is_no_release(happened, owed):
    happened("BAIL_GRANTED", hours_ago=9, by_court=True, conditions=[HARBOUR])
    event = happened("BAIL_VARIED", hours_ago=2, by_court=True, conditions=[NO_CONTACT])

    assert not owed("TELL_VICTIM_AT_LIBERTY", about=event)


def test_where_the_bail_before_it_reaches_us_later_the_variation_freed_nobody(happened, owed, case):
    happened("REMANDED", hours_ago=9)
    event = happened("BAIL_VARIED", hours_ago=2, by_court=True, conditions=[NO_CONTACT])

    granted = happened("BAIL_GRANTED", hours_ago=5, by_court=True, conditions=[HARBOUR])

    assert not owed("TELL_VICTIM_AT_LIBERTY", about=event)
    assert "TELL_VICTIM_COURT_BAIL" in owed(about=granted)
    assert Entry.objects.filter(event=events.NOT_SO, subject_id=event.pk).count() == 1


def test_the_page_shows_the_terms_side_by_side_and_keeps_what_was_typed(vary, case, officer, client_for):
    browser = client_for(officer)
    assert f"/cases/{case.pk}/orders/non_molestation/vary/" in browser.get(f"/cases/{case.pk}/").content.decode()
    address = f"/cases/{case.pk}/orders/non_molestation/vary/"
    page = browser.get(address).content.decode()
    assert "Before" in page and "Harbour Row" in page

    answer = browser.post(
        address, {"court": "Dover", "condition_stay_away": "Harbour Row\nMarine Parade", "reason": ""}
    )

    assert "Marine Parade" in answer.content.decode()
    assert queries.position(case.pk).orders[0]["conditions"] == [HARBOUR, NO_CONTACT]


def test_there_is_no_page_to_vary_an_order_that_does_not_stand(order, case, officer, client_for):
    assert client_for(officer).get(f"/cases/{case.pk}/orders/occupation/vary/").status_code == 404
