"""Recording what happened to a suspect: once for each number at its source, in whatever order it reaches us."""

import hashlib
import json
from datetime import UTC

from accounts.permissions import Permission, allow
from core.errors import AlreadyDone
from core.journal import command, record
from custody import details as detail_table
from custody import events, facts, policies, queries
from custody.models import CustodyEvent, EventCase
from custody.services.addresses import seek
from custody.services.feeds import hear
from custody.services.lapsing import say_lapsed_before
from custody.services.matters import ask, keep
from custody.services.restating import derive, restate
from custody.states import OF_THE_PERSON, Kind

OFFICER = "OFFICER"


@command
def record_event(
    *,
    kind,
    suspect_id,
    effective_at,
    case_id=None,
    source=OFFICER,
    source_event_id="",
    details=None,
    by,
    at,
    command_id=None,
):
    """Record one event of a suspect in the given case, or in every open case against him in the force.

    What happens in one matter goes into no case while there are several and none is given: the owner of each is asked.
    Where the given case is closed, or none of his here, the CRU is asked which it is (`where_it_goes`).
    `suspect_id` is our identifier or the sender's own; `effective_at` is aware, when it took effect.
    In each force once for each (`source`, `source_event_id`): the same again raises AlreadyDone with the first entry,
    another content under the same number Refused. Returns the CustodyEvent.
    """
    allow(by, Permission.CUSTODY_RECORD)
    policies.check_source(source, source_event_id)
    policies.check_kind(kind)
    policies.check_time(effective_at, at)
    said = detail_table.clean(details or {})
    policies.check_authority(kind, said, asked=False)
    person = queries.suspect(suspect_id)
    seal = digest(kind, effective_at, said, case_id)
    look_for_same(by.posting.force_id, source, source_event_id, seal, person)
    goes = where_it_goes(kind, person, case_id, by.posting.force_id)
    for case in goes["cases"]:
        allow(by, Permission.CUSTODY_RECORD, case)

    return enter(
        person=person,
        **goes,
        kind=kind,
        effective_at=effective_at,
        source=source,
        source_event_id=source_event_id,
        details=said,
        digest=seal,
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def enter_event(*, case_id, kind, effective_at, details=None, by, at, command_id=None):
    """Record by hand an event of the suspect of a case, with what only a person can be asked for."""
    case = case_in_hand(case_id, by)
    policies.check_by_hand(kind, details or {}, named=queries.contact_owner(case.pk))
    check_against(queries.position(case.pk), kind, detail_table.clean(details or {}), effective_at)
    return record_event(
        kind=kind,
        suspect_id=case.suspect_id,
        case_id=case.pk,
        effective_at=effective_at,
        details=details,
        by=by,
        at=at,
        command_id=command_id,
    )


def check_against(position, kind, said, effective_at):
    """Refuse what cannot be so as the suspect stands, or at this time."""
    if kind == Kind.BREACHED:
        policies.check_breach(said, queries.terms_that_stand(position))
    if kind == Kind.ORDER_ENDED:
        policies.check_order_end(position.orders, said.get("order"), effective_at)
    if kind == Kind.RELEASE_DATE_KNOWN:
        policies.check_release_date(said, effective_at)
    if kind == Kind.HEARING_LISTED:
        policies.check_hearing_date(said, effective_at)


@command
def record_release(*, case_id, effective_at, route="", details=None, by, at, command_id=None):
    """Record that the suspect of a case was released from custody, and how."""
    return enter_event(
        case_id=case_id,
        kind=Kind.RELEASED,
        effective_at=effective_at,
        details={**(details or {}), "route": route},
        by=by,
        at=at,
        command_id=command_id,
    )


@command
def record_breach(
    *, case_id, effective_at, breach_of, terms, arrested, not_arrested_why="", note="", by, at, command_id=None
):
    """Record that the suspect of a case breached bail, a licence, a notice or an order, and what was done.

    `terms` are those that were breached, each {kind, text} as it stands in the case, or other words.
    """
    return enter_event(
        case_id=case_id,
        kind=Kind.BREACHED,
        effective_at=effective_at,
        details={
            "breach_of": breach_of,
            "breached_terms": list(terms),
            "arrested": arrested,
            "not_arrested_why": not_arrested_why,
            "note": note,
        },
        by=by,
        at=at,
        command_id=command_id,
    )


def look_for_same(force_id, source, source_event_id, seal, person):
    """Raise AlreadyDone when this source of a force has sent this event before, Refused when it was another one."""
    if source_event_id and (known := queries.same_source_event(force_id, source, source_event_id)):
        policies.check_same(known, seal, person)
        raise AlreadyDone(queries.first_entry(known))


def where_it_goes(kind, person, case_id, force_id):
    """Return the cases into which an event goes, or those whose owners are asked whether it is of their matter.

    `sought` is the case that it names where that is no open one of his: somebody looks which it concerns. Meanwhile
    what is of the person is true in his open cases too, while the case that is named is his.
    """
    found = queries.concerned(person, case_id, force_id)
    named = next((case for case in found if str(case.pk) == str(case_id)), None)
    is_open = [case for case in found if case.state == "OPEN"]
    if named in is_open:
        return {"cases": [named]}
    if case_id:
        return {"cases": is_open if named and kind in OF_THE_PERSON else [], "sought": case_id}
    unclear = len(is_open) > 1 and kind not in OF_THE_PERSON
    return {"cases": [], "asked": is_open} if unclear else {"cases": is_open}


def case_in_hand(case_id, by):
    """Return an open case that this officer may record custody events of, locked."""
    case = queries.in_hand(case_id, reader=by)
    allow(by, Permission.CUSTODY_RECORD, case)
    policies.check_open(case)
    return case


def digest(kind, effective_at, details, case_id):
    """Return the mark by which a repeated message is known to say the same."""
    content = [str(kind), effective_at.astimezone(UTC).isoformat(), details, str(case_id or "")]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def enter(*, person, cases, asked=(), sought=None, source=OFFICER, source_event_id="", by, at, command_id, **columns):
    """Write the event and the cases that it concerns, and let the record know of it in each.

    The owners of the cases in `asked` are asked whether it concerns theirs, the CRU where it reached none or names a
    case that is `sought`.
    """
    event = CustodyEvent(
        force_id=by.posting.force_id, suspect=person, source=source, received_at=at, recorded_by=by, **columns
    )
    event.source_event_id = source_event_id or str(event.pk)
    event.digest = event.digest or digest(event.kind, event.effective_at, event.details, None)
    if event.kind == Kind.HEARING_LISTED:
        # Every later listing of the same hearing names it.
        event.details = {"hearing_ref": event.source_event_id} | event.details
    if source != OFFICER:
        hear(force_id=event.force_id, source=source, kind=event.kind, at=at)
    say_lapsed_before(event, cases, at)
    event.save(force_insert=True)
    attach(event, cases, by=by, at=at, command_id=command_id)
    if sought or not cases and not asked:
        keep(event, sought, by=by, at=at, command_id=None if cases else command_id)
    ask(event, asked, by=by, at=at, command_id=None if cases or sought else command_id)
    seek(event, by=by, at=at)
    return event


def attach(event, cases, *, by, at, command_id=None):
    """Let an event concern some cases: what follows from it follows in each, from when it took effect."""
    for case in cases:
        EventCase.objects.create(event=event, case=case)
    announce(event, cases, by=by, at=at, command_id=command_id)


def announce(event, cases, *, by, at, command_id):
    """Work out anew where each case stands and record the event in it."""
    for case in cases:
        position = derive(case)
        record(
            events.BY_KIND[event.kind],
            about=event,
            case=case,
            by=by,
            at=at,
            occurred_at=event.effective_at,
            command_id=command_id,
            level=case.risk_level,
            **facts.of(event, position),
        )
        command_id = None
        restate(case, position, event, by=by, at=at)
