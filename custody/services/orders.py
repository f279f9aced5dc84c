"""Orders that protect: made with the victim's views, and with terms of which can be said how they are broken."""

from core.journal import command
from custody import details as detail_table
from custody import policies
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
