"""Measure person search among many invented people, beside trigrams over everybody with the same re-rank."""

import json
import sys
import time

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from tqdm import tqdm

from people import search_bench as bench

HEAD = "recall@20 first_p50 first_p95 ms_p50 ms_p95 pages_p50 pages_p95 queries".split()


class Command(BaseCommand):
    """Make the people in a schema of its own, ask with three seeds that nobody has used before, and print a table."""

    help = __doc__

    def add_arguments(self, parser):
        """Take how many people, the seeds, how many queries, and whether the people stay for another run."""
        parser.add_argument("--people", type=int, default=800_000)
        parser.add_argument("--seed", type=int, help="the first of three seeds; otherwise from the clock")
        parser.add_argument("--queries", type=int, default=100, help="queries of each seed")
        parser.add_argument("--keep", action="store_true", help="keep the people, and use those that were kept")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, people, seed, queries, keep, **options):
        """Make, ask, print; nothing stays unless asked for."""
        self.as_json = options["json"]
        seed = seed or time.time_ns() % 1_000_000
        with transaction.atomic():
            if not self.there():
                bench.make(people, seed % 1000, lambda step: self.stderr.write(f"making {step}"))
        try:
            bench.tidy()
            self.ask(seed, queries)
        finally:
            if not keep:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET lock_timeout = 0; DROP SCHEMA IF EXISTS {bench.SCHEMA} CASCADE")

    def there(self):
        """Say whether people were kept from an earlier run."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [bench.SCHEMA])
            return cursor.fetchone() is not None

    def ask(self, seed, number):
        """Ask with three seeds, each way, and print a line for each."""
        if not self.as_json:
            self.stdout.write(f"{'seed':>8} {'method':<22}{''.join(f'{each:>11}' for each in HEAD)}")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL search_path = {bench.SCHEMA}, public")
            for each in (seed, seed + 1, seed + 2):
                asked = bench.queries(number, each)
                for way, find in bench.WAYS.items():
                    bar = lambda rows, title=f"{each} {way}": tqdm(rows, title, file=sys.stderr)  # noqa: E731
                    self.tell(each, way, bench.measure(asked, find, bar))

    def tell(self, seed, way, line):
        """Print one line of the table."""
        if self.as_json:
            self.stdout.write(json.dumps({"seed": seed, "method": way, **line}))
            return
        cells = "".join(f"{line[each]:>11.3f}" if each == "recall@20" else f"{line[each]:>11,.1f}" for each in HEAD)
        self.stdout.write(f"{seed:>8} {way:<22}{cells}")
        self.stdout.flush()
