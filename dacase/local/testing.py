"""`manage.py test`: every test, on a throw-away PostgreSQL and Redis."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from dacase.local import assets, signals
from dacase.local.browser import chromium
from dacase.local.places import REPOSITORY, assets_folder, var_folder
from dacase.local.postgres import Postgres
from dacase.local.redis_server import Redis
from dacase.local.steps import say, step
from dacase.local.store import Store

PYTEST_STOP_SECONDS = 20
# Without arguments every test runs, on every core; a core that has nothing left takes over from another.
EVERYTHING = ["-q", "--numprocesses", "auto", "--dist", "worksteal"]


def run(arguments):
    """Run pytest with the arguments and return its exit status; the servers are gone afterwards."""
    var = var_folder()
    browser = chromium()
    compiled = assets_folder(var)
    assets.ensure(compiled, var / "log")
    with throw_away_folder() as folder, throw_away_servers(folder) as urls:
        environment = os.environ | urls
        environment |= {
            "CHROMIUM_PATH": browser,
            "DACASE_ASSETS": str(compiled),
            "DACASE_VAR": str(folder),
            "DACASE_SECRET_KEY": secrets.token_urlsafe(32),
        }
        return pytest(arguments or EVERYTHING, environment)


@contextlib.contextmanager
def throw_away_folder():
    """Give a temporary folder that every account may pass through, and delete it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dacase-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def throw_away_servers(folder):
    """Give the DATABASE_URL and REDIS_URL of servers that end with the block; those already named stay."""
    urls, started = {}, []
    try:
        with step("Starting throw-away PostgreSQL and Redis"):
            store = Store(folder / "local.json")
            kinds = {"DATABASE_URL": (Postgres, "postgres"), "REDIS_URL": (Redis, "redis")}
            for variable, (kind, name) in kinds.items():
                if os.environ.get(variable):
                    continue
                server = kind(folder / name, store, folder / f"{name}.log", throw_away=True)
                started.append(server)
                server.start()
                urls[variable] = server.url
        yield urls
    finally:
        with signals.held():
            for server in reversed(started):
                server.stop()
                server.remove()


def pytest(arguments, environment):
    """Run pytest in the foreground and return its exit status; stop it in the orderly way when we are stopped."""
    command = [sys.executable, "-m", "pytest", *arguments]
    with signals.held():
        process = signals.spawn(command, own_session=False, cwd=REPOSITORY, env=environment)
    try:
        return process.wait()
    except signals.Stopped as stopped:
        if stopped.number != signal.SIGINT:
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PYTEST_STOP_SECONDS)
        raise
    finally:
        if process.poll() is None:
            say("The tests did not stop in time and were ended.")
            process.kill()
            process.wait()
