"""The Victim Personal Statement: offered, offered again before sentence, and what became of it in court."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from law import clocks
from witness_care import events, policies
from witness_care.models import StatementOffer, StatementUse
from witness_care.services.telling import keep, spoken
from witness_care.states import Answer, Told


@command
def offer_statement(
    *,
    case_id,
    answer,
    method,
    said,
    safe_how,
    exception_reason="",
    told_at=None,
    again_on=None,
    reading="",
    reference="",
    by,
    at,
    command_id=None,
):
    """Record that the statement was offered and what the victim answered; later needs a day. Returns the offer."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_open(case)
    policies.check_offer(answer, again_on=again_on, reading=reading, reference=reference, today=policies.today(at))
    telling = spoken(
        case,
        kind=Told.STATEMENT,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    offer = StatementOffer.objects.create(
        case=case,
        offered_at=telling.told_at,
        offered_by=by,
        answer=answer,
        again_on=again_on if answer == Answer.LATER else None,
        reading=reading,
        reference=reference.strip(),
    )

    record(
        events.STATEMENT_OFFERED,
        about=offer,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        answer=offer.answer,
        again_on=offer.again_on,
        **keep(telling, of=offer),
    )
    return offer


@command
def record_statement_use(*, case_id, use, used_on, note="", by, at, command_id=None):
    """Record whether the statement was read in court, by whom, or why it was not. Returns the StatementUse."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_use(use, note, used_on, policies.today(at))

    used = StatementUse.objects.create(
        case=case, use=use, note=note.strip(), used_on=used_on, recorded_at=at, recorded_by=by
    )

    record(
        events.STATEMENT_USED,
        about=used,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        use=use,
        dated=clocks.london_day(at),
    )
    return used
