"""`manage.py set_rural FILE --force CODE`: which places of a force lie in the country."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refused
from incidents import services


class Command(BaseCommand):
    help = "Take the postcodes in a file, or their beginnings, one a line, as all that a force counts as the country."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--force", dest="force_code", required=True, help="the code of the force")

    def handle(self, *, file, force_code, **options):
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
            count = services.set_rural_places(force_code=force_code, lines=lines)
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"{file} cannot be read as a text file in UTF-8.") from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"{count} places of {force_code} are in the country.")
