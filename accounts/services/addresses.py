"""Where an officer is told that something waits: without an address, somebody above them is told instead."""

from accounts import events, policies, queries
from accounts.models import Officer
from accounts.permissions import Permission, allow
from core.journal import command, record


@command
def record_address(*, officer_id, email, by, at, command_id=None):
    """Record the work e-mail address of an officer, or that there is none; return the Officer.

    Where none is left and they answer for somebody or owe something, their supervisor is told in this transaction.
    """
    list(Officer.objects.select_for_update(no_key=True).filter(pk=officer_id))
    officer = queries.officer_of_force(officer_id, reader=by, at=at)
    if officer.pk != by.pk:
        allow(by, Permission.ABSENCE_RECORD, queries.posting_of(officer.pk, at))
    policies.check_address(email)

    officer.email = email.strip()
    officer.save(update_fields=["email"])

    if officer.email:
        record(events.ADDRESS_RECORDED, about=officer, by=by, at=at, command_id=command_id)
    else:
        tell_of_no_address(officer, by=by, at=at, command_id=command_id)
    return officer


def tell_of_no_address(officer, *, by, at, command_id=None):
    """Write down that an officer cannot be told of what waits for them: a duty of whoever stands above them."""
    posting = queries.posting_of(officer.pk, at)
    place = {"force": posting.force_id, "unit": posting.unit_id} if posting else {}
    record(events.ADDRESS_MISSING, about=officer, by=by, at=at, command_id=command_id, **place)
