"""Keeping in touch with victims, for somebody who leaves or is away, or whose force gave the case to another."""

from accounts import queries as accounts
from core.journal import record
from custody import events, policies, queries
from custody.models import ContactOwner
from law import clocks


def move_contact_owners(*, giver, to, because_id, by, at):
    """Name another officer wherever one kept in touch with a victim, in the caller's transaction; return how many."""
    held = queries.contact_owned_by(giver)
    policies.check_can_take(held, to)
    for each in held:
        name_instead(each, to=to, by=by, at=at)
    return len(held)


def cross_contact_owner(case, *, to, by, at):
    """Let the new owner of a case keep in touch with the victim where somebody of the old force did."""
    held = queries.contact_owner(case.pk)
    if held and held.officer_id not in accounts.posted_ids(case.force_id, at):
        name_instead(held, to=to, by=by, at=at)


def name_instead(held, *, to, by, at):
    """Name another officer in the place of whoever kept in touch with a victim."""
    named = ContactOwner.objects.create(
        case=held.case, officer=to, release_known=held.release_known, named_by=by, named_at=at
    )
    record(
        events.VICTIM_CONTACT_OWNER_NAMED,
        about=named,
        case_id=held.case_id,
        by=by,
        at=at,
        to=to.pk,
        dated=clocks.london_day(at),
        level=held.case.risk_level,
    )
