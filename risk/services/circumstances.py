"""Recording that something has changed, and saying where nobody has spoken with a victim for too long."""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from law import clocks
from risk import circumstance_policies as checks
from risk import events
from risk.models import Circumstance
from risk.queries import circumstances


@command
def record_circumstance(*, case_id, kind, occurred_on, text="", by, at, command_id=None):
    """Record what changed for a case: a new assessment is owed in the same transaction. Return the Circumstance."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.INFORMATION_ADD, case)
    checks.check_circumstance(case, kind=kind, occurred_on=occurred_on, day=clocks.london_day(at))

    circumstance = Circumstance.objects.create(
        case=case, kind=kind, occurred_on=occurred_on, text=text.strip(), recorded_by=by, recorded_at=at
    )

    record(
        events.CIRCUMSTANCE_RECORDED,
        about=circumstance,
        by=by,
        at=at,
        occurred_at=clocks.start_of_day(occurred_on),
        command_id=command_id,
        kind=kind,
        level=case.risk_level,
    )
    return circumstance


def watch_contact(at):
    """Say of each victim with whom nobody has spoken for longer than the level allows; return how many were said."""
    return sum(say_out_of_touch(duty, at) for duty in circumstances.out_of_touch(at))


@transaction.atomic
def say_out_of_touch(duty, at):
    """Record in a case that its victim was not spoken with in time; return whether that was still to be said."""
    case = incidents.case_of_entry_locked(duty.case_id)
    if not circumstances.still_out_of_touch(duty, at):
        return False
    record(
        events.CONTACT_LOST,
        about=duty,
        by=None,
        at=at,
        occurred_at=duty.due_at,
        duty=duty.code,
        level=case.risk_level,
    )
    return True
