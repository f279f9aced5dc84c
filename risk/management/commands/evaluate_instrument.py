"""Look back at an instrument on the force's own data: discrimination, calibration, overrides, and errors by group.

Of one calendar year at a time, and of nothing else: from two periods that share some days the numbers of the other days
could be worked out, in which the small ones are not left out.
"""

import json
import re
from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import queries as accounts
from law import clocks, questionnaires
from law.thresholds import OUTCOME_MONTHS, OUTCOME_RANK, SMALL_GROUP
from risk import queries
from risk.evaluation import report
from risk.states import POLICE

YEAR = re.compile("[12][0-9]{3}")


def first_day(text):
    """Return the first day of the year that is meant, or say how a year is written."""
    if not YEAR.fullmatch(text):
        raise ArgumentTypeError(f"{text} is no year. Write it as 2026: what is told is always one calendar year.")
    return date(int(text), 1, 1)


class Command(BaseCommand):
    """Print the evaluation of one instrument in one force."""

    help = __doc__.partition("\n")[0]

    def add_arguments(self, parser):
        """Take the force, the instrument and the year."""
        parser.add_argument("--force", help="code of the force (needed where there are several)")
        parser.add_argument("--instrument", default=POLICE, help=f"code of the question set (default: {POLICE})")
        parser.add_argument(
            "--year",
            dest="start",
            type=first_day,
            help="the calendar year of the assessments (default: the latest that can be told)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, force, instrument, start, **options):
        """Read the assessments whose follow-up is whole, and print what is to be said of them."""
        today = clocks.london_day(timezone.now())
        months = OUTCOME_MONTHS.on(today)
        latest = clocks.months_before(today, months).replace(month=1, day=1)
        start = start or clocks.months_before(latest, 12)
        end = date(start.year + 1, 1, 1)
        self.refuse_unusable(instrument, end, latest, months)
        rows = queries.with_outcomes(
            force_id=self.force_of(force).pk,
            instrument=instrument,
            start=start,
            end=end,
            months=months,
            rank=OUTCOME_RANK.on(today),
        )
        found = {"instrument": instrument, "from": start.isoformat(), "until": end.isoformat(), "months": months}
        found |= report(rows, least=SMALL_GROUP.on(today))
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else "\n".join(lines(found)))

    def refuse_unusable(self, instrument, end, latest, months):
        """Refuse a question set that is not known, and a year whose follow-up is not whole yet."""
        if instrument not in {each.code for each in questionnaires.read_folder()}:
            raise CommandError(f"There is no question set {instrument}. docs/law.md lists them.")
        if end > latest:
            raise CommandError(
                f"What follows within {months} months is not known yet for all assessments of {end.year - 1}. "
                f"Give --year {latest.year - 1} or earlier."
            )

    def force_of(self, code):
        """Return the force that is meant."""
        found = accounts.force_meant(code)
        if found is None:
            raise CommandError("Say which force with --force: " + ", ".join(each.code for each in accounts.forces()))
        return found


def lines(found):
    """Return the evaluation as lines of text."""
    yield f"{found['instrument']}, assessed in {found['from'][:4]}"
    followed = "so few or so many that their number is left out" if found["outcomes"] is None else found["outcomes"]
    yield f"{found['assessments']} cases, {followed} with a further report within {found['months']} months"
    if not found["assessments"]:
        yield (
            f"No case was assessed with it in this year. Give another --year: what follows an assessment is known "
            f"{found['months']} months after it, and a year is told when that is so for all of it."
        )
        return
    yield "\nDiscrimination (area under the curve, 95 in 100)"
    for name, each in found["discrimination"].items():
        yield f"  {name:<40} {'cannot be said' if each is None else '{auc} ({low} to {high})'.format(**each)}"
    for title in ("calibration", "overrides", "groups"):
        for name, table in found[title].items():
            if not table:
                continue
            yield f"\n{title.capitalize()}: {name}"
            yield from map(row, table)
    yield ""
    yield from found["caveats"]


def row(each):
    """Return one line of a table."""
    if each.get("left_out"):
        return f"  {each['group']:<24} left out: too few"
    shares = [
        f"{name.replace('_', ' ')} {value['rate']} ({value['low']} to {value['high']})"
        for name, value in each.items()
        if isinstance(value, dict)
    ]
    return f"  {each['group']:<24} {each['number']:>7}  {'  '.join(shares) or 'rates left out: too few'}"
