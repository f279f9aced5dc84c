"""`manage.py bench_cover [CASES]`: how long it takes to move everything of somebody who leaves; nothing is kept."""

import json
import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import Role
from incidents import queries, services
from incidents.models import Case, Ownership
from people import services as people

MOST_SECONDS = 2.0


class Command(BaseCommand):
    help = "Close the account of an officer who owns so many cases, move them to a deputy, and print the time taken."

    def add_arguments(self, parser):
        parser.add_argument("cases", type=int, nargs="?", default=500)
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, cases, **options):
        with transaction.atomic():
            seconds, uncovered = measure(cases, timezone.now())
            transaction.set_rollback(True)
        found = {"cases": cases, "seconds": round(seconds, 3), "uncovered_minutes": float(uncovered)}
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            limit = f"limit {MOST_SECONDS} s for 500"
            self.stdout.write(f"{cases} cases moved in {seconds:.2f} s ({limit}); {uncovered} minutes uncovered.")


def measure(cases, at):
    """Make an officer with so many cases, move them all, and return (seconds, uncovered minutes)."""
    force = accounts.found_force(code="bench", name="Bench", units={"response": "Response"})
    unit = force.units.get(code="response")
    leaver, deputy = (officer(name, Role.RESPONSE, unit, at) for name in ("leaver", "deputy"))
    administrator = officer("administrator", Role.ADMINISTRATOR, unit, at)
    for number in range(cases):
        pair = [people.register(given_name=f"Bench{number}", family_name=role, by=leaver, at=at) for role in ("V", "S")]
        case = Case.objects.create(
            victim=pair[0], suspect=pair[1], force=force, unit=unit, risk_level="HIGH", opened_at=at
        )
        Ownership.objects.create(case=case, officer=leaver, from_at=at)
        services.add_information(case_id=case.pk, kind="contact", occurred_on=at.date(), text="Bench", by=leaver, at=at)
    enforce()
    start = time.perf_counter()
    accounts.deactivate_officer(officer_id=leaver.pk, deputy_id=deputy.pk, by=administrator, at=at)
    enforce()
    return time.perf_counter() - start, queries.uncovered_minutes(at=timezone.now(), force_id=force.pk)


def officer(name, role, unit, at):
    """Enrol and post an officer of the bench."""
    made = accounts.enrol(username=f"bench-{name}", first_name=name.title(), last_name="Bench")
    accounts.post(officer=made, role=role, unit=unit, from_at=at - timedelta(days=1))
    return made


def enforce():
    """Let the deferred constraints speak now, as a commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
