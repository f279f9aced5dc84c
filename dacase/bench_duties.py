"""What the duty engine costs, as ratios on this machine. Everything is rolled back; nothing is kept."""

import statistics
import time
import uuid
from datetime import timedelta

from django.db import connection, transaction

from core import escalation, rebuilding
from core.errors import Refused
from core.models import Duty, Entry, Heartbeat
from custody import services as custody
from incidents.models import Case, Incident

# One entry opens them all; each is the only one of its scope. One in a hundred is due.
FILL = """
INSERT INTO core_duty (id, code, case_id, subject_type, subject_id, scope_id, opened_by_id, started_at, due_at, basis,
    owed_by, owner_id, role, ended_at, ended_as, ended_by_id, level, next_mark_at)
SELECT gen_random_uuid(), 'ASSESS', %(case)s, 'incidents.case', %(case)s, gen_random_uuid(), %(entry)s, %(at)s,
    due, 'ASSESS@1900-01-01', 'case_owner', md5((n %% 1000)::text)::uuid, '', {ended}, 0, due
FROM generate_series(1, %(count)s) AS n,
    LATERAL (SELECT %(at)s + (CASE WHEN n %% 100 = 0 THEN -1 ELSE n END) * interval '1 minute' AS due) AS marks
"""
OPEN, CLOSED = "NULL, '', NULL", "%(at)s, 'MET', %(entry)s"
# Reports of domestic abuse in Kent in 2021, ten times.
KENT_TEN_YEARS = 10 * 38_476
PAGE = 100


def seconds(action):
    """Return how long an action takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def median(action, times):
    """Return the median time of an action, the first try left out."""
    action()
    return statistics.median(seconds(action) for _ in range(times))


def run(*, count, at):
    """Return {name: figure} of the sweep, a custody event, a work list, and the rebuilding."""
    entry = Entry.objects.exclude(case_id=None).order_by("-pk").first()
    case = Case.objects.filter(state="OPEN").order_by("pk").first()
    if entry is None or case is None:
        raise Refused("There is no open case to measure with. Load the demo force first.")
    # The rebuilding first: what the sweep puts in and takes back leaves dead rows behind, which would be read as well.
    return custody_event(case, at) | rebuild(at) | sweep(entry, count, at)


def custody_event(case, at):
    """Measure a custody event with all its duties against one durable insert: a further one of a system we know."""
    insert, officer = durable_insert(30), case.ownerships.get(until_at=None).officer

    def event(*, keep=False):
        with transaction.atomic():
            custody.record_event(
                kind="BAIL_VARIED",
                suspect_id=case.suspect_id,
                case_id=case.pk,
                effective_at=at,
                source="bench",
                source_event_id=str(uuid.uuid4()),
                by=officer,
                at=at,
            )
            transaction.set_rollback(not keep)

    with transaction.atomic():
        event(keep=True)
        whole = median(event, 30) + insert
        transaction.set_rollback(True)
    return {"durable_insert_ms": insert * 1000, "custody_event_ms": whole * 1000, "custody_event_ratio": whole / insert}


def durable_insert(times):
    """Return the median time to insert one row and wait until it is safe; the rows are taken away afterwards."""
    rows = [Heartbeat(name=str(uuid.uuid4())[:30], at="2000-01-01T00:00:00Z") for _ in range(times)]
    taken = statistics.median(seconds(lambda row=row: row.save(force_insert=True)) for row in rows)
    Heartbeat.objects.filter(name__in=[row.name for row in rows]).delete()
    return taken


def sweep(entry, count, at):
    """Measure the sweep over many open duties, then with as many closed ones, and a work list among them."""
    found = {}
    with transaction.atomic():
        arguments = {"case": entry.case_id, "entry": entry.pk, "at": at, "count": count}
        escalation.sweep(at)
        fill(OPEN, arguments)
        found |= work_list()
        found["sweep_due"] = Duty.objects.filter(ended_at=None, next_mark_at__lte=at).count()
        found["sweep_seconds"] = once(lambda: climb(at))
        fill(CLOSED, arguments)
        found["sweep_with_closed_seconds"] = once(lambda: climb(at))
        transaction.set_rollback(True)
    return found


def climb(at):
    """Climb every rung that is due, as the sweep does."""
    while escalation.sweep_once(at, 2000):
        continue


def once(action):
    """Return how long an action takes, and undo it."""
    with transaction.atomic():
        taken = seconds(action)
        transaction.set_rollback(True)
    return taken


def fill(ended, arguments):
    """Put in many duties, open or closed, and let the database count them."""
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(ended=ended), arguments)
        cursor.execute("ANALYZE core_duty")


def work_list():
    """Measure the first page of one officer's work list against the same rows by primary key."""
    owner = Duty.objects.filter(code="ASSESS", ended_at=None).order_by("-pk").first().owner_id
    listed = Duty.objects.filter(owner_id=owner, ended_at=None).order_by("due_at", "pk")
    keys = [duty.pk for duty in listed[:PAGE]]
    page = median(lambda: list(listed[:PAGE]), 50)
    probe = median(lambda: list(Duty.objects.filter(pk__in=keys)), 50)
    return {"work_list_ms": page * 1000, "primary_key_ms": probe * 1000, "work_list_ratio": page / probe}


def rebuild(at):
    """Measure the replay of the journal that is here, and say how long ten years of Kent would take."""
    entries, reports = Entry.objects.count(), max(Incident.objects.count(), 1)
    taken = once(lambda: rebuilding.rebuild(apply_changes=False))
    years = KENT_TEN_YEARS * entries / reports
    return {
        "journal_entries": entries,
        "entries_a_second": entries / taken,
        "kent_ten_years_entries": years,
        "kent_ten_years_minutes": years / (entries / taken) / 60,
    }


def last_moment(at):
    """Return a moment safely after everything on record."""
    return max(
        at, Entry.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first() or at
    ) + timedelta(seconds=1)
