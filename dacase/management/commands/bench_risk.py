"""`manage.py bench_risk`: what keeping an answer costs, and what the lists of risk cost beside reading rows by key."""

import json
import uuid
from contextlib import contextmanager
from datetime import timedelta
from statistics import median, quantiles

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Officer
from accounts.permissions import Permission, Role
from core.models import Duty, Unseen
from dacase import ended
from dacase.bench_answers import DRAFTS, keep
from dacase.bench_plans import plans_of
from dacase.management.commands.bench_calls import a_table, metered
from dacase.work import LISTS, SHOWN, first_of
from incidents import services as incidents
from law import questionnaires
from risk import queries, services
from risk.models import Assessment
from risk.queries import signing
from risk.queries.waiting import PEOPLE
from risk.queries.waiting import SHOWN as SHOWN_OF_EACH
from risk.states import POLICE, State

A_CASE = 4
WAITING = 400
TIMES = 41
NOBODY = uuid.UUID(int=1)
GOALS = {"answer": 3.0, "list": 1.5}
UNITS = {"control": "Control room", "team": "Response team", "desk": "Specialists"}
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'
"""
UNSEEN = """
    INSERT INTO core_unseen (id, duty_id, officer_id, entry_id, at, case_id)
    SELECT gen_random_uuid(), id, owner_id, ended_by_id, ended_at, case_id FROM core_duty
    WHERE owner_id = %s AND ended_at < now() - interval '30 seconds' ON CONFLICT DO NOTHING
