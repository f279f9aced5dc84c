"""Keeping what is owed in step with where a case stands, whatever the order in which events reach us.

The duties of an event hang on its entry. Some hang on a day that a later event moves (the end of bail, a release,
the end of an order), or are met by a later event. Where a message came late, or one was taken back, the day that
still stands is said again, and the duties follow.
"""

from core.journal import record
from core.models import Duty, Entry
from custody import events, facts, fold, queries
from custody.models import CustodyEvent, Position
from custody.services.lapsing import say_bail_lapsed
from custody.states import Kind, Order
from law import clocks
from law.duties import RULES

DERIVED = [field.name for field in Position._meta.fields if not field.primary_key]
MET, VOID = Duty.Ended.MET, Duty.Ended.VOID
NOTICES = {Order.DVPN: events.DVPN_SERVED, Order.DAPN: events.DAPN_SERVED}
# What an event met or voided before it was taken back; of notices it is said again while they stand.
OWED_AGAIN = [rule.code for rule in RULES if rule.said_again and not set(rule.opens_on) & set(NOTICES.values())]

# What is said of the last day of an order, and what follows from an event whose kind does not say it.
ORDER_DATED = (events.ORDER_MADE, events.ORDER_RESTATED)
CONSEQUENCES = (events.AT_LIBERTY, events.ORDER_WEAKENED)

# A breach of these goes before a court within a day (law.duties.bail_and_orders).
TO_COURT = (Order.DVPN, Order.DVPO, Order.DAPN)


def derive(case):
    """Work out and keep the position of a case; return it as the fold gives it."""
    position = queries.folded(case.pk)
    row = Position(case=case, **columns(position))
    Position.objects.bulk_create([row], update_conflicts=True, unique_fields=["case"], update_fields=DERIVED)
    return position


def columns(position):
    """Return a position as its row keeps it."""
    return {
        "status": position.status,
        "since": position.since,
        "from_event_id": position.from_event,
        "conditions": list(position.conditions),
        "bail_ends_on": position.bail_ends_on,
        "bail_event_id": position.bail_event,
        "remanded": position.remanded,
        "release_on": position.release_on,
        "release_as_at": position.release_as_at,
        "release_source": position.release_source,
        "release_event_id": position.release_event,
        "beneath": earlier(position.beneath),
        "orders": [
            {
                "event": str(each.event),
                "order": str(each.order),
                "expires_on": each.expires_on and each.expires_on.isoformat(),
                "conditions": list(each.conditions),
                "made_at": each.made_at and each.made_at.isoformat(),
                "continued": each.continued,
                "authorised_by": each.authorised_by,
                "authorised_rank": each.authorised_rank,
            }
            for each in position.orders
        ],
    }


def earlier(beneath):
    """Return where he stands in an earlier matter that goes on, as the row keeps it, or None."""
    return beneath and {
        "status": str(beneath.status),
        "since": beneath.since.isoformat(),
        "conditions": list(beneath.conditions),
        "bail_ends_on": beneath.bail_ends_on and beneath.bail_ends_on.isoformat(),
    }


def restate(case, position, cause, *, by, at):
    """Say again in the journal whatever still stands in a case and is not owed as it should be.

    `cause` is the event that was just recorded, corrected or withdrawn.
    """

    def say(name, event_id, **more):
        event = CustodyEvent.objects.get(pk=event_id)
        told = {"event": event.pk, "cause": cause.pk, "level": case.risk_level}
        record(name, about=event, case=case, by=by, at=at, occurred_at=event.effective_at, **(told | more))

    restate_bail(case, position, say)
    restate_release(case, position, cause, say)
    restate_orders(case, position, cause, say)
    restate_hearing(position, cause, say)
    restate_court_bail(case, position, cause, say)
    restate_consequences(case, position, cause, say)
    restate_breaches(case, cause, say)
    say_bail_lapsed(case, position, at)
    if not cause.withdrawn_at:
        answer(case, position, cause, say)


