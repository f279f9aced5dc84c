"""kill -9 of web, worker, deliver and Redis while calls come in: nothing is lost, nothing is doubled."""

import json
import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
from django.db import connection

from accounts import services as accounts
from core.models import Delivery, Duty, Entry
from dacase.local import ports
from dacase.local.redis_server import Redis
from dacase.local.store import Store
from incidents.models import Call, Case, Incident, Ownership

pytestmark = pytest.mark.django_db(transaction=True)
REPOSITORY = Path(__file__).resolve().parents[2]
CALLS, KILL_EVERY = 40, 5


class House:
    """The real processes on the test database, each of which can be killed and comes back."""

    def __init__(self, folder):
        self.folder = folder
        self.port = ports.any_free()
        self.redis = Redis(folder / "redis", Store(folder / "local.json"), folder / "redis.log", throw_away=True)
        self.redis.start()
        settings = connection.settings_dict
        place = f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
        self.environment = os.environ | {
            "DATABASE_URL": f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{place}",
            "REDIS_URL": self.redis.url,
            "DACASE_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dacase.settings",
        }
        bind = f"127.0.0.1:{self.port}"
        self.commands = {
            "web": ["gunicorn", "dacase.wsgi", "-b", bind, "-w", "1", "--threads", "4", "--no-control-socket"],
            "worker": ["celery", "-A", "dacase", "worker", "-c", "1", "-l", "WARNING"],
            "deliver": ["django", "deliver", "--every", "0.5"],
        }
        self.processes = {name: self.start(name) for name in self.commands}

    def start(self, name):
        """Start one process in a group of its own."""
        command = [sys.executable, "-m", *self.commands[name]]
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=REPOSITORY, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name):
        """kill -9 one part with its children, and start it again."""
        if name == "redis":
            self.redis.process.kill()
            self.redis.process.wait()
            self.redis.start()
            return
        os.killpg(self.processes[name].pid, 9)
        self.processes[name].wait()
        self.processes[name] = self.start(name)

    def stop(self):
        """End every process."""
        for process in self.processes.values():
            os.killpg(process.pid, 9)
            process.wait()
        self.redis.stop()

    def post(self, path, body, key, token):
        """Send one request until it is answered, as a machine with a key does; return (status, answer)."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own address
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise AssertionError(error.read().decode()) from None
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise AssertionError(self.logs())
            time.sleep(0.1)

    def logs(self):
        """Return the end of every log."""
        return "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in self.folder.glob("*.log"))


@pytest.fixture
def house(everybody, tmp_path):
    """The running parts, ended afterwards."""
    built = House(tmp_path)
    yield built
    built.stop()


def test_a_storm_of_kills_loses_and_doubles_nothing(house, everybody, at):
    token = accounts.make_token(username=everybody["operator"].username, at=at)
    dice = random.Random(20261123)  # noqa: S311 - which part dies next, the same each time
    acknowledged = {}
    everybody["operator"].email = "operator@example.org"
    everybody["operator"].save()

    for number in range(CALLS):
        if number % KILL_EVERY == KILL_EVERY - 1:
            house.kill(dice.choice(["web", "worker", "deliver", "redis"]))
        key = str(uuid.UUID(int=number + 1))
        people = [
            {"role": "victim", "given_name": "Asha", "family_name": f"Vale {number % 7}"},
            {"role": "suspect", "given_name": "Dorian", "family_name": f"Crane {number}", "relation": "ex_partner"},
        ]
        status, answer = house.post("/api/v1/calls/", {"channel": "999", "people": people}, key, token)
        assert status == 201
        acknowledged[key] = answer["id"]

    assert set(map(str, Incident.objects.values_list("pk", flat=True))) == set(acknowledged.values())
    assert Call.objects.count() == CALLS
    assert Case.objects.count() == Ownership.objects.filter(until_at=None).count() == CALLS
    assert Entry.objects.filter(event="incidents.call_logged").count() == CALLS
    assert Duty.objects.filter(code="RECORD_ATTENDANCE_HIGH").count() == CALLS
    wait_until(lambda: not Delivery.objects.filter(done_at=None).exists(), house)
    assert Delivery.objects.filter(name="tell_officer").count() == CALLS
    assert len(messages(house.folder / "mail")) == CALLS, "one message each, however often it was sent"


def wait_until(settled, house, seconds=60):
    """Wait until the outbox is empty, or fail with the logs."""
    deadline = time.monotonic() + seconds
    while not settled():
        assert time.monotonic() < deadline, house.logs()
        time.sleep(0.2)


def messages(folder):
    """Return the identifiers of the messages that were sent; a repeat has the same one."""
    texts = (path.read_text() for path in folder.glob("*.log"))
    return {line for text in texts for line in text.splitlines() if line.startswith("Message-ID:")}
