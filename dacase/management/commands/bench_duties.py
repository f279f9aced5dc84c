"""`manage.py bench_duties`: what the duty engine costs on this machine, as ratios; nothing is kept."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import Refused
from dacase import bench_duties

WORDS = {
    "durable_insert_ms": "one durable insert: {:.2f} ms",
    "custody_event_ms": "a custody event with all its duties: {:.2f} ms",
    "custody_event_ratio": "  that is {:.1f} times the insert (at most 5)",
    "work_list_ms": "the first page of a work list: {:.2f} ms",
    "primary_key_ms": "the same rows by primary key: {:.2f} ms",
    "work_list_ratio": "  that is {:.2f} times as long (at most 1.5)",
    "sweep_due": "duties due: {:,.0f}",
    "sweep_seconds": "the sweep: {:.2f} s (under 5)",
    "sweep_with_closed_seconds": "the sweep with as many closed duties beside them: {:.2f} s",
    "journal_entries": "entries in the journal: {:,.0f}",
    "entries_a_second": "rebuilding: {:,.0f} entries a second",
    "kent_ten_years_entries": "entries of a Kent-sized ten years: {:,.0f}",
    "kent_ten_years_minutes": "  rebuilding them: {:.0f} minutes",
}


class Command(BaseCommand):
    help = "Measure the sweep of late duties, a custody event, a work list and the rebuilding. Nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("--duties", type=int, default=1_000_000, help="open duties among which the sweep searches")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, duties, json: bool, **options):
        try:
            found = bench_duties.run(count=duties, at=bench_duties.last_moment(timezone.now()))
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        if json:
            self.stdout.write(dumps(found))
            return
        for name, value in found.items():
            self.stdout.write(WORDS[name].format(value))


def dumps(found):
    """Return the figures as one JSON object."""
    return json.dumps({name: round(value, 4) for name, value in found.items()})
