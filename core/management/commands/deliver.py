"""The supervised sweep: delivers what the bell did not, and climbs late duties, with Redis up or down."""

import signal
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from core import escalation, heartbeat, outbox

DUTIES_EVERY = 60


class Command(BaseCommand):
    help = "Deliver the outbox every few seconds and sweep the duties every minute, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=2.0, help="seconds between sweeps")
        parser.add_argument("--once", action="store_true", help="one sweep, then end")

    def handle(self, *, every, once, **options):
        self.stopping = False
        signal.signal(signal.SIGTERM, self.stop)
        self.swept = None
        if not once:
            heartbeat.forget()
        while not self.stopping:
            try:
                self.turn()
            except (OperationalError, InterfaceError) as error:
                self.stderr.write(f"The database is away ({type(error).__name__}); trying again.")
                connection.close()
            if once:
                return
            time.sleep(every)
            close_old_connections()

    def turn(self):
        """One turn: a sign of life, what is waiting, and once a minute the ladder."""
        now = timezone.now()
        heartbeat.beat("deliver", now)
        while outbox.deliver_due(now):
            continue
        if self.swept is None or time.monotonic() - self.swept >= DUTIES_EVERY:
            escalation.sweep(now)
            self.swept = time.monotonic()

    def stop(self, *signal_and_frame):
        self.stopping = True
