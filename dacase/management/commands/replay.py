"""Play case timelines through the real services and print what each event raised."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from core.errors import Refused
from dacase.timelines.playing import Player
from dacase.timelines.reading import Malformed, read


class Command(BaseCommand):
    help = "Play case timelines, day by day, and print the flags and duties that they raised."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--keep", action="store_true", help="keep what was played")

    def handle(self, *, files, keep, **options):
        timelines = [self.read(path) for path in files]
        for path, timeline in zip(files, timelines, strict=True):
            try:
                with transaction.atomic():
                    for line in Player(timeline).play():
                        self.show(line, options["json"])
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    if not keep:
                        transaction.set_rollback(True)
            except Refused as refusal:
                raise CommandError(f"{path}: {refusal.sentence}") from None

    def read(self, path):
        """Return the timeline of a file, or fail with every fault on one line."""
        try:
            return read(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{path}: cannot be read ({error.strerror}).") from None
        except UnicodeDecodeError:
            raise CommandError(f"{path}: this is not UTF-8 text.") from None
        except Malformed as malformed:
            raise CommandError(f"{path}: {'; '.join(malformed.faults)}.") from None

    def show(self, line, as_json):
        """Print one line."""
        if as_json:
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        elif "flag" in line:
            trigger = f" after {line['trigger'].replace('_', ' ')}" if "trigger" in line else ""
            self.stdout.write(
                f"{line['case']}  {line['on']}  event {line['event']}: {line['flag']} for {line['person']}{trigger}"
            )
        else:
            self.stdout.write(
                f"{line['case']}  {line['on']}  event {line['event']}: "
                f"duty {line['duty']}, owed by {line['owed_by']} by {line['due_at']}"
            )
