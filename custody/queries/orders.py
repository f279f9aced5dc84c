"""Reads of the orders register: what stands, what runs out, and what has run out without a word."""

from datetime import date, datetime

from django.db.models import Q

from core.models import Entry
from custody import events, fold
from custody.models import CustodyEvent, Position
from custody.states import ON_BAIL, BreachOf, Kind, Order, Status
from incidents import queries as incidents
from law import clocks
from law.thresholds import DAPN_COURT, DVPN_COURT

HELD_BY = {
    BreachOf.BAIL: ON_BAIL,
    BreachOf.LICENCE: (Status.ON_LICENCE, Status.HOME_DETENTION_CURFEW, Status.TEMPORARY_RELEASE),
}
NOTICE_HOURS = {Order.DVPN: DVPN_COURT, Order.DAPN: DAPN_COURT}


def lapses_at(standing):
    """Return the moment from which an order, as a position keeps it, holds nobody; None where it has no end.

    A notice that waits for the court lapses when the court's hours are over; one that was adjourned continues.
    """
    if standing["order"] in NOTICE_HOURS:
        if standing.get("continued"):
            return None
        made_at = datetime.fromisoformat(standing["made_at"])
        return clocks.court_hours(made_at, NOTICE_HOURS[standing["order"]].on(clocks.london_day(made_at)))
    if standing["expires_on"] is None:
        return None
    return clocks.end_of_day(date.fromisoformat(standing["expires_on"]))


def register(*, reader, at, kind="", within_days=None):
    """Return the orders and notices that stand in the reader's visible open cases, the first to run out first.

    `within_days` keeps those that run out by then, those that have run out among them.
    """
    visible = incidents.visible_to(reader, at).filter(state="OPEN")
    found = Position.objects.exclude(orders=[]).filter(case__in=visible)
    rows = [
        {"case": position.case, "standing": standing, "lapses_at": lapses_at(standing)}
        for position in found.select_related("case__victim", "case__suspect")
        for standing in position.orders
        if kind in ("", standing["order"])
    ]
    if within_days is not None:
        last = clocks.calendar_days(at, within_days)
        rows = [row for row in rows if row["lapses_at"] and row["lapses_at"] <= last]
    return sorted(rows, key=lambda row: (row["lapses_at"] is None, row["lapses_at"] or at, str(row["case"].pk)))


def held_by(status):
    """Return what holds a suspect besides orders, as it can be breached: bail or a licence; None where nothing does."""
    return next((code for code, statuses in HELD_BY.items() if status in statuses), None)


def held_in(position):
    """Return [(what can be breached, its conditions)] besides orders: where he stands, and what goes on beneath."""
    beneath = position.beneath
    earlier = [(held_by(beneath["status"]), beneath["conditions"])] if beneath else []
    return [(held_by(position.status), position.conditions), *earlier]


def breachable(standing):
    """Return an order that stands as it can be breached."""
    return BreachOf(standing["order"]) if standing["order"] in BreachOf.values else BreachOf.OTHER


def what_stands(position):
    """Return what a suspect can breach now, each once: bail or licence, then each order, also without known terms."""
    found = [*(of for of, _ in held_in(position)), *(breachable(standing) for standing in position.orders)]
    return list(dict.fromkeys(filter(None, found)))


def orders_that_stand(position):
    """Return the orders and notices that stand against a suspect, each once."""
    return list(dict.fromkeys(Order(standing["order"]) for standing in position.orders))


def bail_is_over(position_row, at):
    """Say whether the last day of a bail that nobody ended has passed."""
    return bool(
        position_row.status == Status.PRE_CHARGE_BAIL
        and position_row.bail_ends_on
        and position_row.bail_ends_on < clocks.london_day(at)
    )


def run_out(position, at):
    """Return (kind, moment) of each order or notice that has run out by a moment and that nobody said had ended."""
    found = [(Order(standing["order"]), lapses_at(standing)) for standing in position.orders]
    return [(kind, last) for kind, last in found if last and last <= at]


