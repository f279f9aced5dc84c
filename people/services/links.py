"""How people are connected."""

from accounts.permissions import Permission, allow
from core.journal import command, record
from people import events, policies, queries
from people.models import Relationship
from people.services.merges import tell
from people.states import Kind


def link(*, kind, of, to, from_on=None, until_on=None):
    """Record that `of` is the <kind> of `to`, inside the caller's transaction; return the Relationship.

    The same link again, or the same fact said from the other side, changes nothing but an end that was
    not known.
    """
    return link_once(kind=Kind(kind), of=of, to=to, from_on=from_on, until_on=until_on)[0]


def link_once(*, kind, of, to, from_on, until_on):
    """Return (Relationship, whether anything changed)."""
    policies.check_can_link(of, to)
    policies.check_period(from_on, until_on)
    known = queries.same_link(kind, of, to, from_on)
    if known is None:
        made = Relationship.objects.create(kind=kind, of=of, to=to, from_on=from_on, until_on=until_on)
        return made, True
    if until_on is None or known.until_on == until_on:
        return known, False
    known.until_on = until_on
    known.save()
    return known, True


@command
def link_people(*, kind, of_id, to_id, from_on=None, until_on=None, by, at, command_id=None):
    """Record how two people are connected, and have worked out anew what rests on it; again changes nothing."""
    of, to = queries.person(of_id, by, at), queries.person(to_id, by, at)
    allow(by, Permission.PERSON_LINK)
    relationship, changed = link_once(kind=Kind(kind), of=of, to=to, from_on=from_on, until_on=until_on)
    if changed:
        record(
            events.PEOPLE_LINKED, about=relationship, by=by, at=at, command_id=command_id, kind=kind, of=of.pk, to=to.pk
        )
        tell([of.pk, to.pk], by, at)
    return relationship
