"""`manage.py print_house`: writes the pages of docs/ that come from the tables of the house."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dacase.documents import PAGES


class Command(BaseCommand):
    help = "Write docs/law.md, duties.md, states.md and permissions.md from the tables of the house."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs", help="default: docs")

    def handle(self, *, check, folder, **options):
        stale = [name for name, page in PAGES.items() if kept(folder / name) != page()]
        if check and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run: python3 manage.py print_house")
        for name in stale:
            (folder / name).write_text(PAGES[name](), encoding="utf-8")
        self.stdout.write(f"Written: {', '.join(stale)}" if stale else "Every page is up to date.")


def kept(path):
    """Return the text of a page as it is now, nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else None
