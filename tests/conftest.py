"""One fixture per role, a fixed clock, one case to start from, and a wall around the network."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from rest_framework.test import APIClient

from accounts import services as accounts
from accounts.models import Officer, Posting
from accounts.permissions import Role
from incidents import services as incidents
from incidents.models import Case
from marac import services as marac

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "a long demonstration password"  # noqa: S105
LEFT_BEHIND = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
"""


def pytest_addoption(parser):
    """Let somebody who has time try more histories."""
    parser.addoption("--examples", type=int, default=6, help="how many random histories to try")


@pytest.fixture(autouse=True, scope="session")
def flush_past_append_only():
    """Let the test database be emptied between tests, past the triggers that refuse it.

    Whoever was left in it by a test that kills its processes is put out first, so that nobody waits for each other.
    """
    original = DatabaseOperations.sql_flush

    def sql_flush(self, style, tables, **options):
        # A table that a test wrote a few rows to is emptied thirty times as fast by DELETE as by TRUNCATE.
        emptied = [f"DELETE FROM {self.quote_name(table)};" for table in tables]
        return [
            LEFT_BEHIND,
            "SET session_replication_role = replica;",
            *emptied,
            "SET session_replication_role = DEFAULT;",
        ]

    DatabaseOperations.sql_flush = sql_flush
    yield
    DatabaseOperations.sql_flush = original


@pytest.fixture(autouse=True, scope="session")
def no_lot_is_drawn():
    """Let the lot fall on no assessment, so that a test says itself which are drawn or read twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("risk.services.reading.draw_lot", lambda: 99)
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords fast; nothing here depends on how slow a hash is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def at():
    """Monday 16 November 2026, ten in the morning in London."""
    return datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


@pytest.fixture
def days(at):
    """Return a function from a number of days to that moment after `at`."""
    return lambda count: at + timedelta(days=count)


@pytest.fixture
def force(db):
    """A force with a control room, a response team, a ward and the specialist units."""
    return accounts.found_force(
        code="kent",
        name="Kent (demonstration)",
        units={
            "control": "Control room",
            "response-1": "Response team 1",
            "response-2": "Response team 2",
            "ward-1": "Ward 1",
            "cru": "Central Referral Unit",
            "safeguarding": "Safeguarding team",
            "witness-care": "Witness care unit",
            "marac": "MARAC office",
            "standards": "Standards",
        },
    )


@pytest.fixture
def unit(force):
    """The response team in which the officer and the sergeant work."""
    return force.units.get(code="response-1")


def an_officer(name, rank, **more):
    """Return an officer, not yet kept, named after what they do."""
    first_name = name.replace("-", " ").title()
    return Officer(
        username=name, first_name=first_name, last_name="Example", rank=rank, email=f"{name}@example.org", **more
    )


@pytest.fixture
def post(force, at):
    """Return a function that enrols an officer and posts them: post(name, role, unit code, rank)."""

    def posted(name, role, unit_code, rank="constable", since=timedelta(days=5000)):
        officer = an_officer(name, rank)
        officer.set_password(PASSWORD)
        officer.save()
        Posting.objects.create(
            officer=officer, role=role, force=force, unit=force.units.get(code=unit_code), from_at=at - since
        )
        return officer

    return posted


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


def role_fixture(name):
    """Make the fixture of one role; where a test has everybody, it is one of them."""

    def fixture(request):
        if "everybody" in request.fixturenames:
            return request.getfixturevalue("everybody")[name]
        role, unit_code, rank = ROLES[name]
        return request.getfixturevalue("post")(name.replace("_", "-"), role, unit_code, rank)

    fixture.__doc__ = f"A {ROLES[name][0].label.lower()}."
    return pytest.fixture(fixture, name=name)


for each in ROLES:
    globals()[each] = role_fixture(each)


@pytest.fixture
def elder(post):
    """The longest-serving inspector, whose role decides nothing in a case."""
    return post("elder", Role.AUDITOR, "standards", "inspector", since=timedelta(days=9000))


@pytest.fixture
def everybody(force, at):
    """Every role at once: {name: officer}, as `post` makes them, but in few statements, since most tests have them."""
    units = {unit.code: unit for unit in force.units.all()}
    hashed = make_password(PASSWORD)
    staff = {name: an_officer(name.replace("_", "-"), rank, password=hashed) for name, (_, _, rank) in ROLES.items()}
    Officer.objects.bulk_create(staff.values())
    Posting.objects.bulk_create(
        Posting(officer=staff[name], role=role, force=force, unit=units[unit_code], from_at=at - timedelta(days=5000))
        for name, (role, unit_code, _) in ROLES.items()
    )
    return staff


@pytest.fixture
def call(operator):
    """Return a function that logs a domestic call between ex-partners; any keyword may be replaced."""

    def logged(at, by=operator, **changes):
        arguments = {
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
        return incidents.log_call(by=by, at=at, **(arguments | changes))

    return logged


@pytest.fixture
def incident(call, everybody, at):
    """A domestic call, logged two hours before `at`."""
    return call(at - timedelta(hours=2))


@pytest.fixture
def case(incident, officer, at):
    """The case of that call, attended and owned by the response officer."""
    incidents.record_attendance(
        incident_id=incident.pk,
        arrived_at=at - timedelta(hours=1),
        positive_action="Separated them and took a first account",
        children="NONE",
        by=officer,
        at=at - timedelta(minutes=30),
    )
    return Case.objects.get(allegations__incident=incident)


@pytest.fixture
def client_for():
    """Return a function from an officer to a browser that is signed in as them."""

    def signed_in(officer):
        client = Client()
        client.force_login(officer)
        return client

    return signed_in


@pytest.fixture
def api_for(at):
    """Return a function from an officer to an API client with their token."""

    def with_token(officer):
        client = APIClient()
        token = accounts.make_token(username=officer.username, at=at)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return client

    return with_token


@pytest.fixture
def refer(case, officer, at):
    """Return a function that refers the case on professional judgement; any keyword may be replaced."""

    def referred(**changes):
        arguments = {
            "case_id": case.pk,
            "judgement_reasons": "She is afraid to speak",
            "victim_told": "TOLD",
            "consent": "AGREES",
            "idva_told_at": at,
            "by": officer,
            "at": at,
        }
        return marac.refer_case(**(arguments | changes))

    return referred
