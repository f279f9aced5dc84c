"""`manage.py refresh_holidays`: writes law/holidays.toml anew from the `holidays` package."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from law import holidays as table


class Command(BaseCommand):
    help = "Writes the table of bank holidays of England and Wales from the `holidays` package (no network)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from-year", type=int, default=table.FIRST_YEAR)
        parser.add_argument("--to-year", type=int, default=table.LAST_YEAR)
        parser.add_argument("--check", action="store_true", help="say whether the table is current, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        written = table.render(announced(options["from_year"], options["to_year"]))
        current = table.TABLE.read_text(encoding="utf-8")
        if options["check"]:
            if written != current:
                raise CommandError("The table of bank holidays differs from the package. Run refresh_holidays.")
            self.stdout.write("The table of bank holidays is current.")
            return
        table.TABLE.write_text(written, encoding="utf-8")
        self.stdout.write("Nothing changed." if written == current else "The table of bank holidays was written.")


def announced(from_year: int, to_year: int) -> list[date]:
    """The weekdays on which banks close in England, by the package; both years included."""
    try:
        import holidays
    except ImportError as missing:
        raise CommandError(
            "Install the development requirements first: the `holidays` package is missing."
        ) from missing
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(from_year, to_year + 1))
    return sorted(day for day in known if day.weekday() < 5 and from_year <= day.year <= to_year)
