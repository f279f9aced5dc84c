"""What protects her by order or notice, as the fold of a case works it out: made, varied, answered, ended.

Pure, as the fold is. Each step takes the position, an event and its details, and returns the position after it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from custody.states import ANSWERS_NOTICES, Kind, Order

NOTICES = {Kind.DVPN_SERVED: Order.DVPN, Kind.DAPN_SERVED: Order.DAPN}


@dataclass(frozen=True)
class Standing:
    """An order or notice that stands, the event that made it, and those that varied it since.

    Of a notice, who authorised it where that is said.
    """

    event: Any
    order: str
    expires_on: date | None
    conditions: tuple = ()
    made_at: datetime | None = None
    continued: bool = False
    authorised_by: str = ""
    authorised_rank: str = ""
    varied: tuple = ()


def day(details, name):
    """A day of the details, or None."""
    value = details.get(name)
    return date.fromisoformat(value) if value else None


def order_made(now, event, details):
    """An order begins to stand; one that is asked for after a notice answers every notice."""
    order = Standing(
        event.pk,
        details.get("order", Order.OTHER),
        day(details, "expires_on"),
        tuple(details.get("conditions", ())),
        event.effective_at,
    )
    now = answered(now, event, details)
    return replace(now, orders=(*now.orders, order))


def answered(now, event, details):
    """The court has answered every notice, also where it refused; an order of another kind leaves them as they are."""
    if details.get("order", Order.OTHER) not in ANSWERS_NOTICES:
        return now
    notices = [each.event for each in now.orders if each.order in NOTICES.values()]
    left = tuple(each for each in now.orders if each.order not in NOTICES.values())
    return replace(now, orders=left, answered=now.answered | dict.fromkeys(notices, event.pk))


def order_varied(now, event, details):
    """What the variation names of the newest order of its kind is new; what it does not name stays.

    A variation tells that there is an order. `no_last_day` says that it has no end any more.
    """
    order = details.get("order", Order.OTHER)
    before = newest(now, order)
    if before is None:
        return order_made(now, event, details)
    expires_on = None if details.get("no_last_day") else day(details, "expires_on") or before.expires_on
    conditions = tuple(details.get("conditions", before.conditions))
    after = replace(before, expires_on=expires_on, conditions=conditions, varied=(*before.varied, event.pk))
    orders = tuple(after if each is before else each for each in now.orders)
    less = (event.pk,) if weaker(before, after) else ()
    return replace(now, orders=orders, weakened=(*now.weakened, *less))


def newest(now, order):
    """The order of a kind that stands, the newest where there are several; None where none does."""
    return next((each for each in reversed(now.orders) if each.order == order), None)


def in_force(now, order, on):
    """The order of a kind that stands and whose last day has not passed on a day; None where none does."""
    found = newest(now, order)
    return found if found and (found.expires_on is None or found.expires_on >= on) else None


def weaker(before, after):
    """Say whether an order asks less of him than before, or ends sooner."""
    sooner = after.expires_on and (before.expires_on is None or after.expires_on < before.expires_on)
    return bool(sooner) or any(each not in after.conditions for each in before.conditions)


def order_ended(now, event, details):
    """The newest order of that kind has ended; without a kind, the newest of all."""
    wanted = details.get("order")
    for standing in reversed(now.orders):
        if wanted in (None, standing.order):
            left = tuple(each for each in now.orders if each is not standing)
            return replace(now, orders=left, ended=now.ended | {event.pk: standing.event})
    return now


def notice_served(now, event, details):
    """A notice stands until the court has heard the application."""
    notice = Standing(
        event.pk,
        NOTICES[Kind(event.kind)],
        None,
        tuple(details.get("conditions", ())),
        event.effective_at,
        authorised_by=details.get("authorised_by_name", ""),
        authorised_rank=details.get("authorised_rank", ""),
    )
    return replace(now, orders=(*now.orders, notice))


STEPS = {
    Kind.ORDER_MADE: order_made,
    Kind.ORDER_VARIED: order_varied,
    Kind.ORDER_REFUSED: answered,
    Kind.ORDER_ENDED: order_ended,
    Kind.DVPN_SERVED: notice_served,
    Kind.DAPN_SERVED: notice_served,
}
