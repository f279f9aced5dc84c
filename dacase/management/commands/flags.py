"""`manage.py flags`: the history flags that hold on a day, with the incidents that they rest on."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dacase.history import holding
from incidents import services as incidents
from law import clocks


class Command(BaseCommand):
    help = "Print every history flag that holds on a day."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day (default: today)")
        parser.add_argument("--person", nargs="+", metavar="ID", help="only these people, by imported id or ours")
        parser.add_argument(
            "--recompute", action="store_true", help="bring the stored flags of everybody up to date first"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @transaction.atomic
    def handle(self, *, as_of, person, recompute, **options):
        now = timezone.now()
        if recompute:
            incidents.heal_flags(at=now)
        people = None
        if person:
            people, unknown = holding.people_called(person)
            if unknown:
                raise CommandError(f"Nobody has the id {', '.join(unknown)}.")
        lines = holding.flags_on(as_of or clocks.london_day(now), people)
        if options["json"]:
            for line in lines:
                self.stdout.write(json.dumps(line, ensure_ascii=False))
        else:
            self.tell(lines)

    def tell(self, lines):
        """Print a table for people."""
        if not lines:
            self.stdout.write("No flag holds on this day.")
            return
        shown = [
            (line["person"], f"{line['flag']} {line['variant']}".strip(), line["since"], ", ".join(line["because"]))
            for line in lines
        ]
        widths = [max(len(row[column]) for row in shown) for column in range(3)]
        for row in shown:
            columns = "  ".join(text.ljust(width) for text, width in zip(row[:3], widths, strict=True))
            self.stdout.write(f"{columns}  {row[3]}")
