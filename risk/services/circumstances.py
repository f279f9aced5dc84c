"""Recording that something has changed, by hand or by itself, and that nobody has spoken with a victim for too long."""

from django.db import transaction

from accounts.permissions import Permission, allow
from core.journal import command, record
from incidents import queries as incidents
from law import clocks
from people.states import MarkerKind
from risk import circumstance_policies as checks
from risk import events
from risk.models import Circumstance
from risk.queries import circumstances

# The kinds of markers that ask for a new assessment, of either.
OF_SUSPECT = (MarkerKind.WEAPONS, MarkerKind.SELF_HARM)
OF_VICTIM = (MarkerKind.SELF_HARM,)


@command
def record_circumstance(*, case_id, kind, occurred_on, text="", by, at, command_id=None):
    """Record what changed for a case: a new assessment is owed in the same transaction. Return the Circumstance."""
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.INFORMATION_ADD, case)
    checks.check_circumstance(case, kind=kind, occurred_on=occurred_on, day=clocks.london_day(at))

    return keep(case, kind, occurred_on=occurred_on, text=text.strip(), by=by, at=at, command_id=command_id)


def victim_changed(people, *, by, at, suspects=None, brought_by=()):
    """Ask for a new assessment in every open case of these people as victims, in the transaction of what changed.

    With `suspects` only in those against any of them. The words say that something changed and never what: not
    everybody in the case may know of a protected address or of a disclosure.
    """
    for case in incidents.open_cases_beside("victim", people, suspects):
        keep(case, "VICTIM_RECORD", occurred_on=clocks.london_day(at), brought_by=brought_by or people, by=by, at=at)


def suspect_known(people, *, by, at, brought_by=()):
    """Ask for a new assessment in every open case against these people, in the transaction of what came to be known."""
    for case in incidents.open_cases_beside("suspect", people):
        keep(case, "SUSPECT_RECORD", occurred_on=clocks.london_day(at), brought_by=brought_by or people, by=by, at=at)


def marker_set(kind, people, *, by, at):
    """Ask for a new assessment where a marker tells of a weapon of a suspect, or that either may end their own life."""
    if kind in OF_SUSPECT:
        suspect_known(people, by=by, at=at)
    if kind in OF_VICTIM:
        victim_changed(people, by=by, at=at)


def brought(people, *, marked, moved, by, at):
    """Ask once in each open case of people who turn out to be somebody else, of whom more is known.

    `marked` is {kind of marker: record ids}, `moved` the records with a protected address that holds from now on.
    """
    if of_suspect := records_with(marked, OF_SUSPECT):
        suspect_known(people, brought_by=of_suspect, by=by, at=at)
    if of_victim := records_with(marked, OF_VICTIM) | set(moved):
        victim_changed(people, brought_by=of_victim, by=by, at=at)


def records_with(marked, kinds):
    """Return the records that bear a marker of any of these kinds, as a set."""
    return {record_id for kind in kinds for record_id in marked.get(kind, ())}


def parted(people, *, by, at):
    """Take back in the open cases of people who were parted what the records that they are not had brought."""
    for circumstance in circumstances.brought_by_others(people):
        record(events.CIRCUMSTANCE_WITHDRAWN, about=circumstance, by=by, at=at, kind=circumstance.kind)


def keep(case, kind, *, occurred_on, text="", brought_by=(), by, at, command_id=None):
    """Keep a change in a case and write it down, which opens the duty; return the Circumstance."""
    circumstance = Circumstance.objects.create(
        case=case,
        kind=kind,
        occurred_on=occurred_on,
        text=text,
        brought_by=sorted(brought_by),
        recorded_by=by,
        recorded_at=at,
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
