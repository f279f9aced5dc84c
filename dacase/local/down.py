"""`manage.py down`: stops what `up` started."""

import argparse
import os
import signal
import time
from contextlib import suppress

from dacase.local.locks import Lock, is_held
from dacase.local.places import CannotRun, var_folder
from dacase.local.servers import Servers

STOP_SECONDS = 130


def run(arguments):
    """Stop the running service and wait until all of it is gone."""
    argparse.ArgumentParser("manage.py down", description="Stop what `up` started.").parse_args(arguments)
    var = var_folder()
    if not is_held(var / "up.lock"):
        _stop_left_behind(var)
        print("Nothing is running.")
        return 0
    pid, _ = read_note(var)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_held(var / "up.lock"):
        if time.monotonic() > deadline:
            raise CannotRun(f"Process {pid} did not stop within {STOP_SECONDS} s.")
        time.sleep(0.1)
    print("Stopped.")
    return 0


def read_note(var):
    """Return (pid, address) of the running service from `up.pid`; the address is empty until it is healthy."""
    deadline = time.monotonic() + 5
    while True:
        with suppress(FileNotFoundError, ValueError, IndexError):
            lines = (var / "up.pid").read_text().splitlines()
            return int(lines[0]), [*lines, ""][1]
        if time.monotonic() > deadline:
            raise CannotRun("Something is starting or stopping here, and its up.pid is missing. Try again.")
        time.sleep(0.1)


def _stop_left_behind(var):
    """Stop a PostgreSQL that outlived a killed run and that nobody uses."""
    servers = Servers(var)
    if servers.postgres and servers.postgres.running():
        lock = Lock(var / "users.lock")
        with servers.changing:
            if lock.take(wait=False):
                servers.postgres.stop_left_behind()
            lock.release()
