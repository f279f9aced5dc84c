"""Orders and police bail are watched until their last day, and none ends in silence, whether or not anybody swept."""

from django.db import transaction

from core.journal import record
from custody import events, fold, queries
from custody.states import Kind
from law import clocks

# After these an order that had run out may stand no more, or stand on, as if it never had.
MOVES_ORDERS = (
    Kind.COURT_HEARD,
    Kind.ORDER_MADE,
    Kind.ORDER_VARIED,
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


def watch_bail(at):
    """Say of each police bail whose last day has passed that its conditions hold nobody now; return how many.

    Once for each last day, whenever it is looked at.
    """
    return sum(look_at_bail(case_id, at) for case_id in queries.bail_past(at))


@transaction.atomic
def look_at_bail(case_id, at):
    """Say in one case which bail has run out; return how often that was still to be said."""
    case = queries.case_locked(case_id)
    stands = fold.bail_run_out(queries.folded(case_id), clocks.london_day(at))
    return say_bail_lapsed(case, stands, at)


def say_bail_lapsed(case, position, at):
    """Record each last day of bail that has passed and of which nothing was said; return how many."""
    if not position.ran_out:
        return 0
    said = queries.said_bail_lapsed([case.pk])
    new = [(day, pk) for day, pk in position.ran_out.items() if (case.pk, day.isoformat()) not in said]
    for last, event_id in new:
        record(
            events.BAIL_LAPSED,
            about=queries.sent_event(event_id),
            case_id=case.pk,
            by=None,
            at=at,
            occurred_at=clocks.end_of_day(last),
            lapsed_on=last,
            level=case.risk_level,
        )
    return len(new)
