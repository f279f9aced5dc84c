"""Orders that protect: made with the victim's views, and with terms of which can be said how they are broken."""

from core.journal import command
from custody import details as detail_table
from custody import policies, queries
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


@command
def vary_order(
    *,
    case_id,
    order,
    effective_at,
    conditions=(),
    expires_on=None,
    no_last_day=False,
    court="",
    views_sought=None,
    victim_views="",
    reason="",
    by,
    at,
    command_id=None,
):
    """Record that a court varied the order of a kind that stands: all its terms as they are now, and its last day.

    Without `expires_on` the last day stays; `no_last_day` says that there is none any more.
    """
    case = case_in_hand(case_id, by)
    policies.check_time(effective_at, at)
    before = policies.order_in_force(queries.position(case.pk).orders, order, queries.lapses_at)
    policies.check_views(views_sought, victim_views)
    policies.check_terms(conditions)
    said = detail_table.clean(
        {
            "order": order,
            "conditions": list(conditions),
            "expires_on": expires_on,
            "no_last_day": no_last_day or None,
            "court": court,
            "reason": reason,
        }
    )
    policies.check_varied(
        before,
        conditions=said["conditions"],
        expires_on=expires_on,
        no_last_day=no_last_day,
        effective_at=effective_at,
    )
    policies.check_reason(reason)
    return enter(
        person=case.suspect,
        cases=[case],
        kind=Kind.ORDER_VARIED,
        effective_at=effective_at,
        details=said,
        views_sought=views_sought,
        victim_views=victim_views.strip(),
        by=by,
        at=at,
        command_id=command_id,
    )
