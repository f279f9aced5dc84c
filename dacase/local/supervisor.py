"""Keeps the parts alive: starts them in order, brings back what dies, stops them in reverse.

A part has a `name`, a `log`, and `start()`, `ended()` and `stop()`.
"""

import collections
import contextlib
import subprocess
import time

from dacase.local import signals
from dacase.local.places import REPOSITORY, CannotRun, tail
from dacase.local.steps import say

MOST_DEATHS = 5
WITHIN_SECONDS = 60
LONGEST_WAIT_SECONDS = 8
POLL_SECONDS = 0.25
LARGEST_LOG = 10_000_000


class Program:
    """A part that is one of our own programs: web, worker, beat, deliver."""

    def __init__(self, name, command, log, environment):
        self.name = name
        self.command = command
        self.log = log
        self.environment = environment
        self.process = None

    def start(self):
        """Start the program; whether it is well is for the health page to say."""
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > LARGEST_LOG:
                self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log, signals.held():
            self.process = signals.spawn(
                self.command,
                cwd=REPOSITORY,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def ended(self):
        """Return True when the program is gone."""
        return self.process is None or self.process.poll() is not None

    def stop(self, seconds=20):
        """Stop the program and whatever it started."""
        if self.process is not None:
            signals.stop(self.process, seconds)
            self.process = None


class Watch:
    """How often one part has died lately, and when it may be started again."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.deaths = collections.deque(maxlen=MOST_DEATHS + 1)
        self.due = None

    def died(self):
        """Note a death. Return the seconds until the next start, or None when there were too many in a minute."""
        now = self.clock()
        self.deaths.append(now)
        recent = sum(1 for moment in self.deaths if now - moment < WITHIN_SECONDS)
        if recent > MOST_DEATHS:
            return None
        wait = min(0.5 * 2 ** (recent - 1), LONGEST_WAIT_SECONDS)
        self.due = now + wait
        return wait

    def is_due(self):
        """Return True when the part may be started again."""
        return self.due is not None and self.clock() >= self.due


class Supervisor:
    """The parts that run, in the order they were started."""

    def __init__(self):
        self.parts = []
        self.watches = {}

    def start(self, part):
        """Start a part and look after it from now on, even when starting it fails halfway."""
        self.parts.append(part)
        self.watches[part.name] = Watch()
        part.start()

    def look(self):
        """Bring back what has died; raise CannotRun when a part dies more than five times in a minute."""
        for part in self.parts:
            watch = self.watches[part.name]
            if watch.is_due():
                watch.due = None
                self._restart(part)
            elif watch.due is None and part.ended():
                self._note_death(part, watch)

    def _note_death(self, part, watch):
        part.stop()
        wait = watch.died()
        if wait is None:
            sentence = f"{part.name} died {MOST_DEATHS + 1} times in a minute. Its log: {part.log}"
            raise CannotRun(sentence, tail(part.log))
        say(f"  {part.name} has died; it is started again in {wait:.1f} s.")

    def _restart(self, part):
        part.start()
        if part.name == "redis":
            # A worker that lost its broker may go on living and take nothing more from the queue.
            for other in self.parts:
                if other.name in ("worker", "beat"):
                    other.stop(seconds=2)
                    other.start()

    def watch(self, seconds=None, until=lambda: False):
        """Look after the parts until `until()` is true or the time is over. Return what `until` said last."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not (done := until()) and (deadline is None or time.monotonic() < deadline):
            self.look()
            time.sleep(POLL_SECONDS)
        return done

    def stop(self):
        """Stop every part, the last one first."""
        for part in reversed(self.parts):
            part.stop()
        self.parts.clear()
