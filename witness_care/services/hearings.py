"""Hearings by hand: listed at another time, vacated; and going through a trial with the victim before it begins."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from custody import services as custody
from custody.states import Kind
from incidents import queries as incidents
from witness_care import events, policies, queries
from witness_care.models import Preparation
from witness_care.services.telling import keep, spoken
from witness_care.states import Told


@command
def change_hearing(*, case_id, event_id, details, by, at, command_id=None):
    """List a hearing at another time or place: the old listing stays on record. Returns the new event."""
    case = incidents.case_for_change(case_id, reader=by)
    found = queries.hearing(case, event_id)
    return custody.enter_event(
        case_id=case_id,
        kind=Kind.HEARING_LISTED,
        effective_at=at,
        details={**details, "hearing_ref": found.reference},
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def vacate_hearing(*, case_id, event_id, reason, by, at, command_id=None):
    """Record that a hearing does not take place as it was listed, and why. Returns the event."""
    case = incidents.case_for_change(case_id, reader=by)
    policies.check_reason(reason)
    found = queries.hearing(case, event_id)
    return custody.enter_event(
        case_id=case_id,
        kind=Kind.HEARING_VACATED,
        effective_at=at,
        details={"hearing_ref": found.reference, "hearing": found.stands.details.get("hearing"), "reason": reason},
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def prepare_witness(
    *, case_id, event_id, method, said, safe_how, exception_reason="", told_at=None, by, at, command_id=None
):
    """Record that somebody went through a hearing with the victim before it begins. Returns the Preparation."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_open(case)
    found = queries.hearing(case, event_id)
    telling = spoken(
        case,
        kind=Told.HEARING,
        method=method,
        said=said,
        safe_how=safe_how,
        exception_reason=exception_reason,
        told_at=told_at,
        by=by,
        at=at,
    )

    preparation = Preparation.objects.create(
        case=case, hearing=found.stands, prepared_at=telling.told_at, prepared_by=by
    )

    record(
        events.WITNESS_PREPARED,
        about=preparation,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        of=event_id,
        **keep(telling, of=preparation),
    )
    return preparation
