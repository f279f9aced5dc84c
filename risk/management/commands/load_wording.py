"""Load the licensed wording of some questions for a force that holds the licence. It is kept in the database only."""

import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import queries as accounts
from core.errors import Refused
from risk import services


class Command(BaseCommand):
    """Read one file, and keep it whole or not at all."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the file and the force."""
        parser.add_argument("file", type=Path, help="TOML: code, version, licence, and [[items]] with code and text")
        parser.add_argument("--force", help="code of the force (needed where there are several)")

    def handle(self, *, file, force, **options):
        """Load the wording, or say in one sentence why not."""
        try:
            wording = services.load_wording(force=force_of(force), content=content_of(file), at=timezone.now())
        except Refused as refusal:
            raise CommandError(f"Nothing was loaded. {refusal.sentence}") from None
        self.stdout.write(
            f"Loaded for {wording.force}: {len(wording.texts)} questions of {wording.instrument}, "
            f"version {wording.version}. They are shown beside our own wording."
        )


def content_of(file):
    """Return what a file says, or raise Refused where it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{file} is not TOML: {error}. Put this right and load it again.") from None
    except RecursionError:
        raise Refused(f"{file} is not TOML of a wording: its brackets stand too deep in each other.") from None


def force_of(code):
    """Return the force that is named, or the only one, or raise Refused."""
    found = accounts.force_meant(code)
    if found is None:
        codes = ", ".join(force.code for force in accounts.forces())
        raise Refused(f"Name the force with --force: {codes or 'there is none yet'}.")
    return found
