"""What a variation changed: the terms that stood before it beside those after it."""

from dataclasses import dataclass
from datetime import date

from custody import beneath, fold, protection
from custody.models import CustodyEvent
from custody.states import ON_BAIL, Kind, Order


@dataclass(frozen=True)
class Changed:
    """The terms that fell away, those that are new and those that stay, and the last day before and after, or None."""

    gone: list
    new: list
    kept: list
    ended_on: date | None
    ends_on: date | None


def changed_terms(event_row, case_id):
    """Return what a variation of bail or an order changed in a case.

    None where the event is no variation or was taken back, and where nothing on record stood before it. What stood is
    worked out from all events that took effect before, so that one that reached us late counts as well.
    """
    terms = TERMS.get(event_row.kind)
    if terms is None or event_row.withdrawn_at:
        return None
    place = fold.reading_order(event_row)
    others = list(CustodyEvent.objects.filter(concerns__case_id=case_id).exclude(pk=event_row.pk))
    earlier = [each for each in others if fold.reading_order(each) < place]
    before, after = (terms(fold.position(read), event_row) for read in (earlier, [*earlier, event_row]))
    if before is None or after is None:
        return None
    (was, ended_on), (now, ends_on) = before, after
    return Changed(
        gone=[each for each in was if each not in now],
        new=[each for each in now if each not in was],
        kept=[each for each in now if each in was],
        ended_on=ended_on,
        ends_on=ends_on,
    )


def of_bail(position, event_row):
    """Return the conditions and the last day of the bail in force, also of one that goes on beneath another matter."""
    if position.status not in ON_BAIL and beneath.only(position.beneath, ON_BAIL):
        position = beneath.back(position)
    return (position.conditions, position.bail_ends_on) if position.status in ON_BAIL else None


def of_order(position, event_row):
    """Return the terms and the last day of the order that an event varies."""
    stands = protection.newest(position, event_row.details.get("order", Order.OTHER))
    return stands and (stands.conditions, stands.expires_on)


TERMS = {Kind.BAIL_VARIED: of_bail, Kind.ORDER_VARIED: of_order}
