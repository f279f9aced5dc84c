"""`manage.py import_schools FORCE --schools FILE --terms FILE`: the directory of schools and their calendar."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from children import services
from core import reading
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
        for words, path, columns, take in (
            ("Schools", schools, SCHOOLS, services.import_schools),
            ("Terms", terms, TERMS, services.import_terms),
        ):
            if path:
                self.take(words, path, columns, take, force_code)

    def take(self, words, path, columns, take, force_code):
        """Import one file and say what came of it."""
        try:
            rows = rows_of(path, columns)
            counts = take(force_code=force_code, rows=rows, by=None, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        except (Refused, reading.Unreadable) as refusal:
            raise CommandError(f"{path}: {refusal} Nothing of this file was taken.") from None
        self.stdout.write(f"{words}: {counts['read']} read, {counts['new']} new.")


SCHOOLS = {"reference": True, "name": True, "area": True, "own_area": False, "lead": False, "lead_contact": False}
TERMS = {"area": True, "begins_on": True, "ends_on": True, "why": False}


def rows_of(path, columns):
    """Return the rows of a file with their lines; `columns` are {name: whether it must be there}.

    Raises Unreadable or Refused with a sentence at the first row that is none.
    """
    names = reading.header(path, columns, [name for name, needed in columns.items() if needed])
    found = list(reading.rows(path, names, columns))
    for row in found:
        if isinstance(row, reading.Broken):
            raise Refused(f"Line {row.line}: {row.reason} Put it right and import again.")
    return found
