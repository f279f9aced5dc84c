"""A case that goes to a force outside this house: asked, answered, recorded. Until then it is ours, and so is she."""

from accounts.permissions import Permission, allow
from core.duties import GONE_ALONG
from core.journal import command, record
from incidents import events, policies, queries
from incidents.models import Ownership, Transfer
from incidents.services.cases import answer
from incidents.states import OfferAnswer
from law.handover import CHECKLIST, unanswered

# Functions (case, *, by, at): what apps above end of a case that a force outside this house has now.
AFTER_LEAVING = []


@command
def send_transfer(
    *,
    case_id,
    force_name,
    to_name,
    to_role,
    reached_by,
    must_know="",
    checklist=None,
    by,
    at,
    command_id=None,
):
    """Offer a case to a named person of a force that is not in this house, with what they must know.

    `reached_by` is how the offer went to them. The giver owns the case until their acceptance is recorded.
    """
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_OFFER, case)
    policies.check_can_send(
        case, owner=queries.owner_of(case.pk), by=by, named=(force_name, to_name, to_role, reached_by)
    )
    checklist = {item.code: checklist[item.code].strip() for item in CHECKLIST if (checklist or {}).get(item.code)}
    policies.check_checklist(checklist, must_know)
    policies.check_not_offered(queries.waiting_offer(case.pk), queries.waiting_transfer(case.pk))

    transfer = Transfer.objects.create(
        case=case,
        giver=by,
        force_name=force_name.strip(),
        to_name=to_name.strip(),
        to_role=to_role.strip(),
        reached_by=reached_by.strip(),
        must_know=must_know.strip(),
        checklist=checklist,
        sent_at=at,
    )

    tell(events.TRANSFER_SENT, transfer, by, at, command_id, open=[item.code for item in unanswered(checklist)])
    return transfer


@command
def accept_transfer(*, transfer_id, accepted_by, accepted_at, reference, evidence, stays=(), by, at, command_id=None):
    """Record that the other force accepted: who, when, under which reference, and what proves it.

    Each duty that is open goes along, except those in `stays` (identifiers), which their owners owe on. Where nothing
    stays, the case ends here; else its owner finishes what stayed.
    """
    case, transfer = in_hand(transfer_id, by)
    policies.check_acceptance(transfer, accepted_by, accepted_at, reference, evidence, at=at)
    owed = queries.open_to_hand_on(case.pk, reader=by)
    stays = policies.check_stays(stays, owed)

    transfer.accepted_by, transfer.accepted_at = accepted_by.strip(), accepted_at
    transfer.reference, transfer.evidence = reference.strip(), evidence.strip()
    transfer.owed = [{"code": duty.code, "id": str(duty.pk), "stays": duty.pk in stays} for duty in owed]
    close_answer(transfer, OfferAnswer.ACCEPTED, by, at)

    for duty in owed:
        if duty.pk not in stays:
            record(GONE_ALONG, about=duty, case_id=case.pk, by=by, at=at, duty=duty.code)
    tell(events.TRANSFER_ACCEPTED, transfer, by, at, command_id, occurred_at=accepted_at, stays=len(stays))
    if not stays:
        leave(case, transfer, by=by, at=at)
    return transfer


@command
def finish_transfer(*, case_id, by, at, command_id=None):
    """End our part of a case that another force has accepted, now that nothing is owed here any more."""
    case = queries.case_for_change(case_id, reader=by)
    allow(by, Permission.CASE_OFFER, case)
    transfer = queries.accepted_transfer(case.pk)
    policies.check_can_finish(begun=queries.finishing(case.pk), owed=queries.open_to_hand_on(case.pk, reader=by))
    leave(case, transfer, by=by, at=at, command_id=command_id)
    return case


@command
def refuse_transfer(*, transfer_id, reason, by, at, command_id=None):
    """Record that the other force refused, and why; the case stays with its owner."""
    return end(transfer_id, OfferAnswer.REFUSED, events.TRANSFER_REFUSED, reason, by, at, command_id)


@command
def withdraw_transfer(*, transfer_id, reason, by, at, command_id=None):
    """Take back an offer to another force that was not answered yet, and say why."""
    return end(transfer_id, OfferAnswer.WITHDRAWN, events.TRANSFER_WITHDRAWN, reason, by, at, command_id)


def end(transfer_id, state, event, reason, by, at, command_id):
    """End a transfer without an acceptance, with the reason."""
    _, transfer = in_hand(transfer_id, by)
    policies.check_why(reason)
    close_answer(transfer, state, by, at, reason)
    tell(event, transfer, by, at, command_id)
    return transfer


def in_hand(transfer_id, by):
    """Return (case, transfer), both locked, for its owner or somebody who may move the case."""
    case = queries.case_for_change(queries.transfer(transfer_id, reader=by).case_id, reader=by)
    allow(by, Permission.CASE_OFFER, case)
    policies.check_may_answer_for(case, owner=queries.owner_of(case.pk), by=by)
    return case, queries.transfer_for_change(transfer_id)


def close_answer(transfer, state, by, at, reason=""):
    """Set the answer of a transfer and who recorded it."""
    transfer.answered_by = by
    answer(transfer, state, at=at, reason=reason)


def leave(case, transfer, *, by, at, command_id=None):
    """End the case here: it stays to be read, as one that another force has."""
    case.move_to("CLOSED")
    case.closed_at, case.closed_by = at, by
    case.close_reason = f"{transfer.force_name} has it now: {transfer.accepted_by}, reference {transfer.reference}."
    case.save()
    for period in Ownership.objects.select_for_update().filter(case=case, until_at=None):
        period.until_at, period.ended_by_closing = at, True
        period.save()
    tell(events.CASE_TRANSFERRED, transfer, by, at, command_id)
    for also in AFTER_LEAVING:
        also(case, by=by, at=at)


def tell(event, transfer, by, at, command_id=None, occurred_at=None, **facts):
    """Record what happened to a transfer, in its case."""
    record(
        event,
        about=transfer,
        case_id=transfer.case_id,
        by=by,
        at=at,
        occurred_at=occurred_at,
        command_id=command_id,
        **facts,
    )
