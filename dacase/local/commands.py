"""Every manage.py command that is Django's or the apps': with the running database, or one started for it."""

import os
import signal
import sys
from contextlib import closing

from dacase.local.places import REPOSITORY, CannotRun, var_folder
from dacase.local.servers import Servers
from dacase.local.steps import run_logged, say, step

WITHOUT_DATABASE = {"help", "version"}
WITHOUT_TABLES = {"migrate", "makemigrations", "check", "showmigrations", "sqlmigrate", "dbshell"}
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
LOCAL_COMMANDS = """\
The local run:
    up [--port N] [--no-demo] [--reset] [--detach]   start everything
    down                                             stop it
    test [pytest arguments]                          run every test
"""


def run(arguments):
    """Run a Django command; standard output is the command's own."""
    if needs_no_database(arguments):
        if arguments[0] in ("help", "--help", "-h") and len(arguments) == 1:
            print(LOCAL_COMMANDS)
        os.environ.setdefault("DATABASE_URL", NOWHERE)
        os.environ.setdefault("DACASE_SECRET_KEY", "only to list the commands")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dacase.settings")
        return _execute(arguments)
    servers = Servers(var_folder())
    with servers.joined():
        os.environ.update(servers.environment())
        if servers.postgres and arguments[0] not in WITHOUT_TABLES:
            migrate_first(servers)
        return _execute(arguments)


def needs_no_database(arguments):
    """Return True for commands that only print what they are."""
    asks_help = any(word in ("--help", "-h") for word in arguments)
    return asks_help or arguments[0] in WITHOUT_DATABASE or arguments[0] == "--version"


def migrate_first(servers):
    """Create the tables of a local database that never had any."""
    if has_tables(servers.environment()["DATABASE_URL"]):
        return
    with step("Creating the tables"):
        migrate(servers.var, servers.environment())


def migrate(var, environment):
    """Bring the tables up to date, in a process of its own."""
    command = [sys.executable, REPOSITORY / "manage.py", "migrate", "--no-input"]
    run_logged(command, var / "log" / "migrate.log", "The tables could not be made.", environment)


def has_tables(url):
    """Return True when migrations were ever run in the database; raise CannotRun when it cannot be reached."""
    import psycopg

    try:
        connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise CannotRun(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error
    with closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        return cursor.fetchone()[0]


def _execute(arguments):
    from django.core.management import execute_from_command_line

    # A shell goes on after Ctrl-C; whoever does not catch it ends in `main`.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        execute_from_command_line([str(REPOSITORY / "manage.py"), *arguments])
    except SystemExit as ending:
        if isinstance(ending.code, str):
            say(ending.code)
            return 1
        return ending.code or 0
    return 0
