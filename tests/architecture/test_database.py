"""What the database itself keeps: what may only be added to, and migrations that lead there and back."""

import os
import subprocess
import sys
import uuid
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import ROOT, STORY

# Tables besides the histories that take new rows and nothing else.
KEPT = {
    "core_entry",
    "core_access",
    "incidents_gradedecision",
    "risk_conflict",
    "risk_decision",
    "risk_read",
    "risk_reviewpolicy",
    "witness_care_needsassessment",
    "witness_care_preparation",
    "witness_care_righttold",
    "witness_care_statementoffer",
    "witness_care_statementuse",
}
# Operations of migrations that cannot be undone, and why.
ONE_WAY = {}

# Every migration of ours is taken back and made again, down to the tables of the beginning.
BACK_AND_FORTH = """
import sys
import django
django.setup()
from django.db import connection
from django.db.migrations.loader import MigrationLoader

loader = MigrationLoader(connection)
everything = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
ours = [key for key in dict.fromkeys(everything) if key[0] in APPS and key[1] != "0001_initial"]
for way, keys in (("unapply", ours[::-1]), ("apply", ours)):
    for key in keys:
        before = loader.project_state(key, at_end=False)
        with connection.schema_editor() as editor:
            getattr(loader.graph.nodes[key], way)(before, editor)
    print(way, flush=True)
    sys.stdin.readline()
"""
# All that migrations make, in words that are alike where it is alike.
MADE = """
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(pg_proc.oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    UNION ALL SELECT relname FROM pg_class WHERE relkind IN ('S', 'v', 'm') AND relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""


def histories():
    """Return the tables of column history."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in STORY and hasattr(model, "history_type")
    }


def guarded():
    """Return the tables on which the append-only trigger is in force for every kind of change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE proname = 'append_only' AND tgenabled IN ('O', 'A') "
            "AND tgtype & 2 > 0 AND tgtype & 8 > 0 AND tgtype & 16 > 0 AND tgtype & 32 > 0"
        )
        return {row[0] for row in cursor.fetchall()}


def one_way(loaded):
    """Return each operation of some migrations that cannot be undone."""
    return [
        f"{app}.{migration.name} cannot undo {type(operation).__name__}"
        for app, migration in loaded
        for operation in migration.operations
        if not operation.reversible
    ]


@pytest.fixture
def migrated_database(django_db_setup, django_db_blocker):
    """The address of a copy of the tests' own database, and a connection to it; dropped afterwards.

    A database can be copied while nobody is in it.
    """
    with django_db_blocker.unblock():
        settings = connection.get_connection_params()
        connection.close()
    name = f"dacase_back_to_nothing_{uuid.uuid4().hex[:8]}"
    keys = ("host", "port", "user", "password")
    server = {key: settings[key] for key in keys if settings.get(key)}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as outside:
        outside.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [settings["dbname"]]
        )
        outside.execute(f"CREATE DATABASE {name} TEMPLATE {settings['dbname']}")
        with psycopg.connect(dbname=name, autocommit=True, **server) as inside:
            yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")), inside
        outside.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db
def test_journal_accesses_decisions_and_histories_are_append_only():
    assert len(histories()) >= 5
    assert sorted((histories() | KEPT) - guarded()) == []


@pytest.mark.django_db
def test_a_trigger_that_was_switched_off_or_dropped_is_noticed():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_entry DISABLE TRIGGER append_only")
        cursor.execute("DROP TRIGGER append_only ON core_access")

    assert KEPT - guarded() == {"core_entry", "core_access"}


@pytest.mark.django_db
def test_the_models_have_the_migrations_they_need():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_every_migration_can_be_undone():
    ours = [(app, each) for (app, _), each in MigrationLoader(None).disk_migrations.items() if app in STORY]

    assert len(ours) >= 8
    assert one_way(ours) == sorted(ONE_WAY)


def test_a_migration_that_cannot_be_undone_is_reported():
    stuck = SimpleNamespace(name="0009_stuck", operations=[migrations.RunSQL("SELECT 1")])

    assert one_way([("risk", stuck)]) == ["risk.0009_stuck cannot undo RunSQL"]


def test_every_migration_leads_back_and_makes_the_same_again(migrated_database):
    address, inside = migrated_database
    there, found = made(inside), {}

    done = subprocess.Popen(
        [sys.executable, "-c", f"APPS = {STORY[1:-1]!r}\n{BACK_AND_FORTH}"],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "dacase.settings"},
    )  # fmt: skip
    with done:
        for line in done.stdout:
            found[line.strip()] = made(inside)
            done.stdin.write("go on\n")
            done.stdin.flush()
        said = done.stderr.read()

    assert done.returncode == 0, said[-3000:]
    assert list(found) == ["unapply", "apply"]
    assert any("append_only" in each for each in there) and any("incidents_let_in" in each for each in there)
    assert not any("append_only" in each or "incidents_let_in" in each for each in found["unapply"])
    assert there == found["apply"]


def made(inside):
    """Return in words all that migrations made in a database."""
    return {said for (said,) in inside.execute(MADE)}
