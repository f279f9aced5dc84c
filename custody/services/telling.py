"""Telling the victim, by a person and safely; and naming who keeps in touch with her. Nothing is sent by itself."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record
from custody import events, policies, queries
from custody.models import ContactOwner, Notice
from custody.states import CHANNEL
from incidents import queries as incidents
from incidents import services as incidents_services
from law import clocks


@command
def record_victim_told(
    *,
    event_id,
    case_id,
    method,
    safe_how,
    what_said="",
    exception_reason="",
    reached=True,
    told_at=None,
    by,
    at,
    command_id=None,
):
    """Record that the victim of a case was told of an event, or that an attempt did not reach her.

    `told_at` is aware and defaults to `at`. Only a telling that reached her meets the duty to tell her,
    and only of this event. A way or a time that she did not name as safe needs a reason. Returns the Notice.
    """
    case = incidents.case_for_change(case_id, reader=by)
    event, _ = queries.event_in_case(event_id, case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    notice = keep(
        Notice(
            event=event, case=case, told_at=told_at or at, recorded_at=at, method=method, told_by=by, reached=reached
        ),
        case,
        safe_how=safe_how,
        what_said=what_said,
        exception_reason=exception_reason,
    )

    record(
        events.VICTIM_TOLD if reached else events.VICTIM_NOT_REACHED,
        about=notice,
        case_id=case.pk,
        by=by,
        at=at,
        occurred_at=notice.told_at,
        command_id=command_id,
        of=event.pk,
        kind=event.kind,
        method=method,
        dated=clocks.london_day(notice.told_at),
        # In a closed case nobody has to keep in touch.
        level=case.risk_level if case.state == "OPEN" else "",
    )
    return notice


def keep(telling, case, *, safe_how, what_said, exception_reason):
    """Keep that a victim was told, or was not reached, once it says how that was safe; return the telling."""
    when = {"told_at": telling.told_at, "at": telling.recorded_at}
    policies.check_notice(safe_how=safe_how, what_said=what_said, reached=telling.reached, **when)
    incidents_services.check_way(
        case,
        CHANNEL.get(telling.method),
        tried_at=telling.told_at,
        reason=exception_reason,
        at=telling.recorded_at,
    )
    telling.safe_how, telling.what_said = safe_how.strip(), what_said.strip()
    telling.exception_reason = exception_reason.strip()
    telling.save(force_insert=True)
    return telling


@command
def name_victim_contact_owner(*, case_id, officer_id, release_known, by, at, command_id=None):
    """Name the officer who keeps in touch with the victim while the sentence lasts.

    `release_known` is the earliest date of release, or who was asked for it. Returns the ContactOwner.
    """
    case = incidents.case_for_change(case_id, reader=by)
    allow(by, Permission.VICTIM_TELL, case)
    policies.check_open(case)
    officer = accounts.officer(officer_id)
    policies.check_contact_owner(case, officer, release_known=release_known, sentenced=queries.was_sentenced(case.pk))

    named = ContactOwner.objects.create(
        case=case, officer=officer, release_known=release_known.strip(), named_by=by, named_at=at
    )

    record(
        events.VICTIM_CONTACT_OWNER_NAMED,
        about=named,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        to=officer.pk,
        owner=officer.pk,
        dated=clocks.london_day(at),
        level=case.risk_level,
    )
    return named
