"""An order, its variation or its end that is put right: nothing is left standing without its order, or twice."""

from datetime import timedelta

import pytest

from core.errors import Refused
from custody import queries, services
from tests.custody.test_orders_varied import HARBOUR, NO_CONTACT, order, rebuilt, vary

__all__ = ["order", "rebuilt", "vary"]


def correct(event, officer, at, hours=0, **details):
    """Correct an event: so many hours earlier, with other details."""
    return services.correct_event(
        event_id=event.pk,
        reason="Misread",
        effective_at=event.effective_at - timedelta(hours=hours),
        details=event.details | details,
        views_sought=True,
        victim_views="She does not mind",
        by=officer,
        at=at,
    )


# The order was made two hours ago and varied half an hour ago.
@pytest.mark.parametrize(("hours", "taken"), [(1.4, True), (1.5, True), (1.6, False)])
def test_a_variation_is_not_moved_to_before_its_order_as_if_there_were_two(
    vary, order, case, officer, at, hours, taken
):
    varied = vary()

    if taken:
        assert correct(varied, officer, at, hours)
    else:
        with pytest.raises(Refused, match="No such order was in force at this time") as refused:
            correct(varied, officer, at, hours)
        assert refused.value.field == "effective_at"

    assert [each["event"] for each in queries.position(case.pk).orders] == [str(order.pk)]


def test_a_variation_is_not_made_one_of_an_order_that_does_not_stand(vary, officer, at):
    with pytest.raises(Refused, match="which order it was"):
        correct(vary(), officer, at, order="RESTRAINING")


def test_a_variation_that_came_before_its_order_is_corrected_all_the_same(happened, officer, at):
    told = happened("ORDER_VARIED", order="RESTRAINING", conditions=[HARBOUR])

    assert correct(told, officer, at, hours=3, conditions=[NO_CONTACT]).pk


# Moved later: to just before the variation, to its moment, and after it.
@pytest.mark.parametrize(("minutes", "taken"), [(89, True), (90, True), (91, False)])
def test_an_order_is_not_moved_past_its_own_variation(vary, order, case, officer, at, minutes, taken):
    vary()

    if taken:
        order = correct(order, officer, at, hours=-minutes / 60)
    else:
        with pytest.raises(Refused, match="varied on 16 November 2026") as refused:
            correct(order, officer, at, hours=-minutes / 60)
        assert refused.value.field == "effective_at"

    assert [each["event"] for each in queries.position(case.pk).orders] == [str(order.pk)]


def test_an_order_is_not_taken_back_before_what_varied_it(vary, order, case, officer, at):
    variation = vary()

    with pytest.raises(Refused, match="varied on 16 November 2026"):
        services.withdraw_event(event_id=order.pk, reason="Never made", by=officer, at=at)
    assert len(queries.position(case.pk).orders) == 1
    for event in (variation, order):
        services.withdraw_event(event_id=event.pk, reason="Never made", by=officer, at=at)

    assert queries.position(case.pk).orders == []


def test_an_order_recorded_twice_is_taken_back_once_though_it_was_varied(vary, order, happened, case, officer, at):
    again = happened("ORDER_MADE", hours_ago=1.75, **order.details)
    vary()

    services.withdraw_event(event_id=again.pk, reason="Recorded twice", by=officer, at=at)

    assert [each["event"] for each in queries.position(case.pk).orders] == [str(order.pk)]


def test_an_order_that_was_varied_is_not_made_one_of_another_kind(vary, order, officer, at):
    vary()

    with pytest.raises(Refused, match="would be left without its order") as refused:
        correct(order, officer, at, order="RESTRAINING")

    assert refused.value.field == "order"


# The order was made two hours ago; of one instant an end is read before an order that is made.
@pytest.mark.parametrize(("minutes", "taken"), [(119, True), (120, False), (121, False)])
def test_an_order_that_stands_did_not_end_before_it_was_made(order, case, officer, at, minutes, taken):
    def end(ago):
        moment = at - timedelta(minutes=ago)
        said = {"kind": "ORDER_ENDED", "details": {"order": "NON_MOLESTATION"}, "effective_at": moment}
        return services.enter_event(case_id=case.pk, **said, by=officer, at=at)

    if not taken:
        with pytest.raises(Refused, match="made later, on 16 November 2026") as refused:
            end(minutes)
        assert refused.value.field == "effective_at"
        with pytest.raises(Refused, match="No such order was in force at this time"):
            correct(end(30), officer, at, hours=(minutes - 30) / 60)
        return

    assert correct(end(30), officer, at, hours=(minutes - 30) / 60).pk
    assert not queries.position(case.pk).orders


def test_the_end_of_an_order_that_is_not_on_record_may_be_at_any_time(order, case, officer, at):
    said = {"kind": "ORDER_ENDED", "details": {"order": "RESTRAINING"}, "effective_at": at - timedelta(days=9)}

    assert services.enter_event(case_id=case.pk, **said, by=officer, at=at).pk
