"""Orders are watched until their last day, and none ends in silence, whether or not anybody swept meanwhile."""

from django.db import transaction

from core.journal import record
from custody import events, queries
from custody.states import Kind

# After these an order that had run out may stand no more, or stand on, as if it never had.
MOVES_ORDERS = (
    Kind.COURT_HEARD,
    Kind.ORDER_MADE,
    Kind.ORDER_REFUSED,
    Kind.ORDER_ENDED,
    Kind.DECEASED,
)


def watch_orders(at):
    """Say of each order that ran out, and of each notice that no court heard in time, that it protects nobody now.

    Once for each order and last day, whenever it is looked at; return how many were said.
    """
    return sum(say_lapsed(case_id, event_id, lapsed_at, at) for case_id, event_id, lapsed_at in queries.lapsed(at))


def say_lapsed_before(event, cases, at):
    """Say what had run out in some cases before an event that moves orders took effect, as a sweep in time would have.

    Not of an order that we heard of at this very instant: no sweep could have come between.
    """
    if event.kind not in MOVES_ORDERS or not cases:
        return
    for case_id, event_id, lapsed_at in queries.lapsed(event.effective_at, cases):
        if queries.sent_event(event_id).received_at < at:
            say_lapsed(case_id, event_id, lapsed_at, at)


@transaction.atomic
def say_lapsed(case_id, event_id, lapsed_at, at):
    """Record in its case that an order has run out; return whether that was still to be said."""
    case = queries.case_locked(case_id)
    if not queries.still_lapsed(case_id, event_id, lapsed_at):
        return False
    event = queries.sent_event(event_id)
    record(
        events.ORDER_LAPSED,
        about=event,
        case_id=case.pk,
        by=None,
        at=at,
        occurred_at=lapsed_at,
        kind=queries.order_of(event),
        of=event.pk,
        lapsed_at=lapsed_at,
        level=case.risk_level,
    )
    return True
