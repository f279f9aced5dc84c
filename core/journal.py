"""The journal: the decorator that makes a command happen once, and the only way to write an Entry."""

import datetime
import functools
import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects

from core import duties, ladder, outbox
from core.errors import AlreadyDone, Refused
from core.models import SYSTEM, Entry

gathering = ContextVar("gathering", default=None)
CODE = re.compile(r"[\w.:@+/-]{0,80}", re.ASCII)


def command(function):
    """Make a service a command: one transaction, and once for each `command_id`.

    A repeat by the same officer raises AlreadyDone with the first entry; by another, Refused.
    A command that lost a race is looked up once more before its refusal is let out, since the
    refusal may be about its own earlier success.
    """

    @functools.wraps(function)
    def run(*, by, command_id=None, **arguments):
        try:
            with transaction.atomic():
                look_for(command_id, by)
                return function(by=by, command_id=command_id, **arguments)
        except (Refused, IntegrityError):
            look_for(command_id, by)
            raise

    return run


def look_for(command_id, by):
    """Raise AlreadyDone when `by` has done this command, Refused when somebody else has."""
    entry = command_id and Entry.objects.filter(command_id=command_id).first()
    if not entry:
        return
    if entry.by_id != by.pk:
        raise Refused("This form was already used by somebody else. Open the page again and repeat it.")
    raise AlreadyDone(entry)


def record(event, /, *, about, by, at, case=None, case_id=None, occurred_at=None, command_id=None, **facts):
    """Write down that `event` happened to `about`, open and meet duties, and book the reactions.

    `case` is a case in hand, locked and with its `owner_now`, and `case_id` that of another one.
    `at` is when we heard of it, `occurred_at` when it happened (the same unless given). Facts are
    codes, identifiers, numbers, days and times; free text raises ValueError, so that no personal
    word ever enters the journal. Returns the Entry. All in the caller's transaction.
    """
    case_id = case.pk if case else case_id
    entry = entry_of(event, about, by=by, at=at, case_id=case_id, occurred_at=occurred_at, facts=facts)
    entry.command_id, entry.case_in_hand = command_id, case
    waiting = gathering.get()
    if waiting is not None:
        waiting.append(entry)
        if duties.only_opens(event):
            return entry
        before = waiting[:-1]
        waiting.clear()
        write(before)
    entry.owed = duties.owners_for(entry)
    here = duties.at_hand(entry)
    catch_up(duties.late_of(here, entry), at, over=True)
    if duties.moves(event):
        catch_up(duties.late_moved(event, [entry]), at, over=event in duties.ENDS_ONE)
    entry.save(force_insert=True)
    duties.apply(entry, here=here)
    outbox.book([entry])
    return entry


@contextmanager
def gathered():
    """Write what is recorded meanwhile at once when it is over, in order: as few statements as for one entry.

    For a command that records several things of one moment and reads none of them back. An entry that ends or moves
    duties is still written when it is recorded, after those before it. Who owes is asked when they are written.
    """
    if gathering.get() is not None:
        yield
        return
    entries = []
    token = gathering.set(entries)
    try:
        yield
        write(entries)
    finally:
        gathering.reset(token)


def write(entries):
    """Write entries that only open duties, with these duties and what must follow, each kind in one statement."""
    if not entries:
        return
    put_down(entries)
    duties.open_each(entries)
    outbox.book(entries)


def put_down(entries):
    """Write entries at once, each with who owes what it opens."""
    duties.look_ahead([entry for entry in entries if duties.opens(entry)])
    for entry in entries:
        entry.owed = duties.owners_for(entry)
    Entry.objects.bulk_create(entries)


def entry_of(event, about, *, by, at, case_id, occurred_at, facts):
    """Return the Entry, not yet written, that `event` happened to `about`."""
    return Entry(
        event=event,
        case_id=case_id or getattr(about, "case_id", None),
        subject_type=about._meta.label_lower,
        subject_id=about.pk,
        by_id=getattr(by, "pk", SYSTEM),
        occurred_at=occurred_at or at,
        recorded_at=at,
        facts={name: plain(name, value) for name, value in facts.items()},
    )


