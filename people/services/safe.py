"""Protected addresses."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from people import events, normal, queries
from people.models import SafeAddress


@command
def record_safe_address(*, person_id, text, by, at, command_id=None):
    """Record a refuge or other protected address of a person in place of an earlier one."""
    person = queries.person(person_id, by, at)
    allow(by, Permission.SAFE_ADDRESS_SEE)
    if not normal.kept(text):
        raise Refused("Enter the protected address.", "text")
    safe, _ = SafeAddress.objects.update_or_create(
        person=person, defaults={"text": normal.kept(text), "recorded_at": at, "recorded_by_id": by.pk}
    )
    record(events.SAFE_ADDRESS_RECORDED, about=person, by=by, at=at, command_id=command_id)
    return safe
