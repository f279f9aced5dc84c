"""Ports on this machine's loopback address."""

import errno
import socket

from dacase.local.places import CannotRun

LOOPBACK = "127.0.0.1"


def is_free(port):
    """Return True when nothing listens on the port, and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
        return True


def first_free(first, count=200):
    """Return the first free port at or after `first`; raise CannotRun when none of `count` is free."""
    for port in range(first, min(first + count, 65_536)):
        if is_free(port):
            return port
    raise CannotRun(f"No free port between {first} and {first + count - 1}.")


def any_free():
    """Return a port that is free now, chosen by the kernel."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def web_port(named, default=8000):
    """Return the port for the web server: the named one or nothing else; otherwise the next free one."""
    if named is None:
        return first_free(default)
    if not is_free(named):
        raise CannotRun(f"Port {named} is taken by another program. Name another one, or leave --port out.")
    return named
