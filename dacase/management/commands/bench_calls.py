"""`manage.py bench_calls`: what logging a call costs the database, and whether its flags are those of a full look."""

import json
import random
import re
from collections import Counter
from contextlib import contextmanager
from statistics import mean, quantiles
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.permissions import Role
from incidents import services as incidents
from law import clocks
from people import services as people

COUPLES = 30
WORST = 12
GIVEN = ("Asha", "Brona", "Ciara", "Delia", "Edda", "Farah", "Gwen", "Hana", "Iris", "Juno")
FAMILY = ("Vale", "Tull", "Quint", "Marsh", "Orme", "Pell", "Rusk", "Stark", "Thorn", "Wray")


class Command(BaseCommand):
    help = (
        "Log so many calls in a transaction that is rolled back. Print the database's 95th percentile as a ratio to a "
        "durable insert of one row in the same run, the statements, and what a full look at the flags would change."
    )

    def add_arguments(self, parser):
        parser.add_argument("--calls", type=int, default=200, help="how many calls (at least 20)")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, calls, **options):
        if calls < 20:
            raise CommandError("At least 20 calls are needed for a 95th percentile.")
        now = timezone.now()
        inserts = durable_inserts(calls)
        with transaction.atomic():
            found = {"calls": calls, **measured(calls, inserts, now)}
            transaction.set_rollback(True)
        self.stdout.write(json.dumps(found) if options["json"] else words(found))


class Meter:
    """Adds up what the database takes for each statement, and counts the statements by their shape."""

    def __init__(self):
        self.seconds, self.shapes, self.spent = 0.0, Counter(), Counter()

    def __call__(self, execute, sql, params, many, context):
        began = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            taken = perf_counter() - began
            self.seconds += taken
            self.shapes[shape(sql)] += 1
            self.spent[shape(sql)] += taken * 1000


@contextmanager
def metered():
    """Measure every statement inside."""
    meter = Meter()
    with connection.execute_wrapper(meter):
        yield meter


def shape(sql):
    """Return the first words of a statement and the tables it names, so that alike ones count together."""
    kind = sql.lstrip("( \n").split(None, 1)[0].upper()
    tables = re.findall(r'(?:FROM|INTO|UPDATE)\s+"?(\w+)', sql)
    return f"{kind} {' '.join(dict.fromkeys(tables))}".strip()


def durable_inserts(count):
    """Return the milliseconds of inserting and committing one row, so many times."""
    with a_table() as insert:
        return [insert(number) for number in range(count)]


@contextmanager
def a_table():
    """Make a table meanwhile; give a function that inserts a row of some number there and returns the milliseconds."""

    def insert(number):
        began = perf_counter()
        cursor.execute("INSERT INTO bench_calls_row VALUES (%s, 'one row')", [number])
        return (perf_counter() - began) * 1000

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_calls_row (id bigint PRIMARY KEY, text text)")
        try:
            yield insert
        finally:
            cursor.execute("DROP TABLE bench_calls_row")


def measured(calls, inserts, now):
    """Log the calls and return the figures; a call is its statements and one commit, taken as dear as an insert."""
    operator, cru = staff(now)
    choose, couples, taken, counts = random.Random(1), [], [], []
    shapes, spent = Counter(), Counter()
    for number in range(calls):
        arguments = a_call(choose, couples)
        with metered() as meter:
            incident = incidents.log_call(by=operator, at=now, channel="999", **arguments)
        taken.append(meter.seconds * 1000)
        counts.append(sum(meter.shapes.values()))
        shapes += meter.shapes
        spent += meter.spent
        if len(couples) < COUPLES:
            couples.append([row.person_id for row in incident.involvements.order_by("role", "pk")])
        elif number % 10 == 0:
            change(choose, couples, cru, now)
    commit = percentile(inserts)
    call = percentile(taken) + commit
    return {
        "insert_p95_ms": round(commit, 3),
        "call_p95_ms": round(call, 3),
        "ratio": round(call / commit, 1),
        "statements": round(mean(counts)),
        "most_often": {name: round(times / calls, 1) for name, times in shapes.most_common(WORST)},
        "dearest_ms": {name: round(each / calls, 2) for name, each in spent.most_common(WORST)},
        "flags_a_full_look_would_change": sum(incidents.heal_flags(at=now).values()),
    }


def staff(now):
    """Return an operator and a specialist of a force of their own."""
    force = accounts.found_force(code="bench", name="Bench", units={"control": "Control room"})
    found = []
    for role in (Role.CONTROL, Role.CRU):
        officer = accounts.enrol(username=f"bench-{role.lower()}", first_name="Ida", last_name="Example")
        accounts.post(officer=officer, role=role, unit=force.units.get(), from_at=now - clocks.ONE_DAY)
        found.append(officer)
    return found


def a_call(choose, couples):
    """Return the words of a call: a couple that nobody knows yet, or one that has called before."""
    if len(couples) < COUPLES:
        named = [{"given_name": choose.choice(GIVEN), "family_name": choose.choice(FAMILY)} for _ in range(2)]
    else:
        named = [{"person_id": person_id} for person_id in choose.choice(couples)]
    suspect, victim = named
    violence = choose.choice(["used", "threatened", "none"])
    return {
        "address": f"{choose.randint(1, 40)} Harbour Row",
        "postcode": "CT16 1AA",
        "what": "Shouting and something broken",
        "people": [{"role": "victim", **victim}, {"role": "suspect", "relation": "ex_partner", **suspect}],
        "facts": {"violence": violence},
    }


def change(choose, couples, by, at):
    """Change what flags rest on in another way than by a call: two records are one person, and then they are not."""
    one, other = choose.sample(couples, 2)
    people.merge_people(keep_id=one[1], merge_id=other[1], reason="The same number", by=by, at=at)
    if choose.random() < 0.7:
        people.unmerge_people(person_id=other[1], reason="Two sisters", by=by, at=at)
    else:
        couples.remove(other)


def percentile(taken):
    """Return the 95th percentile."""
    return quantiles(taken, n=20)[-1]


def words(found):
    """Return the figures in lines."""
    lines = [
        f"{found['calls']} calls: p95 {found['call_p95_ms']} ms in the database, {found['ratio']}x a durable insert of "
        f"one row ({found['insert_p95_ms']} ms), {found['statements']} statements a call.",
        f"A full look at the flags would change {found['flags_a_full_look_would_change']}.",
    ]
    for title, key in (("Statements a call:", "most_often"), ("Milliseconds a call:", "dearest_ms")):
        lines += [title, *(f"  {number:8} {name}" for name, number in found[key].items())]
    return "\n".join(lines)