def restate_bail(case, position, say):
    """Police bail with a last day is decided on before it ends, by that day."""
    ends_on = facts.bail_end(position)
    if ends_on is None:
        return
    owed = Duty.objects.filter(case_id=case.pk, code="DECIDE_BEFORE_BAIL_ENDS", ended_at=None).first()
    if owed is None or owed.started_at != clocks.start_of_day(ends_on):
        say(events.BAIL_RESTATED, position.bail_event, bail_ends_on=ends_on)


def restate_release(case, position, cause, say):
    """A release that still lies ahead is looked at before it comes, although an earlier one was heard of since."""
    if position.release_on is None:
        return
    last = last_duty(case, "ASSESS_BEFORE_RELEASE")
    stands = last and last.started_at == clocks.start_of_day(position.release_on) and last.ended_as in ("", MET)
    if not stands or cause.kind == Kind.RECALLED:
        say(events.RELEASE_RESTATED, position.release_event, release_on=position.release_on)


def restate_orders(case, position, cause, say):
    """An order that stands is reviewed before it ends, and a notice that stands is brought before the court."""
    for standing in position.orders:
        if standing.order in NOTICES:
            last = last_duty(case, f"{standing.order}_TO_COURT", standing.event)
            if last and last.ended_as in (MET, VOID):
                say(NOTICES[standing.order], standing.event, kind=standing.order, again=True)
        elif standing.varied or cause.kind == Kind.ORDER_VARIED:
            restate_varied(case, standing, say)
        elif standing.expires_on:
            last = last_duty(case, "REVIEW_BEFORE_ORDER_ENDS", standing.event)
            if last and last.ended_as == VOID:
                say(events.ORDER_RESTATED, standing.event, kind=standing.order, expires_on=standing.expires_on)


def restate_varied(case, standing, say):
    """An order that was varied is looked at before the day on which it ends now, where another one was said last.

    A look that was owed about a variation which reached us before the order itself is owed about the order (`of`).
    """
    said = (
        Entry.objects.filter(case_id=case.pk, event__in=ORDER_DATED, subject_id=standing.event).order_by("-pk").first()
    )
    stale = Duty.objects.filter(case_id=case.pk, code="REVIEW_BEFORE_ORDER_ENDS", ended_at=None)
    stale = stale.filter(subject_id__in=standing.varied).first()
    last = last_duty(case, "REVIEW_BEFORE_ORDER_ENDS", standing.event)
    ends_on = standing.expires_on and standing.expires_on.isoformat()
    moved = (said and said.facts.get("expires_on")) != ends_on
    if moved or stale or ends_on and last and last.ended_as == VOID:
        told = {"kind": standing.order, "expires_on": standing.expires_on}
        say(events.ORDER_RESTATED, standing.event, of=stale and stale.subject_id, **told)


def restate_hearing(position, cause, say):
    """What was listed before stands again, once the listing that took its place was withdrawn."""
    if not cause.withdrawn_at or cause.kind not in (Kind.HEARING_LISTED, Kind.HEARING_VACATED):
        return
    if standing := position.hearings.get(fold.reference(cause)):
        listing = CustodyEvent.objects.get(pk=standing)
        told = facts.of_listing(listing, position)
        say(events.HEARING_RESTATED, standing, hearing=told["hearing"], hearing_on=told["hearing_on"], stands=True)


def restate_consequences(case, position, cause, say):
    """Who was held and walked out is said to be at liberty, and an order that was varied to protect less, each once.

    Where an event that came late or was taken back shows that it is not so, that is said.
    """
    follows = dict.fromkeys(position.freed, events.AT_LIBERTY) | dict.fromkeys(position.weakened, events.ORDER_WEAKENED)
    if not follows and position.newest == cause.pk:
        return
    said = {}
    names = (*CONSEQUENCES, events.NOT_SO, events.EVENT_WITHDRAWN)
    for entry in Entry.objects.filter(case_id=case.pk, event__in=names).order_by("pk"):
        said[entry.subject_id] = entry.event
    for event_id, name in follows.items():
        if said.get(event_id) != name:
            say(name, event_id)
    for event_id, name in said.items():
        if name in CONSEQUENCES and event_id not in follows:
            say(events.NOT_SO, event_id)


