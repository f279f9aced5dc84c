"""One fixture per role, a fixed clock, one case to start from, and a wall around the network."""

import gc
import os
from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from rest_framework.test import APIClient

from accounts import services as accounts
from accounts.models import Officer, Posting
from accounts.permissions import Role
from incidents import services as incidents
from marac import services as marac
from tests.beginning import (
    AT,
    CALL,
    PASSWORD,
    ROLES,
    Beginning,
    an_officer,
    make_case,
    make_everybody,
    make_force,
    make_incident,
)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
LEFT_BEHIND = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
"""


def pytest_addoption(parser):
    """Let somebody who has time try more histories."""
    parser.addoption("--examples", type=int, default=6, help="how many random histories to try")


def pytest_collection_finish():
    """Look seldom for what can be thrown away, and not among what stays: it took a tenth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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
    return AT


@pytest.fixture
def days(at):
    """Return a function from a number of days to that moment after `at`."""
    return lambda count: at + timedelta(days=count)


@pytest.fixture(scope="session")
def beginning(django_db_setup, django_db_blocker):
    """The force, everybody, the call and the case as the services make them, to be put back for each test."""
    with django_db_blocker.unblock():
        return Beginning()


@pytest.fixture
def put_back(request, db, beginning, at):
    """Return a function that puts a step of the beginning back, or None where the services have to make it.

    They have to where a test begins at another time, commits for others to see, or has enrolled somebody before.
    """
    usual = at == AT and connection.in_atomic_block
    enrolled = {"force": 0, "everybody": 0, "incident": len(ROLES), "case": len(ROLES)}

    def step(name):
        if usual and Officer.objects.count() == enrolled[name]:
            return getattr(beginning, name)()
        return None

    return step


@pytest.fixture
def force(put_back):
    """A force with a control room, a response team, a ward and the specialist units."""
    return put_back("force") or make_force()


@pytest.fixture
def unit(force):
    """The response team in which the officer and the sergeant work."""
    return force.units.get(code="response-1")


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
def everybody(put_back, force, at):
    """Every role at once: {name: officer}, as `post` makes them, but in few statements, since most tests have them."""
    return put_back("everybody") or make_everybody(force, at)


@pytest.fixture
def call(operator):
    """Return a function that logs a domestic call between ex-partners; any keyword may be replaced."""

    def logged(at, by=operator, **changes):
        return incidents.log_call(by=by, at=at, **(CALL | changes))

    return logged


@pytest.fixture
def incident(put_back, everybody, at):
    """A domestic call, logged two hours before `at`."""
    return put_back("incident") or make_incident(everybody["operator"], at)


@pytest.fixture
def case(put_back, incident, officer, at):
    """The case of that call, attended and owned by the response officer."""
    return put_back("case") or make_case(incident, officer, at)


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
