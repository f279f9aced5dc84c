"""Replay the journal into the duties: shows what would change, and changes it when asked."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from tqdm import tqdm

from core import rebuilding
from core.models import Entry

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Work the duties out anew from the journal and print what differs. Nothing is changed without --apply. "
        "Nothing can be recorded while it runs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="keep the duties that the journal gives")

    def handle(self, *, apply, **options):
        try:
            found = self.rebuild(apply)
        except OperationalError as error:
            raise CommandError(f"Somebody is recording just now; try again. ({str(error).splitlines()[0]})") from error
        for change, codes in found.items():
            self.tell(change, codes)
        if not any(found.values()):
            self.stdout.write("The duties are what the journal says. Nothing to change.")
        elif apply:
            self.stdout.write("Done: the duties are now what the journal says.")
        else:
            self.stdout.write("Nothing was changed. Run again with --apply to keep this.")

    def rebuild(self, apply):
        """Return what changed; keep it only when asked.

        The journal is locked first: an entry made meanwhile would end or open duties that are being replaced.
        """
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE core_entry, core_duty IN EXCLUSIVE MODE")
            return rebuilding.rebuild(apply_changes=apply, progress=bar)

    def tell(self, change, codes):
        """Print how many duties were added, removed or changed, by code, and the first of them."""
        self.stdout.write(f"{change}: {len(codes)}")
        for code, count in sorted(Counter(codes.values()).items()):
            self.stdout.write(f"  {code}: {count}")
        for pk, code in list(codes.items())[:SHOWN]:
            self.stdout.write(f"    {pk} {code}")
        if len(codes) > SHOWN:
            self.stdout.write(f"    and {len(codes) - SHOWN} more")


def bar(entries):
    """Show progress on a terminal while the entries are replayed."""
    return tqdm(entries, total=Entry.objects.count(), unit=" entries", disable=None)
