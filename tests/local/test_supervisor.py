"""What dies comes back; what keeps dying stops everything; nothing is left behind."""

import sys
import time

import psutil
import pytest

from dacase.local.places import CannotRun
from dacase.local.supervisor import Program, Supervisor, Watch

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit('the reason why')"]
# A program that has a child of its own and dies without ending it.
LEAVE_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print(child.pid, flush=True); time.sleep(60)",
]


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def supervisor():
    """A supervisor whose parts are stopped after the test."""
    made = Supervisor()
    yield made
    made.stop()


def wait_for(condition, seconds=20):
    """Wait until the condition is true and return whether it became so."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_a_part_waits_longer_after_each_death():
    watch = Watch(Clock())

    assert [watch.died() for _ in range(5)] == [0.5, 1, 2, 4, 8]


def test_the_sixth_death_in_a_minute_is_one_too_many():
    clock = Clock()
    watch = Watch(clock)
    for _ in range(5):
        watch.died()

    clock.now += 59.9

    assert watch.died() is None


def test_deaths_of_more_than_a_minute_ago_are_forgiven():
    clock = Clock()
    watch = Watch(clock)
    for _ in range(5):
        watch.died()

    clock.now += 60

    assert watch.died() == 0.5


def test_a_part_is_due_only_when_its_wait_is_over():
    clock = Clock()
    watch = Watch(clock)
    watch.died()
    assert not watch.is_due()

    clock.now += 0.5

    assert watch.is_due()


def test_a_part_killed_with_kill_nine_comes_back_by_itself(supervisor, tmp_path):
    part = Program("worker", SLEEP, tmp_path / "worker.log", None)
    supervisor.start(part)
    first = part.process.pid

    psutil.Process(first).kill()
    supervisor.watch(20, until=lambda: part.process and part.process.pid != first)

    assert not part.ended()


def test_a_part_that_keeps_dying_stops_the_run_with_the_end_of_its_log(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr("dacase.local.supervisor.LONGEST_WAIT_SECONDS", 0)
    supervisor.start(Program("beat", FAIL, tmp_path / "beat.log", None))

    with pytest.raises(CannotRun, match="beat died 6 times in a minute") as refusal:
        supervisor.watch(60)

    assert "the reason why" in refusal.value.detail


def test_a_dead_part_leaves_no_child_behind(supervisor, tmp_path):
    log = tmp_path / "web.log"
    part = Program("web", LEAVE_CHILD, log, None)
    supervisor.start(part)
    assert wait_for(lambda: log.read_text().strip())
    child = psutil.Process(int(log.read_text()))

    part.process.kill()
    part.stop()

    assert wait_for(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_the_last_part_started_is_the_first_to_stop(supervisor, tmp_path):
    stopped = []
    for name in ("redis", "web", "deliver"):
        part = Program(name, SLEEP, tmp_path / f"{name}.log", None)
        stop = part.stop
        part.stop = lambda stop=stop, name=name: (stopped.append(name), stop())
        supervisor.start(part)

    supervisor.stop()

    assert stopped == ["deliver", "web", "redis"]
