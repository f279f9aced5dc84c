"""Who cares for the victim as a witness: named, asked, accepted. Until somebody accepts, nothing changes hands."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.duties import REASSIGNED
from core.journal import command, record, record_many
from core.journal_queries import moved_because
from core.models import Duty
from incidents import queries as incidents
from law import clocks
from witness_care import events, policies, queries
from witness_care.models import Contact
from witness_care.states import ContactState

OWED_BY = "witness_contact"


@command
def name_contact(*, case_id, officer_id, must_know="", by, at, command_id=None):
    """Ask an officer or a member of witness care to care for the victim as a witness; oneself is accepted at once.

    Naming whoever cares already confirms it. Returns the Contact.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_open(case)
    officer = accounts.officer(officer_id)
    holder, offered = queries.contact(case.pk), queries.contact_offer(case.pk)
    policies.check_can_name(case, officer, holder=holder, offered=offered)

    facts = {"to": officer.pk, "dated": clocks.london_day(at), "level": case.risk_level}
    if holder and holder.officer_id == officer.pk:
        tell(events.CONTACT_CONFIRMED, holder, by=by, at=at, command_id=command_id, **facts)
        return holder
    contact = Contact.objects.create(case=case, officer=officer, must_know=must_know.strip(), named_at=at, named_by=by)
    if officer.pk == by.pk:
        take(contact, by=by, at=at, command_id=command_id)
    else:
        tell(events.CONTACT_OFFERED, contact, by=by, at=at, command_id=command_id, **facts)
    return contact


def tell(event, contact, /, *, by, at, command_id=None, **facts):
    """Record an event of a contact in its case."""
    record(event, about=contact, case_id=contact.case_id, by=by, at=at, command_id=command_id, **facts)


def take(contact, *, by, at, command_id=None, **facts):
    """End what is held, let the next one hold at the same instant, and move what is owed to the witness."""
    held = queries.contact(contact.case_id)
    if held:
        held.move_to(ContactState.ENDED)
        held.until_at = max(at, held.from_at)
        held.save()
    contact.move_to(ContactState.HOLDS)
    contact.from_at = held.until_at if held else at
    contact.save()
    tell(
        events.CONTACT_ACCEPTED,
        contact,
        by=by,
        at=at,
        command_id=command_id,
        owner=contact.officer_id,
        dated=clocks.london_day(at),
        **facts,
    )


@command
def accept_contact(*, contact_id, by, at, command_id=None):
    """Accept to care for the victim as a witness: from this instant what is owed to her as a witness is yours."""
    contact = queries.contact_for_change(contact_id, reader=by)
    allow(by, Permission.VICTIM_TELL, contact.case)
    policies.check_open(contact.case)
    policies.check_can_answer(contact, by=by)
    take(contact, by=by, at=at, command_id=command_id)
    return contact


@command
def refuse_contact(*, contact_id, reason, by, at, command_id=None):
    """Say why one cannot care for this witness; whoever did, still does."""
    contact = queries.contact_for_change(contact_id, reader=by)
    policies.check_can_answer(contact, by=by)
    policies.check_reason(reason)
    contact.move_to(ContactState.REFUSED)
    contact.refused_reason = reason.strip()
    contact.save()
    tell(events.CONTACT_REFUSED, contact, by=by, at=at, command_id=command_id)
    return contact


@command
def withdraw_contact_offer(*, contact_id, by, at, command_id=None):
    """Take back an offer that was not answered yet."""
    contact = queries.contact_for_change(contact_id, reader=by)
    allow(by, Permission.VICTIM_TELL, contact.case)
    policies.check_can_withdraw(contact)
    contact.move_to(ContactState.WITHDRAWN)
    contact.save()
    tell(events.CONTACT_OFFER_WITHDRAWN, contact, by=by, at=at, command_id=command_id)
    return contact


def contacts_held(officer, at):
    """Return the sentence that keeps an officer in post while they care for witnesses, or None."""
    count = queries.count_held(officer, at)
    if count:
        return f"{officer} still cares for {count} witness{'es' if count > 1 else ''}. Hand them on first."
    return None


def move_contacts(*, giver, to, because_id, by, at):
    """Let the deputy care for every witness of somebody who leaves or is away; return how many moved."""
    offered, held = list(queries.offers_to(giver)), list(queries.contacts_held_by(giver))
    policies.check_can_take([each.case_id for each in (*offered, *held)], to)
    for offer in offered:
        offer.officer = to
        offer.save()
    for each in held:
        take_over(each, to=to, by=by, at=at, because=because_id)
    return len(held)


def move_contacts_back(*, giver, to, because_id, by, at):
    """Give back the witnesses that moved because of an absence and that the deputy still cares for; return how many.

    A witness of whom the officer may not know any more stays with the deputy.
    """
    moved = set(moved_because(events.CONTACT_ACCEPTED, because_id))
    back = incidents.in_touch([each for each in queries.contacts_held_by(giver) if each.pk in moved], to)
    for each in back:
        take_over(each, to=to, by=by, at=at)
    return len(back)


def take_over(held, *, to, by, at, **facts):
    """Let another officer care for the witness of whoever does now, with what they must know."""
    contact = Contact(case_id=held.case_id, officer=to, must_know=held.must_know, named_at=at, named_by=by)
    contact.save(force_insert=True)
    take(contact, by=by, at=at, **facts)


def cross_contact(case, *, to, by, at):
    """Let the new owner of a case care for its witness where somebody of the old force did or was asked to."""
    there = accounts.posted_ids(case.force_id, at)
    offered, held = queries.contact_offer(case.pk), queries.contact(case.pk)
    if offered and offered.officer_id not in there:
        offered.move_to(ContactState.WITHDRAWN)
        offered.save()
        tell(events.CONTACT_OFFER_WITHDRAWN, offered, by=by, at=at)
    if held and held.officer_id not in there:
        contact = Contact.objects.create(case=case, officer=to, must_know=held.must_know, named_at=at, named_by=by)
        take(contact, by=by, at=at)


def case_given(case_id, *, giver_id, to, by, at):
    """Where nobody who is there cares for the witness, what is owed to her goes with the case, at once."""
    if queries.contact_there(case_id, at) is not None:
        return
    owed = Duty.objects.select_for_update().filter(case_id=case_id, owed_by=OWED_BY, owner_id=giver_id, ended_at=None)
    rows = [(duty, case_id, {"owner": to.pk}) for duty in owed.order_by("pk")]
    if rows:
        record_many(REASSIGNED, rows, by=by, at=at)
