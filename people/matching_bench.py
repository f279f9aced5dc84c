"""Measures person search on a file of recorded variants, in a schema of its own that is rolled back.

The first row of each person is what the force holds; every other row is what a caller said.
"""

import csv
import importlib.util
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from core.models import new_id
from people import dates, normal, search
from people.asking import ask
from people.candidates import Veil
from people.indexing import index_names
from people.recall import Answer, is_present

TABLES = "person alias phone address residence personname namekey namecount".split()
# What the caller gave, and the columns that say it.
FORMS = {
    "name and date": ("given_name", "family_name", "born_on"),
    "name and year": ("given_name", "family_name", "year"),
    "everything": ("given_name", "family_name", "born_on", "postcode", "address"),
}
FOUND = 20
CLOSEST = """
    SELECT person, similarity({column}, %(said)s) FROM bench_text WHERE person <> %(but)s
    ORDER BY similarity({column}, %(said)s) DESC, person LIMIT 20
"""
TEXTS = """
    CREATE TABLE bench_text AS
    SELECT person, lower(concat_ws(' ', name, born_on)) AS name_and_date,
        lower(concat_ws(' ', name, extract(year FROM born_on))) AS name_and_year,
        lower(concat_ws(' ', name, born_on, postcode, address)) AS everything
    FROM (SELECT external_id AS person, given_name || ' ' || family_name AS name, born_on,
                 place.postcode, nullif(place.text, '') AS address
          FROM people_person person LEFT JOIN people_residence home ON home.person_id = person.id
          LEFT JOIN people_address place ON place.id = home.address_id) held
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
        row |= {"year": row["born_on"][:4], "address": row.get("address") or ""}
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
    cursor.execute(f"ANALYZE bench_text, {', '.join(f'people_{table}' for table in TABLES)}")
    return known


def hold(cursor, row):
    """Put one person with the postcode and address into the tables; return the id."""
    person_id, born, code = new_id(), likely_born(row["born_on"]), normal.postcode(row["postcode"])
    precision = born.precision if born else "DAY"
    cursor.execute(
        "INSERT INTO people_person (id, identity_id, given_name, family_name, born_on, born_precision, sex,"
        " unknown, source, external_id) VALUES (%s, %s, %s, %s, %s, %s, '', false, 'bench', %s)",
        [person_id, person_id, row["given_name"], row["family_name"], born and born.on, precision, row["person"]],
    )
    if code or row["address"]:
        cursor.execute(
            "INSERT INTO people_address (id, text, postcode, key) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (postcode, key) DO UPDATE SET text = excluded.text RETURNING id",
            [new_id(), row["address"], code, normal.address_key(row["address"])],
        )
        cursor.execute(
            "INSERT INTO people_residence (id, person_id, address_id) VALUES (%s, %s, %s)",
            [new_id(), person_id, cursor.fetchone()[0]],
        )
    return person_id


def ours(row, form, known, ids):
    """Return the people that our search puts first, with the weight of each in bits."""
    columns = FORMS[form]
    asked = ask(
        q=f"{row['given_name']} {row['family_name']}",
        born_on=likely_born(row["year"] if "year" in columns else row["born_on"]),
        code=row["postcode"] if "postcode" in columns else "",
        address=row["address"] if "address" in columns else "",
    )
    veil = Veil([] if is_present(row["person"]) else [str(ids[row["person"]])])
    return [(known[str(match.person.pk)], match.bits) for match in search.find(asked, veil, limit=FOUND)]


def trigram(row, form):
    """Return the people whose text shares most trigrams with what was said, over all rows."""
    said = " ".join(filter(None, (row[column] for column in FORMS[form]))).lower()
    but = "" if is_present(row["person"]) else row["person"]
    with connection.cursor() as cursor:
        cursor.execute(CLOSEST.format(column=form.replace(" ", "_")), {"said": said, "but": but})
        return cursor.fetchall()


def answers(said, find, progress=iter):
    """Return the Answer of `find(row)` for every row said; people who are not present are left out by `find`."""
    found = []
    for row in progress(said):
        start = time.perf_counter()
        ranked = find(row)
        found.append(Answer(row["person"], ranked, (time.perf_counter() - start) * 1000))
    return found


def spread(rows, limit):
    """Return at most `limit` rows, evenly spread over all."""
    return rows[:: max(1, len(rows) // limit)][:limit] if 0 < limit < len(rows) else rows


def installed(package):
    """Say whether a package can be imported."""
    return importlib.util.find_spec(package) is not None
