"""`up --detach`: the same run in the background; this process stays only until it is healthy."""

import subprocess
import sys
import time

from dacase.local import signals
from dacase.local.down import read_note
from dacase.local.places import REPOSITORY
from dacase.local.steps import say


def detach(arguments, var):
    """Start the run in the background, show how it goes, and return 0 when it is healthy."""
    log = var / "log" / "up.log"
    (var / "up.pid").unlink(missing_ok=True)
    command = [sys.executable, REPOSITORY / "manage.py", "up", *(word for word in arguments if word != "--detach")]
    with log.open("wb") as output, signals.held():
        child = signals.spawn(command, with_parent=None, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        with log.open(encoding="utf-8", errors="replace") as follow:
            while child.poll() is None and not _is_healthy(var):
                say(follow.read(), end="")
                time.sleep(0.2)
            time.sleep(0.2)
            say(follow.read(), end="")
    except signals.Stopped:
        signals.ignore()
        signals.stop(child, seconds=130)
        raise
    return child.poll() or 0


def _is_healthy(var):
    return (var / "up.pid").exists() and bool(read_note(var)[1])
