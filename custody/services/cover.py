"""Keeping in touch with victims, for somebody who leaves or is away, or whose force gave the case to another."""

from accounts import queries as accounts
from core.duties import REASSIGNED
from core.journal import record, record_many
from core.journal_queries import moved_because
from core.models import Duty
from custody import events, policies, queries
from custody.models import ContactOwner
from incidents import queries as incidents
from law import clocks

OWED_BY = "victim_contact"


def move_contact_owners(*, giver, to, because_id, by, at):
    """Name another officer wherever one kept in touch with a victim, in the caller's transaction; return how many."""
    held = queries.contact_owned_by(giver)
    policies.check_can_take(held, to)
    for each in held:
        name_instead(each, to=to, by=by, at=at, because=because_id)
    return len(held)


def contact_owners_held(officer, at):
    """Return the sentence that keeps an officer in post while they keep in touch with victims, or None."""
    count = queries.count_contact_owned_by(officer, at)
    if count:
        victims = f"{count} victims" if count > 1 else "1 victim"
        return f"{officer} still keeps in touch with {victims} while a sentence lasts. Name somebody else first."
    return None


def move_contact_owners_back(*, giver, to, because_id, by, at):
    """Name the officer again who is back, wherever the deputy named because of it keeps in touch; return how many.

    A victim of whom the officer may not know any more stays with the deputy.
    """
    moved = set(moved_because(events.VICTIM_CONTACT_OWNER_NAMED, because_id))
    back = incidents.in_touch([each for each in queries.contact_owned_by(giver) if each.pk in moved], to)
    for each in back:
        name_instead(each, to=to, by=by, at=at)
    return len(back)


def case_given(case_id, *, giver_id, to, by, at):
    """Where nobody who is there keeps in touch with the victim, what she is to be told goes with the case."""
    if queries.contact_owner_there(case_id, at):
        return
    owed = Duty.objects.select_for_update().filter(case_id=case_id, owed_by=OWED_BY, owner_id=giver_id, ended_at=None)
    if rows := [(duty, case_id, {"owner": to.pk}) for duty in owed.order_by("pk")]:
        record_many(REASSIGNED, rows, by=by, at=at)


def cross_contact_owner(case, *, to, by, at):
    """Let the new owner of a case keep in touch with the victim where somebody of the old force did."""
    held = queries.contact_owner(case.pk)
    if held and held.officer_id not in accounts.posted_ids(case.force_id, at):
        name_instead(held, to=to, by=by, at=at)


def watch_contact_owners(at):
    """Report whoever keeps in touch with a victim and cannot be reached, once until they can; return how many.

    It counts from the moment at which they were gone, whenever it is looked at.
    """
    for each in queries.contact_owners_back(at):
        record(events.VICTIM_CONTACT_REACHABLE, about=each, case_id=each.case_id, by=None, at=at)
    found = queries.contact_owners_gone(at)
    gone_at = accounts.gone_since({each.officer_id for each in found}, at)
    for each in found:
        since = max(each.named_at, gone_at[each.officer_id])
        about = {"about": each, "case_id": each.case_id, "by": None, "at": at, "occurred_at": since}
        record(events.VICTIM_CONTACT_UNREACHABLE, **about)
    return len(found)


def name_instead(held, *, to, by, at, **facts):
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
        owner=to.pk,
        dated=clocks.london_day(at),
        level=held.case.risk_level,
        **facts,
    )
