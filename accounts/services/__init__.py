"""Officers, postings and keys."""

from django.utils import timezone

from accounts import events, queries
from accounts.models import Force, Officer, Posting, Token, Unit
from accounts.permissions import Permission, allow
from accounts.services.absences import (
    acknowledge_cover,
    deactivate_officer,
    name_deputy,
    record_absence,
    return_from_absence,
    start_absences,
)
from accounts.services.addresses import record_address, tell_of_no_address
from accounts.services.handing import HOLDS, MOVES, MOVES_BACK, hand_everything
from core.errors import Refused
from core.journal import command, record

__all__ = [
    "HOLDS",
    "MOVES",
    "MOVES_BACK",
    "acknowledge_cover",
    "deactivate_officer",
    "end_posting",
    "enrol",
    "found_force",
    "grant_posting",
    "hand_everything",
    "make_token",
    "mark_tied",
    "name_deputy",
    "post",
    "record_absence",
    "record_address",
    "return_from_absence",
    "start_absences",
    "tell_of_no_address",
]


def found_force(*, code, name, units, guest=False):
    """Create a force and its units, or return the one there is; `units` is {code: name}."""
    force, _ = Force.objects.get_or_create(code=code, defaults={"name": name, "guest": guest})
    known = set(force.units.values_list("code", flat=True))
    missing = [Unit(force=force, code=code, name=name) for code, name in units.items() if code not in known]
    Unit.objects.bulk_create(missing, ignore_conflicts=True)
    return force


def enrol(*, username, first_name, last_name, rank="", number="", email="", password=None):
    """Create an officer's account without any posting; without a password nobody can sign in with it."""
    return Officer.objects.create_user(
        username=username,
        password=password,
        first_name=first_name,
        last_name=last_name,
        rank=rank,
        number=number,
        email=email,
    )


def post(*, officer, role, unit, from_at):
    """Give an officer a first posting while a force is being set up; later ones go through grant_posting."""
    return Posting.objects.create(officer=officer, role=role, force=unit.force, unit=unit, from_at=from_at)


@command
def grant_posting(*, officer_id, role, unit_id, deputy_id=None, by, at, command_id=None):
    """Post an officer to a unit from `at`; an earlier posting ends at the same instant.

    What they hold goes to `deputy_id` in the same transaction; without one a transfer is refused while
    they hold anything.
    """
    list(Officer.objects.select_for_update().filter(pk=officer_id))
    officer = queries.officer_to_post(officer_id, reader=by, at=at)
    unit = Unit.objects.get(pk=unit_id)
    allow(by, Permission.POSTING_GRANT, unit)
    present = officer.postings.in_force(at).first()
    if present:
        end(present, deputy_id=deputy_id, by=by, at=at)
    posting = Posting.objects.create(officer=officer, role=role, force=unit.force, unit=unit, from_at=at)
    record(events.POSTING_GRANTED, about=posting, by=by, at=at, command_id=command_id, role=role)
    return posting


def end(posting, *, deputy_id, by, at):
    """End a posting; everything its officer holds goes to the deputy, or it is refused."""
    hand_everything(posting.officer, deputy_id, because=posting, by=by, at=at)
    posting.until_at = at
    posting.save()


@command
def end_posting(*, posting_id, deputy_id=None, by, at, command_id=None):
    """End a posting. Everything its officer holds goes to a named deputy in the same transaction, or it is refused."""
    list(Posting.objects.select_for_update().filter(pk=posting_id))
    posting = queries.posting_to_end(posting_id, reader=by)
    allow(by, Permission.POSTING_GRANT, posting)
    end(posting, deputy_id=deputy_id, by=by, at=at)
    record(events.POSTING_ENDED, about=posting, by=by, at=at, command_id=command_id, role=posting.role)
    return posting


def mark_tied(officer):
    """Note on the account that its officer is near to somebody on record, in the caller's transaction."""
    officer.tied = True
    officer.save(update_fields=["tied"])


def make_token(*, username, at=None):
    """Return a new API token for an active officer; raise Refused when there is none of that name."""
    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        raise Refused(f"There is no active officer with the user name {username}.")
    return Token.make(officer, at or timezone.now())
