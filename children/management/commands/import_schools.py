"""`manage.py import_schools FORCE --schools FILE --terms FILE`: the directory of schools and their calendar."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from children import services
from core.errors import Refused


class Command(BaseCommand):
    help = (
        "Bring the directory of schools (reference,name,area,own_area,lead,lead_contact) or their terms "
        "(area,begins_on,ends_on,why) up to date from CSV files. All of a file or nothing of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("force_code", metavar="FORCE", help="the code of the force")
        parser.add_argument("--schools", type=Path)
        parser.add_argument("--terms", type=Path)

    def handle(self, *, force_code, schools, terms, **options):
        if not (schools or terms):
            raise CommandError("Name a file: --schools FILE, --terms FILE, or both.")
        for words, path, take in (
            ("Schools", schools, services.import_schools),
            ("Terms", terms, services.import_terms),
        ):
            if path:
                self.take(words, path, take, force_code)

    def take(self, words, path, take, force_code):
        """Import one file and say what came of it."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                counts = take(force_code=force_code, rows=list(csv.DictReader(file)), by=None, at=timezone.now())
        except OSError:
            raise CommandError(f"There is no file {path}.") from None
        except Refused as refusal:
            raise CommandError(f"{path}: {refusal.sentence} Nothing of this file was taken.") from None
        self.stdout.write(f"{words}: {counts['read']} read, {counts['new']} new.")
