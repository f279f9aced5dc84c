"""May an order be recorded or varied so? Each check raises Refused with the sentence."""

from datetime import datetime, timedelta

from core.errors import Refused
from custody.states import ORDERS_OF_COURT, Order
from law import clocks
from law import thresholds as T


def check_order(order, *, made_on, from_on, expires_on):
    """Refuse an order that no court makes, or whose last day cannot be."""
    if order not in ORDERS_OF_COURT:
        raise Refused("Say which order the court made. A notice is recorded as served.", "order")
    begins = from_on or made_on
    if expires_on and expires_on < begins:
        raise Refused("The order cannot end before it begins. Check the last day.", "expires_on")
    shortest, longest = T.DVPO_SHORTEST.on(made_on), T.DVPO_LONGEST.on(made_on)
    if order == Order.DVPO and not (expires_on and shortest <= (expires_on - begins).days + 1 <= longest):
        raise Refused(f"Such an order lasts {shortest} to {longest} days. Check the last day.", "expires_on")
    if (
        order == Order.STALKING
        and expires_on
        and expires_on < clocks.years_after(begins, T.STALKING_SHORTEST.on(made_on)) - timedelta(days=1)
    ):
        raise Refused(
            "A full stalking protection order lasts at least two years. "
            "For an interim one leave the last day empty until the hearing.",
            "expires_on",
        )


def check_terms(conditions, of="order"):
    """Refuse an order or notice of which nobody could say how it is broken."""
    if not conditions:
        raise Refused(
            f"Say what the {of} forbids or asks for, one term on a line. "
            "Where the terms are not known yet, write that under 'other conditions', and who finds them out.",
            "condition_other",
        )


def order_in_force(orders, order, lapses_at):
    """Return the order of a kind that stands, as a position keeps it, or refuse where a court varied none that holds.

    `lapses_at` is a function that says from which moment an order holds nobody.
    """
    found = [each for each in orders if each["order"] == order and order in ORDERS_OF_COURT]
    if not found:
        raise Refused("No order of this kind stands in this case. Record first that it was made.", "order")
    return found[-1] | {"lapses_at": lapses_at(found[-1])}


def check_varied(before, *, conditions, expires_on, no_last_day, effective_at):
    """Refuse a variation before the order, after its end or to a day that cannot be, and one that changes nothing."""
    made_at = datetime.fromisoformat(before["made_at"])
    if effective_at < made_at:
        raise Refused("The order was not made yet at this time. Check when it was varied.", "effective_at")
    if before["lapses_at"] and effective_at >= before["lapses_at"]:
        raise Refused(
            "The order had run out before this time, and nothing of it can be varied after that. Check when the court "
            "decided. If it was later, record the new order.",
            "effective_at",
        )
    if expires_on and no_last_day:
        raise Refused("Give the last day, or say that there is none any more, and not both.", "expires_on")
    check_varied_end(expires_on, varied_on=clocks.london_day(effective_at))
    last = expires_on.isoformat() if expires_on else before["expires_on"] if not no_last_day else None
    if last == before["expires_on"] and list(conditions) == list(before["conditions"]):
        raise Refused("This is what the order says already. Change a term or the last day.", "conditions")
    if before["order"] == Order.DVPO:
        made_on = clocks.london_day(made_at)
        check_order(Order.DVPO, made_on=made_on, from_on=None, expires_on=last and last_day(last))


def check_order_end(orders, order, effective_at):
    """Refuse to say that an order which stands ended before or as it was made: it would go on standing."""
    made = [datetime.fromisoformat(each["made_at"]) for each in orders if each["order"] == order]
    if made and effective_at <= min(made):
        day = clocks.london_day(min(made))
        raise Refused(f"This order was made later, on {day:%-d %B %Y}. Check when it ended.", "effective_at")


def check_moved_on_order(before, *, was):
    """Refuse to move a variation or an end to a time or an order at which there was nothing to vary or to end.

    A variation would make an order there, and an end would leave the order standing.
    `before` and `was` are the order before the right one and before the wrong one. Where there was none for the wrong
    one either, the order has not reached us yet.
    """
    if was and before is None:
        raise Refused(
            "No such order was in force at this time. Check the time, and which order it was.",
            "effective_at",
        )


def check_moved_order(variations, *, same, made_at):
    """Refuse to move an order past a variation of it, or to another kind: what varied it would be left without it."""
    first = min((each.effective_at for each in variations), default=None)
    if first is None or same and made_at <= first:
        return
    when = clocks.london_day(first)
    raise Refused(
        f"This order was varied on {when:%-d %B %Y}, and the variation would be left without its order. "
        "Correct or withdraw the variation first, or check this one.",
        "effective_at" if same else "order",
    )


def check_not_varied(variations):
    """Refuse to take back an order that was varied and of which nothing else is on record: it would go on standing."""
    if first := min((each.effective_at for each in variations), default=None):
        raise Refused(
            f"This order was varied on {clocks.london_day(first):%-d %B %Y}, and would go on standing from then. "
            "Withdraw the variation first, then the order.",
        )


def check_varied_end(expires_on, *, varied_on):
    """Refuse a last day that lies before the variation."""
    if expires_on and expires_on < varied_on:
        raise Refused("The order cannot end before the day on which it was varied. Check the last day.", "expires_on")


def last_day(text):
    """Return a day of a position."""
    return datetime.fromisoformat(text).date()
