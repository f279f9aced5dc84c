"""Moving cases without an offer: everything of somebody who leaves or is away, or one case by a supervisor."""

from simple_history.utils import bulk_update_with_history

from accounts import queries as accounts_queries
from accounts.permissions import Permission, allow
from core.escalation import climb_in
from core.journal import command, record, record_many
from incidents import events, policies, queries
from incidents.models import Case, Ownership
from incidents.services.cases import AFTER_GIVING
from incidents.services.unseen import hand_unseen_counters
from incidents.states import OfferAnswer


def move_cases(*, giver, to, because_id, by, at):
    """Give every open case of one officer to another, with its offers and those made to the first of them.

    In the caller's transaction; returns how many cases.
    """
    cases = locked(queries.cases_held_by(giver))
    policies.check_can_take(cases, to)
    move_offers(queries.offers_to_move(cases, made_to=giver), giver=giver, to=to, by=by, at=at)
    return move(cases, to=to, because_id=because_id, by=by, at=at)


def move_back(*, giver, to, because_id, by, at):
    """Give back the cases that moved because of an absence and that the deputy still owns; return how many.

    What the officer may own no more, in another post, in none, or near to its people, stays with the deputy. So do
    the offers made to the deputy: whoever offered a case has heard who answers.
    """
    moved = locked(queries.cases_held_by(giver).filter(pk__in=queries.moved_because(because_id)))
    cases = [case for case in moved if policies.can_take(case, to)]
    if not cases:
        return 0
    move_offers(queries.offers_to_move(cases), giver=giver, to=to, by=by, at=at)
    return move(cases, to=to, because_id=because_id, by=by, at=at)


def locked(cases):
    """Return some cases, locked in order."""
    return list(cases.select_for_update(of=("self",)).order_by("pk"))


def move(cases, *, to, because_id, by, at):
    """Move these cases at one instant. A few statements, however many there are."""
    if not cases:
        return 0
    give_all(cases, to, at)
    supervise_all(cases, to, at)
    rows = [(case, case.pk, {"owner": to.pk, "because": because_id}) for case in cases]
    record_many(events.CASE_MOVED, rows, by=by, at=at)
    hand_unseen_counters([case.pk for case in cases], by=by, at=at)
    return len(cases)


def give_all(cases, to, at):
    """End the present ownership of each case and begin the next one at the same instant."""
    periods = list(Ownership.objects.select_for_update().filter(case__in=cases, until_at=None))
    for period in periods:
        period.until_at = max(at, period.from_at)
    Ownership.objects.bulk_update(periods, ["until_at"])
    Ownership.objects.bulk_create(
        Ownership(case_id=period.case_id, officer=to, from_at=period.until_at) for period in periods
    )


def supervise_all(cases, to, at):
    """Move the cases to the new owner's unit, where it has a sergeant who can supervise them; kept in their history."""
    unit_id = accounts_queries.posting_of(to.pk, at).unit_id
    moving = [case for case in cases if case.unit_id != unit_id]
    if moving and accounts_queries.has_sergeant(unit_id, at):
        climb_in(moving, at)
        for case in moving:
            case.unit_id = unit_id
        bulk_update_with_history(moving, Case, ["unit"], default_date=at)


def move_offers(offers, *, giver, to, by, at):
    """Let the deputy stand in the giver's place in every waiting offer; one between the two of them is withdrawn.

    So is one of a case that is hidden from the deputy: it stays with whoever offered it.
    """
    hidden = queries.hidden_at_home([offer.case_id for offer in offers if offer.to_id == giver.pk], to, at)
    for offer in offers:
        if to.pk in (offer.giver_id, offer.to_id) or offer.case_id in hidden:
            offer.move_to(OfferAnswer.WITHDRAWN)
            offer.answered_at = at
            record(events.OFFER_WITHDRAWN, about=offer, case_id=offer.case_id, by=by, at=at)
        elif offer.giver_id == giver.pk:
            offer.giver = to
        else:
            offer.to = to
        offer.save()


@command
def move_case(*, case_id, to_id, reason, by, at, command_id=None):
    """Move one case to another owner without asking, as its supervisor, with a reason that stays; return the Case."""
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_MOVE, case)
    to = accounts_queries.officer(to_id)
    owner = queries.owner_of(case.pk)
    policies.check_can_move(case, owner=owner, to=to, reason=reason, away=accounts_queries.away(to.pk, at))

    for offer in queries.waiting_offers(case.pk):
        offer.move_to(OfferAnswer.WITHDRAWN)
        offer.answered_at, offer.answer_reason = at, reason.strip()
        offer.save()
        record(events.OFFER_WITHDRAWN, about=offer, case_id=case.pk, by=by, at=at)
    give_all([case], to, at)
    for also in AFTER_GIVING:
        also(case.pk, giver_id=owner.pk, to=to, by=by, at=at)
    supervise_all([case], to, at)

    facts = {"owner": to.pk, "level": case.risk_level}
    record(events.CASE_MOVED, about=case, case_id=case.pk, by=by, at=at, command_id=command_id, **facts)
    hand_unseen_counters([case.pk], by=by, at=at)
    return case


def sound_alarms(at):
    """Report each open case whose owner cannot be reached, once until they can be again; return how many.

    Somebody who has left, has no posting, or is away without anybody in their place. It counts from the moment at
    which they were gone, whenever it is looked at. An alarm whose owner is back ends.
    """
    for period in queries.reachable_again(at):
        record(events.OWNER_REACHABLE, about=period, case_id=period.case_id, by=None, at=at)
    found = list(queries.unreachable_owners(at))
    gone_at = accounts_queries.gone_since({period.officer_id for period in found}, at)
    for period in found:
        facts = {"level": period.case.risk_level}
        since = max(period.from_at, gone_at[period.officer_id])
        about = {"about": period, "case_id": period.case_id, "by": None, "at": at, "occurred_at": since}
        record(events.OWNER_UNREACHABLE, **about, **facts)
    return len(found)
