"""Measures person search on a file of recorded variants, in a schema of its own that is rolled back.

The first row of each person is what the force holds; every other row is what a caller said.
"""

import csv
import importlib.util
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from django.db import connection, transaction

from core.models import new_id
from people import dates, normal, search
from people.asking import ask
from people.indexing import index_names

TABLES = "person alias phone address residence personname namekey namecount".split()
CLOSEST = """
    SELECT person FROM bench_text ORDER BY similarity({column}, %s) DESC, person LIMIT 5
"""
TEXTS = """
    CREATE TABLE bench_text AS
    SELECT person, lower(name) AS name, lower(concat_ws(' ', name, born_on)) AS name_and_date,
        lower(concat_ws(' ', name, born_on, postcode)) AS everything
    FROM (SELECT external_id AS person, given_name || ' ' || family_name AS name, born_on,
                 (SELECT min(postcode) FROM people_residence home JOIN people_address place
                  ON place.id = home.address_id WHERE home.person_id = person.id) AS postcode
          FROM people_person person) held
"""


class Unusable(Exception):
    """The file cannot be measured; the text says why."""


def read_file(path):
    """Return (held, said): {person: first row}, and all other rows; raise Unusable with a sentence."""
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from None
    if not rows or {"person", "given_name", "family_name", "born_on", "postcode"} - set(rows[0]):
        raise Unusable(f"{path} has no rows with the columns person, given_name, family_name, born_on, postcode.")
    held, said = {}, []
    for row in rows:
        if held.setdefault(row["person"], row) is not row:
            said.append(row)
    return held, said


def likely_born(text):
    """Return Born for what a caller said, keeping the year of a day that never was; None when unreadable."""
    try:
        return dates.read(text)
    except ValueError:
        return dates.Born(date(int(text[:4]), 1, 1), "YEAR") if text[:4].isdecimal() and int(text[:4]) else None


@contextmanager
def held_apart(held):
    """Load the people into empty tables of a schema that is rolled back at the end; give {id: person}."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA bench_matching; SET LOCAL search_path = bench_matching, public")
        for table in TABLES:
            cursor.execute(f"CREATE TABLE bench_matching.people_{table} (LIKE public.people_{table} INCLUDING ALL)")
        yield load(cursor, held)
        transaction.set_rollback(True)


def load(cursor, held):
    """Load the people, index their names, and return {id: person}."""
    known = {}
    for row in held.values():
        known[str(hold(cursor, row))] = row["person"]
    index_names()
    cursor.execute(TEXTS)
    cursor.execute("ANALYZE")
    return known


def hold(cursor, row):
    """Put one person with the postcode into the tables; return the id."""
    person_id, born, code = new_id(), likely_born(row["born_on"]), normal.postcode(row["postcode"])
    precision = born.precision if born else "DAY"
    cursor.execute(
        "INSERT INTO people_person (id, identity_id, given_name, family_name, born_on, born_precision, sex,"
        " unknown, source, external_id) VALUES (%s, %s, %s, %s, %s, %s, '', false, 'bench', %s)",
        [person_id, person_id, row["given_name"], row["family_name"], born and born.on, precision, row["person"]],
    )
    if code:
        cursor.execute(
            "INSERT INTO people_address (id, text, postcode, key) VALUES (%s, '', %s, '')"
            " ON CONFLICT (postcode, key) DO UPDATE SET text = '' RETURNING id",
            [new_id(), code],
        )
        cursor.execute(
            "INSERT INTO people_residence (id, person_id, address_id) VALUES (%s, %s, %s)",
            [new_id(), person_id, cursor.fetchone()[0]],
        )
    return person_id


def methods(known):
    """Return (name, find(row)) for each way of searching that is measured."""
    return [
        ("ours", lambda row: ours(row, known)),
        ("ours, name and date", lambda row: ours(row, known, place=False)),
        ("trigram, name", lambda row: trigram(row, "name")),
        ("trigram, name and date", lambda row: trigram(row, "name_and_date")),
        ("trigram, name, date and postcode", lambda row: trigram(row, "everything")),
    ]


def ours(row, known, *, place=True):
    """Return the five people that our search puts first."""
    asked = ask(
        q=f"{row['given_name']} {row['family_name']}",
        born_on=likely_born(row["born_on"]),
        code=row["postcode"] if place else "",
    )
    return [known[str(match.person.pk)] for match in search.find(asked, limit=5)]


def trigram(row, column):
    """Return the five people whose text shares most trigrams with what was said, over all rows."""
    said = {
        "name": [row["given_name"], row["family_name"]],
        "name_and_date": [row["given_name"], row["family_name"], row["born_on"]],
        "everything": [row["given_name"], row["family_name"], row["born_on"], row["postcode"]],
    }
    with connection.cursor() as cursor:
        cursor.execute(CLOSEST.format(column=column), [" ".join(said[column]).lower()])
        return [person for (person,) in cursor.fetchall()]


def measure(said, find):
    """Return recall at 1 and at 5 and milliseconds per query of `find(row)` over the rows said."""
    first = five = 0
    took = []
    for row in said:
        start = time.perf_counter()
        found = find(row)
        took.append((time.perf_counter() - start) * 1000)
        first += found[:1] == [row["person"]]
        five += row["person"] in found
    took.sort()
    return {
        "recall@1": round(first / len(said), 4),
        "recall@5": round(five / len(said), 4),
        "ms_p50": round(median(took), 2),
        "ms_p95": round(took[int(len(took) * 0.95)], 2),
        "queries": len(said),
    }


def installed(package):
    """Say whether a package can be imported."""
    return importlib.util.find_spec(package) is not None
