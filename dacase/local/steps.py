"""Long steps: one line each with its time, their output in a log, the log's end shown when they fail."""

import subprocess
import sys
import time
from contextlib import contextmanager

from dacase.local import signals
from dacase.local.places import REPOSITORY, CannotRun, tail


def say(text="", end="\n"):
    """Tell the person at the keyboard; standard output stays free for what the command prints."""
    print(text, end=end, file=sys.stderr, flush=True)


@contextmanager
def step(what):
    """Name a step when it begins and add its seconds when it is done."""
    started = time.monotonic()
    say(f"  {what} … ", end="")
    try:
        yield
    except BaseException:
        say("stopped")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def run_logged(command, log, sentence, environment=None):
    """Run a command to its end with its output in `log`; raise CannotRun with `sentence` when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    process = None
    try:
        with log.open("wb") as output, signals.held():
            process = signals.spawn(
                command, cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        code = process.wait()
    finally:
        if process:
            signals.kill_group(process)
    if code:
        raise CannotRun(f"{sentence} The whole log: {log}", tail(log))
