"""`manage.py import_history DIR`: people, relationships and incidents that the force knew before."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import Refused
from dacase.history import importing
from dacase.history.progress import Bars


class Command(BaseCommand):
    help = "Import history from a folder of CSV files; rows that cannot be taken are listed in rejected.csv."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check and count everything, keep nothing")
        parser.add_argument("--json", action="store_true", help="the summary as one JSON object")
        parser.add_argument("--source", default="history", help="the name of the sender; ids are its own")
        parser.add_argument(
            "--force", dest="force_code", default="", help="the code of the force, where there are several"
        )
        parser.add_argument("--report", type=Path, help="the folder for rejected.csv (default: DIR)")

    def handle(self, *, folder, dry_run, source, force_code, report, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            summary = importing.run(
                folder,
                now=timezone.now(),
                dry_run=dry_run,
                source=source,
                force_code=force_code,
                report=report,
                progress=Bars(sys.stderr),
            )
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        if options["json"]:
            self.stdout.write(json.dumps(asdict(summary), ensure_ascii=False))
        else:
            self.tell(summary)

    def tell(self, summary):
        """Print the summary for people."""
        self.stdout.write(f"{'':20}{'rows':>12}{'loaded':>12}{'known':>12}{'refused':>12}")
        for name, counts in summary.files.items():
            numbers = "".join(f"{counts[column]:>12,}" for column in ("read", "loaded", "known", "refused"))
            self.stdout.write(f"{name:20}{numbers}")
        for code, count in sorted(summary.flags.items()):
            self.stdout.write(f"Flags brought up to date: {count:,} {code}")
        if summary.duplicates:
            self.stdout.write(f"Pairs of records that may be one person, in the queue: {summary.duplicates:,}")
        if summary.not_read:
            self.stdout.write(f"Not read, since no import knows these files: {', '.join(summary.not_read)}")
        if summary.refused:
            self.stdout.write(f"{summary.refused:,} rows were refused; see {summary.rejected}")
        kept = "Nothing was kept: this was a dry run." if summary.dry_run else "Done."
        self.stdout.write(f"{kept} {summary.rows:,} rows in {summary.seconds:.1f} s.")
