"""Being away and coming back, and leaving for good."""

from django.db import transaction

from accounts import events, policies, queries
from accounts.models import Absence, Officer, Posting, Token
from accounts.permissions import Permission, allow
from accounts.services.handing import MOVES_BACK, hand_everything, move_all
from core.errors import Refused
from core.journal import command, record


@command
def record_absence(*, officer_id, kind, from_at, until_at=None, deputy_id=None, by, at, command_id=None):
    """Record that an officer is or will be away; return the Absence.

    One that has begun moves everything they hold to the deputy now; one that lies ahead does so at its
    first moment. Without a deputy it is refused while they hold anything.
    """
    list(Officer.objects.select_for_update(no_key=True).filter(pk=officer_id))
    officer = queries.officer_of_force(officer_id, reader=by, at=at)
    if officer.pk != by.pk:
        allow(by, Permission.ABSENCE_RECORD, queries.posting_of(officer.pk, at))
    policies.check_period(from_at, until_at, at=at)
    policies.check_not_away(officer, from_at, until_at)
    if deputy_id:
        policies.check_deputy(queries.officer(deputy_id), officer, at=at)

    absence = Absence.objects.create(
        officer=officer,
        kind=kind,
        from_at=from_at,
        until_at=until_at,
        deputy_id=deputy_id,
        recorded_at=at,
        recorded_by=by,
    )
    record(events.ABSENCE_RECORDED, about=absence, by=by, at=at, command_id=command_id, kind=kind)
    if from_at <= at:
        start(absence, by=by, at=at)
    elif deputy_id is None:
        hand_everything(officer, None, because=absence, by=by, at=at)
    return absence


def start(absence, *, by, at):
    """Let the absence begin: everything moves to the deputy, in the caller's transaction."""
    hand_everything(absence.officer, absence.deputy_id, because=absence, by=by, at=at)
    absence.started_at = at
    absence.save()


def start_absences(at):
    """Begin every absence whose first moment has come; return how many.

    Where everything cannot move, because the deputy has gone or is away, it is told once: a duty for the
    supervisor opens, and the absence is tried again at each turn.
    """
    begun = 0
    for pk in queries.absences_to_start(at):
        try:
            with transaction.atomic():
                absence = Absence.objects.select_for_update(of=("self",)).select_related("officer").get(pk=pk)
                if absence.started_at is None and absence.returned_at is None:
                    start(absence, by=absence.recorded_by, at=at)
                    begun += 1
        except Refused:
            tell_failed(pk, at)
    return begun


def tell_failed(absence_id, at):
    """Write down, once, that nobody could take over from somebody who is away."""
    with transaction.atomic():
        absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence_id)
        if not queries.cover_failed(absence.pk):
            record(events.COVER_FAILED, about=absence, by=absence.recorded_by, at=at)


@command
def name_deputy(*, absence_id, deputy_id, by, at, command_id=None):
    """Name another deputy for somebody who is or will be away; one that has begun moves everything now."""
    absence = queries.absence_for_change(absence_id, reader=by)
    allow(by, Permission.ABSENCE_RECORD, queries.posting_of(absence.officer_id, at))
    if absence.returned_at:
        raise Refused("This officer is back already.")
    policies.check_deputy(queries.officer(deputy_id), absence.officer, at=at)

    absence.deputy_id = deputy_id
    absence.save()

    record(events.ABSENCE_RECORDED, about=absence, by=by, at=at, command_id=command_id, kind=absence.kind)
    if absence.from_at <= at:
        start(absence, by=by, at=at)
    return absence


@command
def return_from_absence(*, absence_id, by, at, command_id=None):
    """Record that an officer is back: what moved because they were away, and the deputy still holds, comes back."""
    absence = queries.absence_for_change(absence_id, reader=by)
    if absence.officer_id != by.pk:
        allow(by, Permission.ABSENCE_RECORD, queries.posting_of(absence.officer_id, at))
    if absence.returned_at:
        raise Refused("This officer is back already.")

    absence.returned_at = at
    absence.save()

    record(events.RETURNED, about=absence, by=by, at=at, command_id=command_id)
    if absence.started_at and absence.deputy_id:
        move_all(MOVES_BACK, giver=absence.deputy, to=absence.officer, because=absence, by=by, at=at)
    return absence


@command
def acknowledge_cover(*, subject_id, by, at, command_id=None):
    """Record that somebody has looked at what they now answer for; `subject_id` is the posting or absence."""
    given = queries.cover_given_to(by.pk, subject_id)
    if given is None:
        raise Refused("Nothing was given to you here. Your work list shows what you answer for.")
    because = queries.posting_or_absence(subject_id)
    record(events.COVER_ACKNOWLEDGED, about=because, by=by, at=at, command_id=command_id)
    return because


@command
def deactivate_officer(*, officer_id, deputy_id=None, by, at, command_id=None):
    """Close the account of somebody who has left: what they hold goes to the deputy, or it is refused.

    Their postings end, their keys to the API are gone, and they cannot sign in any more.
    """
    list(Officer.objects.select_for_update(no_key=True).filter(pk=officer_id))
    officer = queries.officer_of_force(officer_id, reader=by, at=at)
    allow(by, Permission.POSTING_GRANT, queries.posting_of(officer.pk, at))
    if officer.pk == by.pk:
        raise Refused("You cannot close your own account. Ask another administrator.")

    hand_everything(officer, deputy_id, because=officer, by=by, at=at)
    for posting in Posting.objects.in_force(at).filter(officer=officer):
        posting.until_at = at
        posting.save()
    Token.objects.filter(officer=officer).delete()
    officer.is_active = False
    officer.save(update_fields=["is_active"])

    record(events.DEACTIVATED, about=officer, by=by, at=at, command_id=command_id)
    return officer
