"""Orders that protect: made with the victim's views, watched until their last day, and never ended in silence."""

from django.db import transaction

from core.journal import command, record
from custody import details as detail_table
from custody import events, policies, queries
from custody.services.recording import case_in_hand, enter
from custody.states import Kind
from law import clocks


@command
def record_order(
    *,
    case_id,
    order,
    effective_at,
    conditions=(),
    from_on=None,
    expires_on=None,
    court="",
    power_of_arrest=False,
    views_sought=None,
    victim_views="",
    note="",
    by,
    at,
    command_id=None,
):
    """Record that a court made an order: its terms line by line, its last day, and what the victim said of it.

    `victim_views` is what she said, or why she was not asked (`views_sought` False).
    """
    case = case_in_hand(case_id, by)
    policies.check_time(effective_at, at)
    policies.check_views(views_sought, victim_views)
    policies.check_order(order, made_on=clocks.london_day(effective_at), from_on=from_on, expires_on=expires_on)
    policies.check_terms(conditions)
    said = {
        "order": order,
        "conditions": list(conditions),
        "from_on": from_on,
        "expires_on": expires_on,
        "court": court,
        "power_of_arrest": power_of_arrest or None,
        "note": note,
    }
    return enter(
        person=case.suspect,
        cases=[case],
        kind=Kind.ORDER_MADE,
        effective_at=effective_at,
        details=detail_table.clean(said),
        views_sought=views_sought,
        victim_views=victim_views.strip(),
        by=by,
        at=at,
        command_id=command_id,
    )


def watch_orders(at):
    """Say of each order that ran out, and of each notice that no court heard in time, that it protects nobody now.

    Once for each order and last day, whenever it is looked at; return how many were said.
    """
    return sum(say_lapsed(case_id, event_id, lapsed_at, at) for case_id, event_id, lapsed_at in queries.lapsed(at))


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
