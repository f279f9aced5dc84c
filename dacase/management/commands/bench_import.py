"""`manage.py bench_import ROWS`: how many rows of history a second this machine takes; nothing is kept."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand
from django.utils import timezone

from dacase.demo import past
from dacase.history import importing
from dacase.history.progress import Bars
from law import clocks


class Command(BaseCommand):
    help = "Import so many rows of invented history in a dry run and print the rows a second, flags included."

    def add_arguments(self, parser):
        parser.add_argument("rows", type=int)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, rows, **options):
        now = timezone.now()
        with TemporaryDirectory() as folder:
            written = past.write(
                Path(folder), couples=past.couples_for(rows), last_day=past.day_before(clocks.london_day(now)), seed=1
            )
            summary = importing.run(
                Path(folder), now=now, dry_run=True, source="bench_import", progress=Bars(sys.stderr)
            )
        speed = round(written / summary.seconds)
        if options["json"]:
            self.stdout.write(json.dumps({"rows": written, "seconds": summary.seconds, "rows_per_second": speed}))
        else:
            self.stdout.write(f"{written:,} rows in {summary.seconds:.1f} s: {speed:,} rows a second, flags included.")