def catch_up(late, at, *, over=False):
    """Let duties that end or move now climb the rungs whose marks have passed first, as a sweep in time had them climb.

    Not those that were opened at this very instant: no sweep could have come between.
    """
    prefetch_related_objects(late, "opened_by")
    climb_till([duty for duty in late if duty.opened_by.recorded_at < at], at, over=over)


def climb_till(late, at, *, over=False):
    """Let duties climb every rung whose mark has passed; `over` where they end now and nobody is called any more."""
    while late := [duty for duty in late if duties.marked(duty, at)]:
        record_climbs(ladder.climbs(late), at=at, over=over)


def record_climbs(climbs, *, at, early=False, again=False, over=False):
    """Write down at once that duties climbed: (duty, level, officer told). They open and end nothing themselves.

    `early` where a duty climbs before its mark, because its owner cannot be reached; `again` where it stays on its
    rung, because whoever was told there cannot be; `over` where it ends at this moment, so that nobody is called.
    """
    why = {"early": True} if early else {"again": True} if again else {}
    entries = [
        entry_of(
            duties.ESCALATED,
            duty,
            by=None,
            at=at,
            case_id=None,
            occurred_at=at if why else duty.next_mark_at,
            facts={"duty": duty.code, "level": level, "to": to} | why,
        )
        for duty, level, to in climbs
    ]
    Entry.objects.bulk_create(entries)
    for duty, level, to in climbs:
        duties.climb(duty, level, to)
    duties.ROWS.climbed([duty for duty, _, _ in climbs])
    with outbox.without_bell():
        outbox.book([] if over else entries)


def leave_number():
    """Leave one number of the journal out, as if something had been recorded that is hidden from most.

    The numbers of what stands on a timeline then tell nobody whether something hidden stands between.
    """
    if waiting := gathering.get():
        before = waiting[:]
        waiting.clear()
        write(before)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Entry._meta.db_table])


def record_many(event, rows, /, *, by, at):
    """Write down that one kind of event happened to many things at once; return the entries.

    `rows` are (about, case id, facts). Only for events that open no duty and are followed by nothing: what
    they move is moved in one statement.
    """
    if event in outbox.REACTIONS or duties.opens_any(event):
        raise ValueError(f"{event} opens duties or has reactions: record each on its own.")
    entries = [
        entry_of(event, about, by=by, at=at, case_id=case_id, occurred_at=at, facts=facts)
        for about, case_id, facts in rows
    ]
    if entries and duties.moves(event):
        catch_up(duties.late_moved(event, entries), at, over=event in duties.ENDS_ONE)
    Entry.objects.bulk_create(entries)
    duties.end_many(event, entries)
    duties.move_many(event, entries)
    return entries


def record_each(event, rows, /, *, by, at, occurred_at=None):
    """Write down that one kind of event happened in many cases; return the entries.

    `rows` are (case, facts), each of another case. What each ends and opens is ended and opened in a few statements,
    however many there are. Only for events that move nothing.
    """
    if duties.moves(event):
        raise ValueError(f"{event} moves duties: record it with record_many, or each on its own.")
    entries = [
        entry_of(event, case, by=by, at=at, case_id=case.pk, occurred_at=occurred_at, facts=facts)
        for case, facts in rows
    ]
    there = duties.at_hand_in(entries)
    catch_up([duty for entry in entries for duty in duties.late_of(there.get(entry.case_id, ()), entry)], at, over=True)
    put_down(entries)
    duties.apply_each(entries, there)
    outbox.book(entries)
    return entries


def plain(name, value):
    """Return `value` as the journal keeps it, or raise ValueError when it could hold free text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, uuid.UUID | datetime.datetime | datetime.date):
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(name, each) for each in value]
    if isinstance(value, dict):
        return {key: plain(name, each) for key, each in value.items()}
    raise ValueError(f"The fact {name} is not a code, number, day or identifier.")
