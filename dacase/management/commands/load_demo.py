"""`manage.py load_demo`: an invented force with its past and a month of calls."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import Refused
from dacase.demo import loading
from dacase.history.progress import Bars


class Command(BaseCommand):
    help = "Load the invented demo force: officers, some years of history, and a month of calls through the services."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2014, help="the same seed gives the same stories")
        parser.add_argument("--calls", type=int, default=30, help="how many calls the month has")

    def handle(self, *, seed, calls, **options):
        if not 1 <= calls <= 5_000:
            raise CommandError("A month of the demo has 1 to 5,000 calls.")
        try:
            month = loading.load(
                seed=seed, count=calls, now=timezone.now().replace(second=0, microsecond=0), progress=Bars(sys.stderr)
            )
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        if options["verbosity"] > 1:
            for sentence, times in month.refused.most_common():
                self.stderr.write(f"{times} x {sentence}")
        self.stdout.write("The demo force is loaded. Its sign-ins: manage.py demo_sign_ins")
