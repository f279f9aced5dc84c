"""Setting, confirming and ending markers."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record
from law import clocks
from people import events, normal, policies, queries
from people.models import Marker

# Functions (kind, person ids, by, at): what must be looked at anew where a marker is set. The desk fills it.
AFTER_MARKER = []


@command
def set_marker(
    *,
    kind,
    reason,
    expires_on,
    person_id=None,
    address_id=None,
    number="",
    owner_id=None,
    from_on=None,
    by,
    at,
    command_id=None,
):
    """Set a marker on a person, an address or a number; its owner, else whoever sets it, owes its review in time.

    What rests on what is known of the person, or of those who live at the address, is looked at anew.
    """
    person = queries.person(person_id, by, at) if person_id else None
    address = queries.place(address_id) if address_id else None
    number = normal.phone(number)
    owner = accounts.officer(owner_id) if owner_id else by
    today = clocks.london_day(at)
    allow(by, Permission.MARKER_SET)
    policies.check_marked(kind, person=person, address=address, number=number)
    policies.check_marker_reason(reason)
    policies.check_marker_days(from_on or today, expires_on, today)
    policies.check_marker_owner(owner, by=by, at=at)
    policies.check_not_marked_yet(queries.standing_marker(kind, person=person, address=address, number=number))
    marker = Marker.objects.create(
        kind=kind,
        person=person,
        address=address,
        number=number,
        owner=owner,
        reason=reason.strip(),
        from_on=from_on or today,
        expires_on=expires_on,
        set_at=at,
        set_by=by,
    )
    tell(events.MARKER_SET, marker, by=by, at=at, command_id=command_id)
    concerned = [person.pk] if person else queries.living_at(address, today) if address else []
    for follow in AFTER_MARKER:
        follow(kind, concerned, by=by, at=at)
    return marker


@command
def confirm_marker(*, marker_id, reason, expires_on, by, at, command_id=None):
    """Confirm that a marker is still right and until when; whoever confirms it answers for it from now on."""
    marker = queries.marker_for_change(marker_id, by, at)
    today = clocks.london_day(at)
    allow(by, Permission.MARKER_SET)
    policies.check_standing(marker)
    policies.check_marker_reason(reason)
    policies.check_marker_days(today, expires_on, today)
    marker.reason, marker.expires_on, marker.owner = reason.strip(), expires_on, by
    marker.save()
    tell(events.MARKER_CONFIRMED, marker, by=by, at=at, command_id=command_id)
    return marker


@command
def end_marker(*, marker_id, reason, by, at, command_id=None):
    """End a marker that is not right, or not right any more, with the reason."""
    marker = queries.marker_for_change(marker_id, by, at)
    allow(by, Permission.MARKER_SET)
    policies.check_standing(marker)
    policies.check_reason(reason)
    marker.ended_at, marker.ended_by, marker.end_reason = at, by, reason.strip()
    marker.save()
    record(events.MARKER_ENDED, about=marker, by=by, at=at, command_id=command_id, kind=marker.kind)
    return marker


def tell(event, marker, *, by, at, command_id):
    """Record what happened to a marker, who answers for it, and when that must be looked at again."""
    record(
        event,
        about=marker,
        by=by,
        at=at,
        command_id=command_id,
        kind=marker.kind,
        owner=marker.owner_id,
        expires_on=marker.expires_on,
    )
