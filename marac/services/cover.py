"""MARAC actions of somebody who leaves or is away, or whose force gave the case to another."""

from simple_history.utils import bulk_update_with_history

from accounts import queries as accounts
from core.journal import record
from incidents import queries as incidents
from law import clocks
from marac import events, policies, queries
from marac.models import Action
from marac.services.referring import end_referral
from marac.states import ReferralState


def move_actions(*, giver, to, because_id, by, at):
    """Give every open MARAC action of one officer to another, in the caller's transaction; return how many.

    Where the deputy may not know of the case, its owner answers for the action.
    """
    held = list(queries.actions_held_by(giver))
    takers = incidents.stand_ins({each.referral.case_id for each in held}, to, at)
    policies.check_can_take(held, to, [takers[each.referral.case_id] for each in held])
    for action in held:
        action.owner = takers[action.referral.case_id]
    if held:
        bulk_update_with_history(held, Action, ["owner"], default_date=at)
    return len(held)


def move_actions_back(*, giver, to, because_id, by, at):
    """Give back the MARAC actions that moved because of an absence and that the deputy still has to do; say how many.

    What the officer may do no more, or not know of, stays with the deputy.
    """
    held = {each: each.referral.case_id for each in queries.actions_held_by(giver)}
    back = incidents.work_to_give_back(held, to, because_id=because_id, at=at)
    for action in back:
        action.owner = to
    if back:
        bulk_update_with_history(back, Action, ["owner"], default_date=at)
    return len(back)


def cross_actions(case, *, to, by, at):
    """Give the open MARAC actions of a case that the old force owes to its new owner, in the caller's transaction."""
    there = accounts.posted_ids(case.force_id, at)
    for action in queries.open_actions_of(case.pk):
        if action.owner_id and action.owner_id not in there:
            action.owner = to
            action.save()


def cross_listing(case, *, to, by, at):
    """Take a case that another force has now off the old force's agenda, in the caller's transaction.

    Its referral waits again: listing it is owed in the new force, and no agenda of the old one is; there the agencies
    are to be told. Where the day of the meeting is over, it stays, and the new force records what was made of it.
    """
    referral = queries.waiting_of(case.pk)
    listing = referral and queries.listing_of(referral)
    if listing is None or listing.meeting.held_on < clocks.london_day(at):
        return
    listing.taken_off_at = at
    listing.save()
    referral.move_to(ReferralState.SUBMITTED)
    referral.save()
    facts = {"meeting": listing.meeting_id, "meeting_on": listing.meeting.held_on, "level": case.risk_level}
    record(events.CASE_TAKEN_OFF, about=referral, case_id=case.pk, by=by, at=at, **facts)
    tell_of_change(listing, at=at)


def end_with_case(case, *, by, at):
    """Withdraw the referral of a case that a force outside this service has now, in the caller's transaction.

    Their own MARAC hears it; where it stood on an agenda of ours the agencies are to be told. Where the day of the
    meeting is over it stays as it is.
    """
    referral = queries.waiting_of(case.pk)
    listing = referral and queries.listing_of(referral)
    if referral is None or listing and listing.meeting.held_on < clocks.london_day(at):
        return
    if listing := end_referral(case, referral, "A force outside this service has the case now.", by=by, at=at):
        tell_of_change(listing, at=at)


def tell_of_change(listing, *, at):
    """Let the force of a meeting know that a case left its agenda; not which, for it is no longer theirs to read."""
    meeting = listing.meeting
    facts = {"force": meeting.force_id, "listed_by": listing.listed_by_id, "meeting_on": meeting.held_on}
    record(events.AGENDA_CHANGED, about=meeting, by=None, at=at, **facts)
