"""Saying that an officer is somebody on record, or near to them."""

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.permissions import Permission, allow
from core.errors import Refused
from core.journal import command, record
from people import events, queries
from people.models import OfficerTie

# Functions (officer, *, by, at): what must be looked at when somebody may no longer see cases. The desk fills it.
AFTER_TIE = []


@command
def declare_tie(*, person_id, kind, officer_id=None, by, at, command_id=None):
    """Record that an officer is this person or near to them: no case of theirs can be opened from now on.

    Everybody declares for themself; for another officer it takes the permission. Not even a reason opens
    such a case again. Returns the OfficerTie.
    """
    person = queries.person(person_id, by, at)
    officer = by if officer_id in (None, by.pk) else accounts.officer_of_force(officer_id, reader=by, at=at)
    if officer.pk != by.pk:
        allow(by, Permission.TIE_RECORD)
    if OfficerTie.objects.filter(officer=officer, person=person).exists():
        raise Refused("This is recorded already. Nothing more is to be done.", "kind")

    tie = OfficerTie.objects.create(officer=officer, person=person, kind=kind, recorded_at=at, recorded_by=by)
    accounts_services.mark_tied(officer)

    record(events.TIE_DECLARED, about=tie, by=by, at=at, command_id=command_id, officer=officer.pk)
    for look in AFTER_TIE:
        look(officer, by=by, at=at)
    return tie
