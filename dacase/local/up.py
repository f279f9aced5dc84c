"""`manage.py up`: everything from one command, in the foreground until Ctrl-C."""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

from dacase.local import assets, health, ports, signals
from dacase.local.commands import has_tables, migrate
from dacase.local.detach import detach
from dacase.local.down import read_note
from dacase.local.locks import Lock
from dacase.local.places import REPOSITORY, CannotRun, assets_folder, tail, var_folder
from dacase.local.servers import Servers, SharedPostgres
from dacase.local.steps import run_logged, say, step
from dacase.local.supervisor import Program, Supervisor

HEALTHY_SECONDS = 90


def run(arguments):
    """Start everything and stay until asked to stop. Exit status 0 after an ordinary stop."""
    options = parse(arguments)
    var = var_folder()
    lock = Lock(var / "up.lock")
    if not lock.take(wait=False):
        return already_running(options, var)
    if options.detach:
        lock.release()
        return detach(arguments, var)
    try:
        return Run(options, var).run()
    finally:
        (var / "up.pid").unlink(missing_ok=True)
        lock.release()


def parse(arguments):
    """Return the options; wrong ones end with exit status 2."""
    parser = argparse.ArgumentParser("manage.py up", description="Start everything; Ctrl-C stops it.")
    parser.add_argument("--port", type=int, help="port of the web server (default: 8000, or the next free one)")
    parser.add_argument("--no-demo", action="store_true", help="do not load the invented demo force")
    parser.add_argument("--reset", action="store_true", help="delete the local database and start afresh")
    parser.add_argument("--detach", action="store_true", help="come back when everything is up")
    options = parser.parse_args(arguments)
    if options.port is not None and not 1 <= options.port <= 65_535:
        parser.error("a port is a number from 1 to 65535")
    return options


def already_running(options, var):
    """Say where the running service is; refuse what it cannot be asked for."""
    _, address = read_note(var)
    if not address:
        raise CannotRun("dacase is being started or stopped already. Try again in a moment.")
    if options.reset or (options.port and not address.endswith(f":{options.port}")):
        raise CannotRun(f"dacase is running at {address}. Stop it first: python3 manage.py down")
    print(f"dacase is already running at {address}")
    return 0


def demo_note_name(url):
    """Return the name of the file that remembers whether a database has the demo force; each has its own."""
    if not url:
        return "demo"
    place = urlsplit(url)
    return "demo-" + hashlib.sha256(f"{place.hostname}:{place.port}{place.path}".encode()).hexdigest()[:12]


class Run:
    """One run of the whole service."""

    def __init__(self, options, var):
        self.options = options
        self.var = var
        self.log = var / "log"
        self.demo_note = var / demo_note_name(os.environ.get("DATABASE_URL"))
        self.started = time.monotonic()
        self.supervisor = Supervisor()

    def run(self):
        """Start, tell, watch; whatever happens, stop everything at the end."""
        if self.options.reset and os.environ.get("DATABASE_URL"):
            raise CannotRun("--reset deletes only the local database, and DATABASE_URL names another one.")
        port = ports.web_port(self.options.port)
        self._note()
        assets.ensure(assets_folder(self.var), self.log)
        servers = Servers(self.var)
        if self.options.reset:
            self._reset(servers)
        try:
            self._serve(servers, port)
        except signals.Stopped:
            say("\nStopping.")
        finally:
            signals.ignore()
            self._stop(servers)
        say("Stopped.")
        return 0

    def _serve(self, servers, port):
        with step("Starting PostgreSQL and Redis"):
            self._start_servers(servers)
        environment = servers.environment()
        self._prepare_database(servers, environment)
        address = f"http://{ports.LOOPBACK}:{port}"
        with step("Starting web, worker, beat and deliver"):
            self._start_programs(environment, port)
            sign_ins = self._ask_sign_ins(environment)
            self._wait_until_healthy(address)
        self._note(address)
        self._greet(address, sign_ins)
        self.supervisor.watch()

    def _start_servers(self, servers):
        if servers.postgres:
            self.supervisor.start(SharedPostgres(servers))
        if servers.redis:
            self.supervisor.start(servers.redis)

    def _prepare_database(self, servers, environment):
        empty = not has_tables(environment["DATABASE_URL"])
        with step("Bringing the tables up to date"):
            migrate(self.var, environment)
        if self._wants_demo(empty, local=servers.postgres is not None):
            self.demo_note.write_text("loading\n")
            with step("Loading the demo force"):
                command = [sys.executable, REPOSITORY / "manage.py", "load_demo"]
                log = self.log / "load_demo.log"
                run_logged(command, log, "The demo force could not be loaded.", environment)
            self.demo_note.write_text("loaded\n")
        if self._demo_state() == "loaded":
            environment["DACASE_DEMO"] = "1"

    def _wants_demo(self, empty, local):
        """Load the demo once, and never among records that somebody else keeps.

        A local database gets it at its first `up`, unless that said --no-demo. A database that DATABASE_URL
        names gets it only when it had no tables at all. A load that was cut short is done again.
        """
        state = self._demo_state()
        if self.options.no_demo:
            if state != "loaded":
                self.demo_note.write_text("left out\n")
            return False
        return state == "loading" or (not state and (local or empty))

    def _demo_state(self):
        return self.demo_note.read_text().strip() if self.demo_note.exists() else ""

    def _start_programs(self, environment, port):
        python = sys.executable
        celery = [python, "-m", "celery", "-A", "dacase"]
        web = [python, "-m", "gunicorn", "dacase.wsgi", "--bind", f"{ports.LOOPBACK}:{port}", "--reuse-port"]
        web += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"]
        worker += ["--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--schedule", str(self.var / "beat"), "--pidfile", "", "--loglevel", "INFO"]
        deliver = [python, str(REPOSITORY / "manage.py"), "deliver"]
        for name, command in {"web": web, "worker": worker, "beat": beat, "deliver": deliver}.items():
            self.supervisor.start(Program(name, command, self.log / f"{name}.log", environment))

    def _ask_sign_ins(self, environment):
        """Begin to ask for the demo sign-ins while the service is starting."""
        if environment.get("DACASE_DEMO") != "1":
            return None
        command = [sys.executable, REPOSITORY / "manage.py", "demo_sign_ins"]
        with signals.held():
            return signals.spawn(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def _wait_until_healthy(self, address):
        answers = []

        def well():
            answers[:] = health.ask(address)
            return answers[0]

        if not self.supervisor.watch(HEALTHY_SECONDS, until=well):
            logs = "\n".join(f"{part.log}:\n{tail(part.log, 6)}" for part in self.supervisor.parts)
            raise CannotRun(f"Not healthy after {HEALTHY_SECONDS} s: {answers[1]}.", logs)

    def _greet(self, address, sign_ins):
        print(f"\ndacase is at {address}  (ready after {time.monotonic() - self.started:.0f} s; logs: {self.log})")
        if sign_ins:
            lines, faults = sign_ins.communicate()
            print(lines.rstrip() if sign_ins.returncode == 0 else f"The demo sign-ins are not known. {faults.strip()}")
        print("Ctrl-C stops everything.", flush=True)

    def _note(self, address=""):
        """Tell other runs who and where we are."""
        new = self.var / "up.pid.new"
        new.write_text(f"{os.getpid()}\n{address}\n")
        new.replace(self.var / "up.pid")

    def _reset(self, servers):
        with step("Deleting the local database"):
            servers.remove()
            self.demo_note.unlink(missing_ok=True)

    def _stop(self, servers):
        self.supervisor.stop()
        if not servers.leave():
            say("PostgreSQL goes on until the other command that uses it has ended.")