"""


class Command(BaseCommand):
    help = (
        "Fill a force with so many assessments in a database of its own, which is dropped afterwards. Print what "
        "keeping one answer costs as a ratio to a durable insert of one row, and what the first page of every list "
        "costs each role as a ratio to reading the same rows by their keys, all in the same run."
    )

    def add_arguments(self, parser):
        parser.add_argument("--assessments", type=int, default=20_000, help="how many assessments (at least 400)")
        parser.add_argument("--answers", type=int, default=200, help="how many answers to keep (at least 20)")
        parser.add_argument("--json", action="store_true", help="one JSON object")
        parser.add_argument("--plans", action="store_true", help="how the database reads each list that is too dear")
        parser.add_argument("--here", action="store_true", help="in this database, and roll it back")

    def handle(self, *, assessments, answers, **options):
        if assessments < A_CASE * 100 or answers < 20:
            raise CommandError("At least 400 assessments and 20 answers are needed for figures that say something.")
        with rolled_back() if options["here"] else apart():
            found = measured(assessments, answers, timezone.now(), plans=options["plans"])
        self.stdout.write(json.dumps(found) if options["json"] else words(found))


@contextmanager
def rolled_back():
    """Leave nothing behind in this database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def apart():
    """Work in a database that is made for this and dropped afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measured(assessments, answers, now, plans=False):
    """Fill the force, measure, and return the figures."""
    staff, case, signed, draft = begin(now)
    with transaction.atomic():
        fill(case, signed, draft, assessments, now, control=staff[Role.CONTROL].posting.unit_id)
    tidy()
    with a_table() as insert:
        inserts, taken, shapes = keep(staff[Role.RESPONSE], answers, now, insert)
    one, kept = quantiles(inserts, n=20)[-1], quantiles(taken, n=20)[-1]
    lists = {name: of_list(rows, by_key, plans) for name, rows, by_key in every_list(staff.values())}
    return {
        "answer_statements": {name: round(spent / answers, 3) for name, spent in shapes.most_common()},
        "assessments": Assessment.objects.count(),
        "insert_p95_ms": round(one, 3),
        "answer_p95_ms": round(kept, 3),
        "answer_ratio": round(kept / one, 2),
        "answer_median_ratio": round(median(taken) / median(inserts), 2),
        "lists": lists,
        "worst_list_ratio": max(each["ratio"] for each in lists.values() if each["rows"]),
        "slowest_empty_list_ms": max((each["ms"] for each in lists.values() if not each["rows"]), default=None),
        "goals": GOALS,
    }


def begin(now):
    """Return an officer for every role, a case, its signed-off assessment, and a draft of another case."""
    force = accounts.found_force(code="bench", name="Bench", units=UNITS)
    places = {Role.CONTROL: "control", Role.CONTROL_SUPERVISOR: "control", Role.CRU: "desk", Role.SAFEGUARDING: "desk"}
    staff = {role: posted(force, role, places.get(role, "team"), now) for role in Role}
    officer, sergeant = staff[Role.RESPONSE], staff[Role.SERGEANT]
    cases = [a_case(staff, number, now) for number in range(2)]
    drafts = [services.start_assessment(case_id=case.pk, by=officer, at=now) for case in cases]
    handed_in = services.submit_assessment(
        assessment_id=drafts[0].pk,
        answers={item.code: "NO" for item in questionnaires.load(POLICE).items},
        children="NONE",
        grade="MEDIUM",
        grade_reasons="Bench",
        by=officer,
        at=now,
    )
    signed = services.sign_off_assessment(
        assessment_id=handed_in.pk, content_hash=handed_in.content_hash, by=sergeant, at=now
    )
    return staff, cases[0], signed, drafts[1]


def posted(force, role, unit, now):
    """Return an officer who is posted in a role."""
    officer = accounts.enrol(username=f"bench-{role.lower()}", first_name="Ida", last_name=role.title())
    accounts.post(officer=officer, role=role, unit=force.units.get(code=unit), from_at=now - timedelta(days=900))
    return officer


def a_case(staff, number, now):
    """Return a case of two people whom nobody knows yet, owned by the response officer."""
    named = [{"given_name": f"{name}{number}", "family_name": "Bench"} for name in ("Una", "Odo")]
    victim, suspect = named
    incident = incidents.log_call(
        channel="999",
        address=f"{number} Bench Row",
        postcode="CT16 1AA",
        what="Shouting",
        kind="DOMESTIC",
        people=[{"role": "victim", **victim}, {"role": "suspect", "relation": "ex_partner", **suspect}],
        by=staff[Role.CONTROL],
        at=now - timedelta(hours=2),
    )
    incidents.record_attendance(
        incident_id=incident.pk,
        arrived_at=now - timedelta(hours=1),
        positive_action="Bench",
        children="NONE",
        by=staff[Role.RESPONSE],
        at=now - timedelta(minutes=30),
    )
    return incident.allegations.get().case


def fill(case, signed, draft, assessments, now, *, control):
    """Copy the case with its victim, its assessment and its duties until there are so many of them.

    The checks of the database rest meanwhile, since every copy is like a row that passed them.
    """
    count = assessments // A_CASE
    waiting = min(WAITING, count // 2)
    with connection.cursor() as cursor:
        without_checks(cursor)
        cursor.execute(
            "CREATE TEMP TABLE bench ON COMMIT DROP AS SELECT number, gen_random_uuid() AS person, "
            "gen_random_uuid() AS new_case FROM generate_series(1, %s) AS number",
            [count],
        )
        copy(cursor, "people_person", case.victim_id, {"id": "person", "identity_id": "person"})
        # One case in ten is still of the control room, which signs off its own.
        unit = "CASE WHEN number %% 10 = 0 THEN %(control)s::uuid ELSE old.unit_id END"
        new = {"id": "new_case", "victim_id": "person", "counter_case_id": "NULL", "unit_id": unit}
        copy(cursor, "incidents_case", case.pk, new, control=str(control))
        moment = "%(now)s::timestamptz - (number %% 800) * interval '1 day' - asked * interval '7 hours'"
        copy(
            cursor,
            "risk_assessment",
            signed.pk,
            {
                "id": "gen_random_uuid()",
                "case_id": "new_case",
                "assessed_at": moment,
                "submitted_at": moment,
                "signed_off_at": moment,
                "needs_review": "number <= %(waiting)s AND asked = 1",
                "corrects_id": "NULL",
            },
            each=f"CROSS JOIN generate_series(1, {A_CASE}) AS asked",
            now=now,
            waiting=waiting,
        )
        copy(
            cursor,
            "risk_assessment",
            signed.pk,
            {
                "id": "gen_random_uuid()",
                "case_id": "new_case",
                "state": f"'{State.SUBMITTED}'::text",
                "waits_in_id": "(SELECT unit_id FROM incidents_case WHERE id = new_case)",
                "submitted_at": "%(now)s::timestamptz - number * interval '1 minute'",
                "signed_off_at": "NULL",
                "signed_off_by_id": "NULL",
                "signed_off_grade": "''::text",
                "held_grade": "''::text",
                "needs_review": "false",
            },
            each="AND number BETWEEN %(waiting)s + 1 AND 2 * %(waiting)s",
            now=now,
            waiting=waiting,
        )
        copy(
            cursor,
            "risk_assessment",
            draft.pk,
            {"id": "gen_random_uuid()", "case_id": "new_case"},
            each="AND number <= %(drafts)s",
            drafts=DRAFTS,
        )
        fill_duties(cursor, case, waiting, now)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def without_checks(cursor):
    """Let the checks of the database rest in this transaction, or say what its account would have to be granted."""
    try:
        cursor.execute("SET LOCAL session_replication_role = replica")
    except ProgrammingError:
        raise CommandError(
            "The account of the database may not rest its checks. On a server that holds nothing of value, grant it: "
            f'GRANT SET ON PARAMETER session_replication_role TO "{connection.settings_dict["USER"]}".'
        ) from None


def tidy():
    """Let the database know its tables, as it does by itself in time; where it may not vacuum, count at least."""
    how = "ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"
    with connection.cursor() as cursor:
        for table in ("people_person", "incidents_case", "risk_assessment", "core_duty", "core_unseen"):
            cursor.execute(f"{how} {table}")


def fill_duties(cursor, case, waiting, now):
    """Copy one duty to every case, done, and to the first of them those that each officer owes, and owed."""
    duty = Duty.objects.filter(case_id=case.pk, ended_at=None).first()
    done = {"ended_at": "now()", "ended_as": "'MET'::text", "ended_by_id": "old.opened_by_id", "next_mark_at": "NULL"}
    mine = {"id": "gen_random_uuid()", "scope_id": "gen_random_uuid()", "case_id": "new_case"}
    copy(cursor, "core_duty", duty.pk, mine | done)
    for officer in Officer.objects.filter(username__startswith="bench-"):
        posting = officer.posting
        owed = {
            "owner_id": "%(owner)s::uuid",
            "role": "%(role)s::text",
            "unit_id": "%(unit)s::uuid",
            "escalated_to_id": "%(owner)s::uuid",
            "due_at": "%(now)s::timestamptz + (number - 50) * interval '1 hour'",
        }
        others = {"ended_at": "%(now)s::timestamptz - number * interval '1 minute'"}
        for row in (mine | owed, mine | owed | done | others):
            copy(
                cursor,
                "core_duty",
                duty.pk,
                row,
                each="AND number <= %(waiting)s",
                now=now,
                waiting=waiting,
                owner=str(officer.pk),
                role=posting.role,
                unit=str(posting.unit_id),
            )
        cursor.execute(UNSEEN, [str(officer.pk)])


def copy(cursor, table, pk, changes, each="", **arguments):
    """Copy one row of a table once for each row of `bench`, with other values in some columns."""
    cursor.execute(COLUMNS, [table])
    names = [name for (name,) in cursor.fetchall()]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(changes.get(name, f'old."{name}"') for name in names)
    joined, where = (each, "") if each.startswith("CROSS") else ("", each)
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} old CROSS JOIN bench {joined} "  # noqa: S608
        f"WHERE old.id = %(pk)s {where}",
        {"pk": pk, **arguments},
    )


def every_list(officers):
    """Return (name, the first page of a list, the same rows by key) for each list of each role."""
    found = []
    for officer in officers:
        waiting = []
        if officer.may(Permission.RISK_SIGN_OFF) is None:
            waiting.append(("sign off", queries.waiting_for_sign_off))
            waiting.append(("sign off elsewhere", signing.waiting_elsewhere))
        if officer.may(Permission.RISK_REVIEW) is None:
            waiting.append(("review", queries.waiting_for_review))
        found += [(f"{officer.posting.role}: {name}", page_of(query, officer), assessments) for name, query in waiting]
        found += [(f"{officer.posting.role}: work, {which}", work_of(officer, which), duties) for which in LISTS]
        found.append((f"{officer.posting.role}: work, done by others", ended_of(officer), ended_duties))
    return found


def page_of(query, officer):
    """Return a function that reads the first page of a list of assessments as its page does."""
    return lambda: query(officer)


def work_of(officer, which):
    """Return a function that reads one work list as its page does."""
    return lambda: first_of(officer, which, SHOWN + 1)


def ended_of(officer):
    """Return a function that reads the list of what others ended as its page does."""
    return lambda: ended.first_unseen(officer, ended.SHOWN + 1)


def assessments(keys):
    """Read assessments with the same people by their keys."""
    return list(Assessment.objects.filter(pk__in=keys).select_related(*PEOPLE).only(*SHOWN_OF_EACH))


def duties(keys):
    """Read duties by their keys."""
    return list(Duty.objects.filter(pk__in=keys))


def ended_duties(keys):
    """Read what is unseen with its duties and what ended them by their keys."""
    return list(Unseen.objects.filter(pk__in=keys).select_related("duty", "entry"))


def of_list(rows, by_key, plans=False):
    """Return how many rows a list shows, and its cost beside the same rows read by key, turn by turn."""
    # In one transaction, as every request is: without one a list cannot be planned once.
    with transaction.atomic():
        keys = [row.pk for row in rows()]
        listed, probed = [], []
        for _ in range(TIMES):
            listed.append(timed(rows))
            probed.append(timed(lambda: by_key(keys or [NOBODY])))
    one, other = quick(listed), quick(probed)
    found = {"rows": len(keys), "ms": round(one, 2), "by_key_ms": round(other, 2), "ratio": round(one / other, 2)}
    return found | ({"plans": plans_of(rows)} if plans and found["ratio"] > GOALS["list"] else {})


def quick(taken):
    """Return what the quickest quarter stays under: other work on the machine only ever adds."""
    return quantiles(taken, n=4)[0]


def timed(read):
    """Return the milliseconds that the database takes for a read."""
    with metered() as meter:
        read()
    return meter.seconds * 1000


def words(found):
    """Return the figures in lines."""
    lines = [
        f"{found['assessments']} assessments in one run.",
        f"A durable insert of one row: {found['insert_p95_ms']} ms (95 in 100).",
        f"Keeping one answer: {found['answer_p95_ms']} ms, {found['answer_ratio']} times the insert "
        f"(goal {found['goals']['answer']}), in the middle {found['answer_median_ratio']} times.",
        f"Lists, beside the same rows read by key (goal {found['goals']['list']}; an empty one beside nothing at all):",
    ]
    lines += [
        f"  {name}: {each['rows']} rows, {each['ms']} ms, {each['ratio']} times"
        for name, each in sorted(found["lists"].items(), key=lambda pair: -pair[1]["ratio"])
    ]
    lines += [f"  {ms} ms an answer: {name}" for name, ms in found["answer_statements"].items()]
    lines += [f"{name}:\n{plan}" for name, each in found["lists"].items() for plan in each.get("plans", ())]
    return "\n".join(lines)