def restate_court_bail(case, position, cause, say):
    """Bail once charged is said to be the court's, where the charge came after it."""
    others = [each for each in position.court_bail if each != cause.pk]
    untold = unsaid(case, events.BAIL_GRANTED, others, facts__source="court")
    for granted in CustodyEvent.objects.filter(pk__in=untold, kind=Kind.BAIL_GRANTED):
        say(events.BAIL_GRANTED, granted.pk, again=True, **facts.of(granted, position))


def restate_breaches(case, cause, say):
    """The way to court runs once for a breach with its arrest: from the arrest where that is on record by itself."""
    if cause.kind not in (Kind.ARRESTED, Kind.BREACHED):
        return
    known = CustodyEvent.objects.filter(concerns__case=case, withdrawn_at=None, details__breach_of__in=TO_COURT)
    for breach in known.filter(kind=Kind.BREACHED, details__arrested=True).order_by("effective_at", "pk"):
        of = breach.details["breach_of"]
        after = known.filter(kind=Kind.ARRESTED, details__breach_of=of, effective_at__gte=breach.effective_at)
        arrested, last = after.exists(), last_duty(case, "ORDER_BREACH_TO_COURT", breach.pk)
        if arrested and last and not last.ended_as:
            say(events.BREACH_ARREST_KNOWN, breach.pk, of=breach.pk)
        elif not arrested and last and last.ended_as == VOID:
            say(events.BREACHED, breach.pk, again=True, **facts.of_breach(breach, None))


def unsaid(case, name, event_ids, **wanted):
    """Return those of some events of which the journal of a case does not say something yet, in their order."""
    said = Entry.objects.filter(case_id=case.pk, event=name, subject_id__in=event_ids, **wanted)
    known = set(said.values_list("subject_id", flat=True))
    return [each for each in event_ids if each not in known]


def last_duty(case, code, subject_id=None):
    """Return the duty of a rule that was opened last in a case, or None."""
    found = Duty.objects.filter(case_id=case.pk, code=code)
    if subject_id:
        found = found.filter(subject_id=subject_id)
    return found.order_by("-opened_by_id").first()


def answer(case, position, event, say):
    """What this late event asks for had been recorded before it came."""
    if event.kind in fold.NOTICES and event.pk in position.answered:
        decision = CustodyEvent.objects.get(pk=position.answered[event.pk])
        say(events.NOTICE_ANSWERED, event.pk, of=event.pk, kind=queries.order_of(decision))
    if facts.of_breach(event, position)["arrested"] and event.details.get("breach_of") in TO_COURT:
        heard = CustodyEvent.objects.filter(
            concerns__case=case,
            kind__in=[Kind.COURT_HEARD, Kind.REMANDED],
            effective_at__gte=event.effective_at,
            withdrawn_at=None,
        )
        if heard.exists():
            say(events.BREACH_ANSWERED, event.pk, of=event.pk)


def owe_again(case, withdrawn, *, by, at):
    """Open again what a withdrawn event had met or voided, by saying again the event that asked for it."""
    over = Duty.objects.filter(
        case_id=case.pk, code__in=OWED_AGAIN, ended_as__in=(MET, VOID), ended_by__subject_id=withdrawn.pk
    )
    asked = CustodyEvent.objects.filter(pk__in=over.values("subject_id"), withdrawn_at=None)
    position = queries.folded(case.pk)
    for event in asked.order_by("effective_at", "pk"):
        record(
            events.BY_KIND[event.kind],
            about=event,
            case_id=case.pk,
            by=by,
            at=at,
            occurred_at=event.effective_at,
            level=case.risk_level,
            again=True,
            **facts.of(event, position),
        )
