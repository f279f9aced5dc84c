"""The local PostgreSQL: one cluster on loopback, with passwords, checksums and durable commits.

Its data is kept between runs. A server that was killed recovers by itself at the next start; a server that
was left behind by a killed run is stopped and started anew.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time

from dacase.local import account as accounts
from dacase.local import ports, signals
from dacase.local.places import CannotRun, tail

START_SECONDS = 30
RECOVERY_SECONDS = 300
FIRST_PORT = 15_432


class Postgres:
    """A cluster in one folder. `throw_away` trades safety for speed and ends with its parent: for tests only."""

    name = "postgres"

    def __init__(self, folder, store, log, throw_away=False):
        self.account = accounts.choose(folder)
        self.data = accounts.data_folder(folder, self.account)
        self.programs = accounts.programs(self.account)
        self.store = store
        self.log = log
        self.throw_away = throw_away
        self.process = None

    @property
    def port(self):
        """Return the port that the cluster was last started on."""
        return self.store.get("postgres_port")

    @property
    def url(self):
        """Return the DATABASE_URL of the application's own role, which is not a superuser."""
        return f"postgresql://dacase:{self.store.secret('database')}@{ports.LOOPBACK}:{self.port}/dacase"

    def start(self):
        """Start the cluster, made first when it is not there; retry for 30 s what a crash may have left behind."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self.stop_left_behind()
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._launch()
            if self._accepts():
                break
            if time.monotonic() > deadline:
                raise CannotRun("PostgreSQL does not start.", tail(self.log))
            self._forget_zombie()
            time.sleep(0.5)
        self._provide_database()

    def ended(self):
        """Return True when the server that we started, or found running, is gone."""
        if self.process is not None:
            return self.process.poll() is not None
        return self.running() is None

    def adopt(self):
        """Use the server that another command started; return False when there is none that answers."""
        self.process = None
        return self.running() is not None and self._connects()

    def stop(self, seconds=20):
        """Stop the server in the orderly way; after `seconds` the hard way, which the next start recovers from."""
        running = self.running()
        for number, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if self.ended():
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid if self.process else running.pid, number)
            self._wait_for_end(patience)
        self.process = None

    def stop_left_behind(self):
        """Stop a server of this cluster that nobody looks after any more."""
        if self.process is None and self.running() is not None:
            self.stop()
        self.process = None

    def remove(self):
        """Delete the cluster and everything in it."""
        shutil.rmtree(self.data, ignore_errors=True)

    def running(self):
        """Return the live server process of this cluster (psutil), or None. A pid alone proves nothing."""
        import psutil

        try:
            process = psutil.Process(int(self._lock_lines()[0]))
            ours = str(self.data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except (IndexError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _make(self):
        # Made beside its place and then renamed: what is interrupted starts over.
        half = self.data.with_name(f"{self.data.name}.half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        self.account.own(half)
        command = [self.programs / "initdb", "-D", half, "-U", "postgres", "--auth=scram-sha-256"]
        command += ["--pwfile=/dev/stdin", "--encoding=UTF8", "--data-checksums", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", *(["-N"] if self.throw_away else [])]
        with self._password_pipe() as pipe:
            done = subprocess.run(
                command, stdin=pipe, capture_output=True, text=True, cwd="/", check=False, **self.account.options
            )
        if done.returncode:
            raise CannotRun("The database cluster could not be made.", done.stderr)
        half.rename(self.data)

    @contextlib.contextmanager
    def _password_pipe(self):
        # The password is never in a file or on a command line.
        reader, writer = os.pipe()
        os.write(writer, self.store.secret("postgres").encode())
        os.close(writer)
        try:
            self.account.own(reader)
            yield reader
        finally:
            os.close(reader)

    def _launch(self):
        choose = ports.any_free if self.throw_away else lambda: ports.first_free(FIRST_PORT)
        port = self.store.port("postgres_port", choose, ports.is_free)
        command = [self.programs / "postgres", "-D", self.data, "-p", port, *self._settings()]
        ending = signal.SIGINT if self.throw_away else None
        with self.log.open("ab") as log, signals.held():
            self.process = signals.spawn(
                command,
                with_parent=ending,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.account.options,
            )

    def _settings(self):
        values = {
            "listen_addresses": ports.LOOPBACK,
            "unix_socket_directories": "",
            "synchronous_commit": "on",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # A statement that fails holds names and addresses, and so do the details of its error.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "log_parameter_max_length_on_error": "0",
            "jit": "off",
        }
        if self.throw_away:
            values |= {"fsync": "off", "full_page_writes": "off", "max_connections": "200"}
        return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]

    def _accepts(self):
        deadline = time.monotonic() + RECOVERY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                return False
            if self._connects():
                return True
            time.sleep(0.05)
        raise CannotRun("PostgreSQL runs but takes no connections.", tail(self.log))

    def _connects(self):
        import psycopg

        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self):
        import psycopg

        return psycopg.connect(
            host=ports.LOOPBACK,
            port=self.port,
            dbname="postgres",
            user="postgres",
            password=self.store.secret("postgres"),
            connect_timeout=5,
            autocommit=True,
            # CREATE ROLE takes no parameter of the server.
            cursor_factory=psycopg.ClientCursor,
        )

    def _provide_database(self):
        with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'dacase'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE ROLE dacase LOGIN CREATEDB PASSWORD %s", [self.store.secret("database")])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'dacase'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE dacase OWNER dacase")
            if self.throw_away:
                # Tests empty the tables between them, past the triggers that refuse it.
                cursor.execute("GRANT SET ON PARAMETER session_replication_role TO dacase")

    def _wait_for_end(self, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.ended():
            time.sleep(0.05)

    def _lock_lines(self):
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _forget_zombie(self):
        """Let a new server pass the lock of a dead one that its parent never collects.

        The lock then names us, its own parent, which PostgreSQL takes for stale; it still looks for live sessions
        in the shared memory named there, so nothing is passed over that a deleted file would have hidden.
        """
        import psutil

        lines = self._lock_lines()
        with contextlib.suppress(IndexError, ValueError, psutil.Error):
            if psutil.Process(int(lines[0])).status() == psutil.STATUS_ZOMBIE:
                lines[0] = str(os.getpid())
                (self.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
