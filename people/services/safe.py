"""Protected addresses."""

from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from people import events, normal, queries
from people.models import SafeAddress

# Functions (person ids, by, at): what must be looked at anew where a person lives elsewhere. The desk fills it.
AFTER_SAFE_ADDRESS = []


@command
def record_safe_address(*, person_id, text, by, at, command_id=None):
    """Record a refuge or other protected address of a person in place of an earlier one.

    Where it is another than before, what rests on where they live is looked at anew in the same transaction.
    """
    person = queries.person(person_id, by, at)
    allow(by, Permission.SAFE_ADDRESS_SEE)
    if not normal.kept(text):
        raise Refused("Enter the protected address.", "text")
    before = queries.kept_safe_address(person)
    safe, _ = SafeAddress.objects.update_or_create(
        person=person, defaults={"text": normal.kept(text), "recorded_at": at, "recorded_by_id": by.pk}
    )
    record(events.SAFE_ADDRESS_RECORDED, about=person, by=by, at=at, command_id=command_id)
    if before is None or normal.address_key(before.text) != normal.address_key(safe.text):
        for follow in AFTER_SAFE_ADDRESS:
            follow([person.pk], by=by, at=at)
    return safe
