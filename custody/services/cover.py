"""Keeping in touch with victims, for somebody who leaves or is away."""

from core.journal import record
from custody import events, policies, queries
from custody.models import ContactOwner
from law import clocks


def move_contact_owners(*, giver, to, because_id, by, at):
    """Name another officer wherever one kept in touch with a victim, in the caller's transaction; return how many."""
    held = queries.contact_owned_by(giver)
    policies.check_can_take(held, to)
    for each in held:
        named = ContactOwner.objects.create(
            case=each.case, officer=to, release_known=each.release_known, named_by=by, named_at=at
        )
        record(
            events.VICTIM_CONTACT_OWNER_NAMED,
            about=named,
            case_id=each.case_id,
            by=by,
            at=at,
            to=to.pk,
            dated=clocks.london_day(at),
            level=each.case.risk_level,
        )
    return len(held)
