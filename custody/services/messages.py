"""What a system corrects or withdraws of what it told, by the numbers at its source.

What cannot be taken in is kept as it came and heard by a named person: a sender is a machine, and drops it.
"""

import hashlib
import json

from django.db import transaction

from accounts.permissions import Permission, allow
from core.errors import AlreadyDone, Refused
from core.journal import command, record
from custody import events, policies, queries
from custody.models import RefusedMessage
from custody.services.feeds import hear_again
from custody.services.putting_right import correct, withdraw
from custody.services.recording import digest, look_for_same
from custody.states import Wanted
from incidents import queries as incidents


@command
def correct_by_number(
    *,
    source,
    source_event_id,
    corrects,
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
    """Replace what a source told under the number `corrects` by what it tells now under a number of its own.

    What the page asks of a correction is asked here as well. Once for each number: the same again raises AlreadyDone.
    Returns the new CustodyEvent, or the RefusedMessage where it could not be taken in and somebody hears of it.
    """
    allow(by, Permission.CUSTODY_RECORD)
    policies.check_source(source, source_event_id)
    policies.check_source(source, corrects)
    said = {
        "source_event_id": source_event_id,
        "reason": reason,
        "effective_at": effective_at and effective_at.isoformat(),
        "details": details,
        "views_sought": views_sought,
        "victim_views": victim_views,
    }

    def take(event, cases):
        seal = digest(event.kind, effective_at or event.effective_at, details or {}, corrects)
        look_for_same(event.force_id, source, source_event_id, seal, event.suspect)
        leave_closed(cases, by)
        told = details
        if details is not None and "hearing_ref" in event.details:
            # Every later listing of the same hearing names it.
            told = {"hearing_ref": event.details["hearing_ref"]} | details
        return correct(
            event,
            cases,
            reason=reason,
            effective_at=effective_at,
            details=told,
            views=(views_sought, victim_views),
            authorised_by_id=authorised_by_id,
            source=source,
            source_event_id=source_event_id,
            digest=seal,
            by=by,
            at=at,
            command_id=command_id,
        )

    return take_or_hear(Wanted.CORRECTION, source, corrects, said, take, by=by, at=at, command_id=command_id)


@command
def withdraw_by_number(*, source, source_event_id, reason, by, at, command_id=None):
    """Take back what a source told under a number; again raises AlreadyDone.

    Returns the CustodyEvent, or the RefusedMessage where it could not be taken back and somebody hears of it.
    """
    allow(by, Permission.CUSTODY_RECORD)
    policies.check_source(source, source_event_id)

    def take(event, cases):
        if event.withdrawn_at and not hasattr(event, "corrected_by"):
            raise AlreadyDone(queries.withdrawal_of(event))
        leave_closed(cases, by)
        hear_again(force_id=event.force_id, source=source, at=at)
        return withdraw(event, cases, reason=reason, by=by, at=at, command_id=command_id)

    said = {"reason": reason}
    return take_or_hear(Wanted.WITHDRAWAL, source, source_event_id, said, take, by=by, at=at, command_id=command_id)


def leave_closed(cases, by):
    """Refuse what would change a closed case of which the sender may not know, in words that do not tell of it.

    Where the sender may know of it the refusal is that of the page.
    """
    visible = incidents.visible_to(by)
    if any(case.state == "CLOSED" and not visible.filter(pk=case.pk).exists() for case in cases):
        raise Refused("What was told under this number is put right by hand. Somebody looks at this message first.")


def take_or_hear(wanted, source, number, said, take, *, by, at, command_id):
    """Take a message in, or where it is refused keep it and let somebody hear of it."""
    force_id = by.posting.force_id
    try:
        with transaction.atomic():
            return take(*queries.by_number(force_id, source, number, by=by))
    except Refused as refusal:
        content = json.dumps([wanted, source, number, said], sort_keys=True, default=str)
        seal = hashlib.sha256(content.encode()).hexdigest()
        event = queries.numbered(force_id, source, number)
        return queries.refused_before(force_id, seal) or keep_refused(
            event,
            force_id=force_id,
            wanted=wanted,
            source=source,
            names=number,
            said=json.loads(json.dumps(said, default=str)),
            why=refusal.sentence,
            digest=seal,
            by=by,
            at=at,
            command_id=command_id,
        )


def keep_refused(event, *, by, at, command_id, **columns):
    """Keep what could not be taken in: the owner of each open case hears of it, or where there is none the CRU."""
    hear_again(force_id=columns["force_id"], source=columns["source"], at=at)
    kept = RefusedMessage.objects.create(event=event, received_at=at, received_by=by, **columns)
    facts = {"wanted": kept.wanted, "force": kept.force_id, "of": event and event.pk}
    cases = [each for each in queries.cases_for_change(event.pk) if each.state == "OPEN"] if event else []
    for case in cases or [None]:
        told = facts | {"in_case": case is not None}
        record(events.MESSAGE_REFUSED, about=kept, case=case, by=by, at=at, command_id=command_id, **told)
        command_id = None
    return kept


@command
def settle_message(*, refused_id, how, by, at, command_id=None):
    """Say what was done about a correction or withdrawal that could not be taken in. Returns the RefusedMessage."""
    allow(by, Permission.CUSTODY_RECORD)
    kept = queries.refused_for_change(refused_id, reader=by)
    policies.check_can_settle(kept, how)

    kept.settle(how.strip(), by=by, at=at)

    for case in queries.told_in(kept.pk) or [None]:
        record(events.MESSAGE_SETTLED, about=kept, case=case, by=by, at=at, command_id=command_id, wanted=kept.wanted)
        command_id = None
    return kept