def over(position, at):
    """Return what stands in a position but holds nobody any more at a moment, as it can be breached."""
    stands = [each for each in position.orders if (last := lapses_at(each)) is None or last > at]
    gone = [breachable(each) for each in position.orders if each not in stands]
    gone += [BreachOf.BAIL] if bail_is_over(position, at) else []
    return set(gone) - {breachable(each) for each in stands}


def terms_that_stand(position):
    """Return [(what can be breached, condition)] of all that holds a suspect: bail or licence, then each order."""
    found = [(of or BreachOf.OTHER, each) for of, conditions in held_in(position) for each in conditions]
    for standing in position.orders:
        found += [(breachable(standing), each) for each in standing["conditions"]]
    return found


def with_breaches(rows):
    """Return rows of the register, each with when its order was breached since it was made, the latest first."""
    found = CustodyEvent.objects.filter(
        kind=Kind.BREACHED,
        concerns__case__in=[row["case"] for row in rows],
        withdrawn_at=None,
        corrected_by=None,
    ).values_list("concerns__case_id", "details__breach_of", "effective_at")
    breaches = sorted(found, key=lambda breach: breach[2], reverse=True)
    return [row | {"breached_at": [at for *of, at in breaches if is_of(row, of, at)]} for row in rows]


def is_of(row, of, at):
    """Say whether a breach, as [case id, what was breached], is one of the order of a row."""
    made_at = row["standing"].get("made_at")
    since = made_at is None or datetime.fromisoformat(made_at) <= at
    return since and of == [row["case"].pk, row["standing"]["order"]]


def lapsed(at, cases=None):
    """Return (case id, event id, moment) of each standing order that has run out and of which nothing was said.

    In every open case, or in some.
    """
    found = Position.objects.filter(~Q(orders=[]), case__state="OPEN")
    found = found if cases is None else found.filter(case__in=cases)
    over = [
        (position.case_id, standing["event"], ended_at)
        for position in found.only("case_id", "orders").iterator()
        for standing in position.orders
        if (ended_at := lapses_at(standing)) and ended_at <= at
    ]
    said = said_lapsed([event_id for _, event_id, _ in over]) if over else ()
    return [each for each in over if (str(each[0]), each[1], each[2].isoformat()) not in said]


def said_lapsed(event_ids):
    """Return (case, event, moment) of everything that was said of the lapse of these orders."""
    found = Entry.objects.filter(event=events.ORDER_LAPSED, subject_id__in=event_ids)
    return {(str(entry.case_id), str(entry.subject_id), entry.facts["lapsed_at"]) for entry in found}


def still_lapsed(case_id, event_id, lapsed_at):
    """Say, with the case locked, whether an order still stands past its end and nothing was said of it."""
    position = Position.objects.filter(pk=case_id).first()
    stands = any(
        each["event"] == event_id and lapses_at(each) == lapsed_at for each in (position.orders if position else ())
    )
    return stands and (str(case_id), event_id, lapsed_at.isoformat()) not in said_lapsed([event_id])


def bail_past(at):
    """Return the open cases in which the last day of police bail has passed and nothing was said of it."""
    found = Position.objects.filter(status=Status.PRE_CHARGE_BAIL, bail_ends_on__lt=clocks.london_day(at))
    past = list(found.filter(case__state="OPEN").values_list("case_id", "bail_ends_on"))
    said = said_bail_lapsed([case_id for case_id, _ in past]) if past else ()
    return [case_id for case_id, last in past if (case_id, last.isoformat()) not in said]


def said_bail_lapsed(case_ids):
    """Return (case, last day) of all bail of which it was said in some cases that it had run out, and not withdrawn."""
    found = Entry.objects.filter(event=events.BAIL_LAPSED, case_id__in=case_ids)
    gone = CustodyEvent.objects.filter(pk__in=found.values("subject_id")).exclude(withdrawn_at=None)
    return {(entry.case_id, entry.facts["lapsed_on"]) for entry in found.exclude(subject_id__in=gone.values("pk"))}


def order_of(event):
    """Return the kind of order or notice that an event made."""
    return fold.NOTICES.get(Kind(event.kind)) or event.details.get("order", Order.OTHER)


def case_locked(case_id):
    """Return a case, locked, for the engine's own use."""
    return incidents.case_of_entry_locked(case_id)
