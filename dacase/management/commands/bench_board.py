"""`manage.py bench_board`: what the live board costs the database among many incidents; nothing is kept."""

import json
import random
from statistics import median
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import Role
from core.models import Entry
from incidents import services as incidents
from incidents.presenters import supervision as board
from law import clocks

ROUNDS = 200
PEOPLE = [
    {"role": "victim", "given_name": "Asha", "family_name": "Vale"},
    {"role": "suspect", "given_name": "Dorian", "family_name": "Crane", "relation": "ex_partner"},
]
# The past of the force: closed matters of the cases of today, spread over ten years.
PAST = """
WITH sample AS (SELECT * FROM incidents_incident LIMIT 1), made AS (
    INSERT INTO incidents_incident (id, force_id, number, kind, occurred_at, reported_at, reported_on, what, domestic,
        connected, children, facts, violent, firearms, default_grade, chosen_grade, grade, grade_reasons, grade_note,
        source, external_id)
    SELECT gen_random_uuid(), force_id, 'past-' || n, kind, reported_at - n * interval '5 minutes',
        reported_at - n * interval '5 minutes', (reported_at - n * interval '5 minutes')::date, what, domestic,
        connected, children, facts, violent, firearms, default_grade, chosen_grade, grade, grade_reasons, grade_note,
        source, external_id
    FROM sample, generate_series(1, %s) n RETURNING id, reported_on)
INSERT INTO incidents_allegation (id, incident_id, victim_id, suspect_id, case_id, victim_identity_id,
    suspect_identity_id, reported_on, violent, connected, intimate)
SELECT gen_random_uuid(), made.id, victim_id, suspect_id, case_id, victim_identity_id, suspect_identity_id,
    made.reported_on, violent, connected, intimate
FROM made, (SELECT * FROM incidents_allegation LIMIT 1) pair
"""


class Command(BaseCommand):
    help = "Print what the live board costs, as a ratio to a primary-key probe, among so many incidents."

    def add_arguments(self, parser):
        parser.add_argument("--incidents", type=int, default=1_000_000, help="incidents in the history of the force")
        parser.add_argument("--open", type=int, default=60, help="how many are on the board")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, incidents, **options):
        if options["open"] < 1 or incidents < 0:
            raise CommandError("Say at least one incident on the board, among nought or more.")
        now = timezone.now()
        with transaction.atomic():
            reader = fill(incidents, options["open"], now)
            found = {"incidents": incidents, "open": options["open"], **measure(reader, now)}
            transaction.set_rollback(True)
        self.stdout.write(json.dumps(found) if options["json"] else words(found))


def fill(past, count, now):
    """Make a force with a past and a board; return its supervisor. The transaction is the caller's."""
    force = accounts.found_force(code="bench", name="Bench", units={"control": "Control room"})
    staff = [
        accounts.enrol(username=f"bench-{role.lower()}", first_name="Ida", last_name="Example", rank="inspector")
        for role in (Role.CONTROL, Role.CONTROL_SUPERVISOR)
    ]
    for officer, role in zip(staff, (Role.CONTROL, Role.CONTROL_SUPERVISOR), strict=True):
        accounts.post(officer=officer, role=role, unit=force.units.get(), from_at=now - clocks.ONE_DAY)
    for number in range(count):
        incident = incidents.log_call(
            channel="999",
            people=PEOPLE,
            facts={"weapon": "knife"} if number % 3 else {},
            what="Bench",
            by=staff[0],
            at=now,
        )
        if number % 2:
            incidents.send_unit(incident_id=incident.pk, unit=f"B{number}", by=staff[0], at=now)
    with connection.cursor() as cursor:
        cursor.execute(PAST, [past])
        for table in (
            "incidents_incident",
            "incidents_case",
            "incidents_allegation",
            "incidents_watch",
            "incidents_hit",
        ):
            cursor.execute(f"ANALYZE {table}")
    return staff[1]


def measure(reader, now):
    """Return the milliseconds of a probe and of all the board asks, at the median, and how many queries it is."""
    reader.posting  # noqa: B018 - read once for every page, and no part of the board
    with CaptureQueriesContext(connection) as captured:
        shown = board.board(reader, now)
    asked = [query["sql"] for query in captured]
    keys = list(Entry.objects.values_list("pk", flat=True)[:500])
    choose = random.Random(1)
    probe = median(timed(f"SELECT * FROM core_entry WHERE id = {choose.choice(keys)}") for _ in range(ROUNDS))
    parts = [median(timed(sql) for _ in range(ROUNDS)) for sql in asked]
    # Whether a restricted case is on the board, how many there are, and the list of the first page.
    listed = sum(parts[:3])
    return {
        "rows": len(shown["rows"]),
        "queries": len(asked),
        "probe_ms": round(probe, 3),
        "list_ms": round(listed, 3),
        "board_ms": round(sum(parts), 3),
        "list_ratio": round(listed / probe, 1),
        "board_ratio": round(sum(parts) / probe, 1),
    }


def timed(sql):
    """Return how many milliseconds a statement takes with all its rows."""
    with connection.cursor() as cursor:
        began = perf_counter()
        cursor.execute(sql)
        cursor.fetchall()
        return (perf_counter() - began) * 1000


def words(found):
    """Return the figures in one line."""
    return (
        f"Board of {found['rows']} among {found['incidents']:,} incidents: list {found['list_ms']} ms "
        f"({found['list_ratio']}x a primary-key probe of {found['probe_ms']} ms), all {found['queries']} queries "
        f"{found['board_ms']} ms ({found['board_ratio']}x)."
    )
