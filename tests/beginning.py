"""How most tests begin: a force, its officers, a call and the case of it.

The services make each of these once in a run, with every rule and trigger at work. What they wrote is put back as rows
for every further test, which takes a tenth of the time.
"""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts import services as accounts
from accounts.models import Force, Officer, Posting
from accounts.permissions import Role
from incidents import services as incidents
from incidents.models import Case, Incident

# Monday 16 November 2026, ten in the morning in London.
AT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
PASSWORD = "a long demonstration password"  # noqa: S105
UNITS = {
    "control": "Control room",
    "response-1": "Response team 1",
    "response-2": "Response team 2",
    "ward-1": "Ward 1",
    "cru": "Central Referral Unit",
    "safeguarding": "Safeguarding team",
    "witness-care": "Witness care unit",
    "marac": "MARAC office",
    "standards": "Standards",
}
ROLES = {
    "operator": (Role.CONTROL, "control", "police staff"),
    "control_supervisor": (Role.CONTROL_SUPERVISOR, "control", "inspector"),
    "officer": (Role.RESPONSE, "response-1", "constable"),
    "other_officer": (Role.RESPONSE, "response-2", "constable"),
    "neighbourhood": (Role.NEIGHBOURHOOD, "ward-1", "constable"),
    "sergeant": (Role.SERGEANT, "response-1", "sergeant"),
    "other_sergeant": (Role.SERGEANT, "response-2", "sergeant"),
    "cru": (Role.CRU, "cru", "constable"),
    "other_cru": (Role.CRU, "cru", "constable"),
    "safeguarding": (Role.SAFEGUARDING, "safeguarding", "constable"),
    "witness_carer": (Role.WITNESS_CARE, "witness-care", "police staff"),
    "marac_coordinator": (Role.MARAC, "marac", "police staff"),
    "auditor": (Role.AUDITOR, "standards", "police staff"),
    "administrator": (Role.ADMINISTRATOR, "standards", "police staff"),
}
CALL = {
    "channel": "999",
    "address": "14 Harbour Row",
    "postcode": "CT16 1AA",
    "what": "Shouting and something broken",
    "kind": "DOMESTIC",
    "people": [
        {"role": "victim", "given_name": "Asha", "family_name": "Vale", "born_on": "1990-04-05"},
        {
            "role": "suspect",
            "given_name": "Dorian",
            "family_name": "Crane",
            "born_on": "1988-01-30",
            "relation": "ex_partner",
        },
    ],
}


def make_force():
    """Found a force with a control room, response teams, a ward and the specialist units."""
    return accounts.found_force(code="kent", name="Kent (demonstration)", units=UNITS)


def an_officer(name, rank, **more):
    """Return an officer, not yet kept, named after what they do."""
    first_name = name.replace("-", " ").title()
    return Officer(
        username=name, first_name=first_name, last_name="Example", rank=rank, email=f"{name}@example.org", **more
    )


def make_everybody(force, at):
    """Enrol and post one officer of every role; return {name: officer}."""
    units = {unit.code: unit for unit in force.units.all()}
    hashed = make_password(PASSWORD)
    staff = {name: an_officer(name.replace("_", "-"), rank, password=hashed) for name, (_, _, rank) in ROLES.items()}
    Officer.objects.bulk_create(staff.values())
    Posting.objects.bulk_create(
        Posting(officer=staff[name], role=role, force=force, unit=units[unit_code], from_at=at - timedelta(days=5000))
        for name, (role, unit_code, _) in ROLES.items()
    )
    return staff


def make_incident(operator, at):
    """Log a domestic call between ex-partners, two hours before `at`."""
    return incidents.log_call(by=operator, at=at - timedelta(hours=2), **CALL)


def make_case(incident, officer, at):
    """Let the response officer attend; return the case."""
    incidents.record_attendance(
        incident_id=incident.pk,
        arrived_at=at - timedelta(hours=1),
        positive_action="Separated them and took a first account",
        children="NONE",
        by=officer,
        at=at - timedelta(minutes=30),
    )
    return Case.objects.get(allegations__incident=incident)


class Beginning:
    """What each step wrote, and how to write it again where nothing but the steps before it has been written."""

    def __init__(self):
        self.texts = {}
        with transaction.atomic():
            with self.step("force"):
                force = make_force()
            with self.step("everybody"):
                staff = make_everybody(force, AT)
            with self.step("incident"):
                incident = make_incident(staff["operator"], AT)
            with self.step("case"):
                case = make_case(incident, staff["officer"], AT)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
        self.force_id, self.incident_id, self.case_id = force.pk, incident.pk, case.pk
        self.staff = {name: officer.pk for name, officer in staff.items()}

    @contextmanager
    def step(self, name):
        """Keep the rows that are written within the block."""
        before = all_rows()
        yield
        self.texts[name] = rewriting(before, all_rows())

    def put_back(self, name):
        """Write the rows of a step again, without asking the triggers that let them pass when they were made."""
        with connection.cursor() as cursor:
            cursor.execute(self.texts[name])

    def force(self):
        """Put the force back and return it."""
        self.put_back("force")
        return Force.objects.get(pk=self.force_id)

    def everybody(self):
        """Put everybody back and return {name: officer}."""
        self.put_back("everybody")
        officers = Officer.objects.in_bulk(self.staff.values())
        return {name: officers[pk] for name, pk in self.staff.items()}

    def incident(self):
        """Put the call back and return its incident."""
        self.put_back("incident")
        return Incident.objects.get(pk=self.incident_id)

    def case(self):
        """Put the attendance back and return the case."""
        self.put_back("case")
        return Case.objects.get(pk=self.case_id)


def all_rows():
    """Return {table: every row of it as JSON}."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            rows[table] = {row for (row,) in cursor.fetchall()}
    return rows


def rewriting(before, after):
    """Return the statements that lead from some rows to others."""
    changes = ["SET LOCAL session_replication_role = replica"]
    for table, rows in after.items():
        gone, new = sorted(before[table] - rows), sorted(rows - before[table])
        if gone:
            changes.append(f'DELETE FROM "{table}" t WHERE to_jsonb(t) IN ({", ".join(map(literal, gone))})')
        if new:
            rows_of = f'jsonb_populate_recordset(NULL::"{table}", {literal("[" + ",".join(new) + "]")})'
            changes.append(f'INSERT INTO "{table}" SELECT * FROM {rows_of}')
    return ";".join([*changes, "SET LOCAL session_replication_role = DEFAULT"])


def literal(json):
    """Return a text of JSON as PostgreSQL reads it in a statement."""
    return "'" + json.replace("'", "''") + "'::jsonb"
