"""Simulate a year of reviews: what each plan costs in hours, how long work waits, and which wrong grades it misses."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts import queries as accounts
from risk import queries
from risk.presenters.workload import cells, summary
from risk.workload import Unusable, read, simulate


class Command(BaseCommand):
    """Print one table a plan."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the plans, whose volumes, how long, and the form of the answer."""
        parser.add_argument("plans", nargs="?", help="TOML file of plans (default: those that ship)")
        parser.add_argument("--force", help="code of a force: its own new cases of the last year")
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same year")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, plans, force, days, seed, **options):
        """Simulate each plan and print what it comes to."""
        if not 1 <= days <= 3650:
            raise CommandError("Give 1 to 3650 days.")
        try:
            found = read(plans) if plans else read()
            found = [plan.with_volumes(self.volumes(force)) for plan in found] if force else found
        except Unusable as error:
            raise CommandError(str(error)) from None
        for plan in tqdm(found, unit="plan", disable=None):
            told = summary(simulate(plan, days=days, seed=seed))
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else table(told))

    def volumes(self, code):
        """Return the numbers a day of a force, or refuse where there are none."""
        known = next((force for force in accounts.forces() if force.code == code), None)
        if known is None:
            raise CommandError(f"There is no force with the code {code}.")
        per_day, count, _ = queries.volumes(known.pk, timezone.now())
        if not count:
            raise CommandError(f"{known} has assessed no new case in the last year. Leave --force out.")
        return per_day


def table(told):
    """Return what a plan comes to as lines of text."""
    grid = [told["columns"], *([text for _, text in row] for row in cells(told))]
    widths = [max(len(text) for text in column) for column in zip(*grid, strict=True)]
    lines = ["  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)) for line in grid]
    head = f"\n{told['plan']}\n{told['hours']} hours of {told['hours_staffed']} staffed. {told['verdict']}"
    return "\n".join([head, *lines])
