"""Starting and ending processes so that nothing is left behind.

A child gets a session of its own, so that Ctrl-C reaches only us and we stop the children in order. On Linux the
kernel also tells it to stop when we die without a chance to do so ourselves. A signal that arrives while a
child is being started waits until the child is known.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SET_PARENT_DEATH_SIGNAL = 1
C_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None

_state = {"held": 0, "waiting": None}


class Stopped(BaseException):
    """Somebody asked us to stop. `number` is the signal."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


def _arrived(number, _frame):
    if _state["held"]:
        _state["waiting"] = number
    else:
        raise Stopped(number)


@contextlib.contextmanager
def watched():
    """Turn Ctrl-C, SIGTERM and SIGHUP into Stopped inside the block."""
    before = {number: signal.signal(number, _arrived) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def held():
    """Let a stop signal wait until the block is over."""
    _state["held"] += 1
    try:
        yield
    finally:
        _state["held"] -= 1
        number, outermost = _state["waiting"], not _state["held"]
        if outermost:
            _state["waiting"] = None
    if outermost and number:
        raise Stopped(number)


def ignore():
    """From here on we are stopping already: further signals change nothing."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


def spawn(command, with_parent=signal.SIGTERM, own_session=True, **options):
    """Start a process. `with_parent` is the signal it gets when we die (Linux); None lets it live on."""
    parent = os.getpid()

    def prepare():
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        if with_parent and C_LIBRARY:
            C_LIBRARY.prctl(SET_PARENT_DEATH_SIGNAL, int(with_parent), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    command = [str(part) for part in command]
    return subprocess.Popen(command, start_new_session=own_session, preexec_fn=prepare, **options)


def kill_group(process):
    """End whatever is left of a process and of its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(process, seconds=20, number=signal.SIGTERM):
    """Ask a process to end, wait, and then end what is left of its session. Return its exit status."""
    if process.poll() is None:
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process)
    return process.returncode
