"""Putting right what was recorded wrongly. Nothing is changed or deleted: an event is taken back, or replaced."""

from accounts import queries as accounts
from accounts.permissions import Permission, allow
from core.journal import command, record
from custody import details as detail_table
from custody import events, policies, queries
from custody.services.gates import check_again, check_taken_back
from custody.services.recording import enter
from custody.services.restating import derive, owe_again, restate
from incidents import queries as incidents


@command
def withdraw_event(*, event_id, reason, by, at, command_id=None):
    """Take back an event that did not happen: positions are worked out anew, and what it asked for is void."""
    event, cases = queries.event_for_change(event_id, reader=by)
    check_taken_back(event, cases)
    return withdraw(event, cases, reason=reason, by=by, at=at, command_id=command_id)


def withdraw(event, cases, *, reason, by, at, command_id=None):
    """Take back an event in hand, with the cases that it concerns."""
    allow_all(by, cases)
    policies.check_can_withdraw(event, reason)
    check_open(cases, by)

    event.withdraw(reason=reason.strip(), by=by, at=at)

    for case in cases:
        position = derive(case)
        take_back(event, case, by=by, at=at, command_id=command_id)
        command_id = None
        restate(case, position, event, by=by, at=at)
        owe_again(case, event, by=by, at=at)
    take_back_questions(event, cases, by=by, at=at, command_id=command_id)
    return event


@command
def correct_event(
    *,
    event_id,
    reason,
    effective_at=None,
    details=None,
    views_sought=None,
    victim_views="",
    authorised_by_id=None,
    by,
    at,
    command_id=None,
):
    """Replace an event by another of its kind with the right time or details; return the new event.

    What the wrong one asked for is void, and is asked for anew: the victim may have been told the wrong thing.
    `details` are the whole of the right ones; left out, those on record stay. What the door of its kind asks is asked
    again: `views_sought`, `victim_views` and `authorised_by_id` (the officer's own where it is left out) where the
    conditions or the last day of bail or of an order change.
    """
    event, cases = queries.event_for_change(event_id, reader=by)
    return correct(
        event,
        cases,
        reason=reason,
        effective_at=effective_at,
        details=details,
        views=(views_sought, victim_views),
        authorised_by_id=authorised_by_id,
        by=by,
        at=at,
        command_id=command_id,
    )


def correct(
    event,
    cases,
    *,
    reason,
    effective_at=None,
    details=None,
    views=(None, ""),
    authorised_by_id=None,
    by,
    at,
    command_id=None,
    **number,
):
    """Replace an event in hand, with the cases that it concerns; `number` is that of the right one at its source."""
    allow_all(by, cases)
    policies.check_can_withdraw(event, reason)
    check_open(cases, by)
    said = event.details if details is None else detail_table.clean(details)
    effective_at = effective_at or event.effective_at
    policies.check_time(effective_at, at)
    policies.check_authority(event.kind, said, asked=False)
    policies.check_changes(event, effective_at=effective_at, details=said)
    officer = accounts.officer(authorised_by_id) if authorised_by_id else by
    gates = check_again(event, cases, said=said, effective_at=effective_at, views=views, officer=officer)

    event.withdraw(reason=reason.strip(), by=by, at=at)
    for case in cases:
        take_back(event, case, by=by, at=at, told=False)
    asked = take_back_questions(event, cases, by=by, at=at)
    return enter(
        person=event.suspect,
        cases=cases,
        asked=asked,
        sought=queries.named_for(event.pk),
        kind=event.kind,
        effective_at=effective_at,
        details=said,
        corrects=event,
        **gates,
        **number,
        by=by,
        at=at,
        command_id=command_id,
    )


def take_back_questions(event, cases, *, by, at, command_id=None):
    """Ask nobody any more of which case a withdrawn event is; return the cases whose owners had been asked."""
    asked = queries.cases_asked(event.pk)
    for case in asked:
        take_back(event, case, by=by, at=at, told=False)
    if not cases and not asked or queries.open_question(event.pk):
        facts = {"of": event.pk, "kind": event.kind, "told": False, "force": event.force_id}
        record(events.EVENT_WITHDRAWN, about=event, by=by, at=at, command_id=command_id, **facts)
    return asked


def allow_all(by, cases):
    """Refuse unless the officer may record custody events of each of these cases."""
    for case in cases:
        allow(by, Permission.CUSTODY_RECORD, case)


def check_open(cases, by):
    """Refuse while a case that this officer may reopen is closed: nobody would answer for what runs there again."""
    for case in cases:
        if case.state == "CLOSED" and incidents.visible_to(by).filter(pk=case.pk).exists():
            policies.check_open(case)


def take_back(event, case, *, by, at, command_id=None, told=None):
    """Record that an event was taken back; the duties that it opened are void.

    Where the victim was told of it she must hear that it was not so; of a corrected one she is told anew anyway.
    """
    told = queries.was_told(event.pk, case.pk) if told is None else told
    record(
        events.EVENT_WITHDRAWN,
        about=event,
        case_id=case.pk,
        by=by,
        at=at,
        command_id=command_id,
        of=event.pk,
        kind=event.kind,
        told=told,
        level=case.risk_level,
    )
