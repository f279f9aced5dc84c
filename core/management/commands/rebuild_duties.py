"""Replay the journal into the duties: shows what would change, and changes it when asked."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction
from tqdm import tqdm

from core import duties
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
            found, codes = self.rebuild(apply)
        except OperationalError as error:
            raise CommandError(f"Somebody is recording just now; try again. ({str(error).splitlines()[0]})") from error
        for change, ids in found.items():
            self.tell(change, ids, codes)
        if not any(found.values()):
            self.stdout.write("The duties are what the journal says. Nothing to change.")
        elif apply:
            self.stdout.write("Done: the duties are now what the journal says.")
        else:
            self.stdout.write("Nothing was changed. Run again with --apply to keep this.")

    def rebuild(self, apply):
        """Return what changed and the code of every duty before or after; keep it only when asked.

        The journal is locked first: an entry made meanwhile would end or open duties that are being replaced.
        """
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE core_entry, core_duty IN EXCLUSIVE MODE")
            codes = {pk: row[0] for pk, row in duties.shape().items()}
            found = duties.rebuild(apply_changes=True, progress=bar)
            codes |= {pk: row[0] for pk, row in duties.shape().items()}
            transaction.set_rollback(not apply)
        return found, codes

    def tell(self, change, ids, codes):
        """Print how many duties were added, removed or changed, by code, and the first of them."""
        self.stdout.write(f"{change}: {len(ids)}")
        for code, count in sorted(Counter(codes[pk] for pk in ids).items()):
            self.stdout.write(f"  {code}: {count}")
        for pk in ids[:SHOWN]:
            self.stdout.write(f"    {pk} {codes[pk]}")
        if len(ids) > SHOWN:
            self.stdout.write(f"    and {len(ids) - SHOWN} more")


def bar(entries):
    """Show progress on a terminal while the entries are replayed."""
    return tqdm(entries, total=Entry.objects.count(), unit=" entries", disable=None)
