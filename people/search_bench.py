"""Measures person search among many invented people, beside trigrams over all of them with the same re-rank.

People and names are made in SQL, in a schema of its own. Names follow a power law over some hundred thousand words;
a query is somebody on record with one mistake in the name and what a caller knows of the date of birth.
"""

import random
import time
from contextlib import contextmanager
from datetime import date

from django.db import connection

from people import search
from people.asking import ask
from people.dates import Born, shifted, turned
from people.models import NameKey, Person, PersonName

SCHEMA = "bench_search"
TABLES = "person alias phone address residence personname namekey namecount".split()
SYLLABLES = "ba be bri ca cor da del dor el fa fen ga gwen ha hol in jo ka ler lo ma mer na nor ol pa per qui ra ro sa"
SYLLABLES += " sha ta ter to ul va ver wen wil wy ya zo ash brook croft ford ham ley ton worth"
# A word for each number, always the same: its digits in the number system of the syllables.
WORD = """
    CREATE FUNCTION pg_temp.word(number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT string_agg(
            syllable[1 + (number / (array_length(syllable, 1) ^ place)::bigint) % array_length(syllable, 1)],
            '' ORDER BY place)
        FROM (SELECT string_to_array('{syllables}', ' ') AS syllable) s,
             generate_series(0, greatest(1, floor(ln(number + 1) / ln(array_length(syllable, 1)))::int)) place $$
"""
PEOPLE = """
    INSERT INTO people_person (id, identity_id, given_name, family_name, born_on, born_precision, sex, unknown, source,
                               external_id)
    SELECT id, id, initcap(given.word), initcap(family.word), born_on, 'DAY', '', false, '', ''
    FROM (SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid AS id,
                 floor(%(givens)s * random() ^ 3)::int AS given, floor(%(families)s * random() ^ 2)::int AS family,
                 CASE WHEN random() < 0.95 THEN date '1930-01-01' + floor(random() * 29000)::int END AS born_on
          FROM generate_series(1, %(people)s) number) made
    JOIN bench_word given ON given.number = made.given JOIN bench_word family ON family.number = made.family
"""
NAMES = """
    INSERT INTO people_personname (person_id, given, family, born_on)
    SELECT id, lower(given_name), lower(family_name), born_on FROM people_person
"""
KEYS = """
    INSERT INTO people_namekey (key, word) SELECT people_name_filed(word), word FROM
        (SELECT given AS word FROM people_personname UNION SELECT family FROM people_personname) words
"""
COUNTS = """
    INSERT INTO people_namecount (word, people)
    SELECT word, count(*) FROM (SELECT given AS word FROM people_personname UNION ALL
                                SELECT family FROM people_personname) borne GROUP BY word
    UNION ALL SELECT '', count(*) FROM people_person
"""
IDENTITIES = """
    ALTER TABLE people_person ADD PRIMARY KEY (id); CREATE INDEX ON people_person (identity_id)
"""
TRIGRAMS = """
    CREATE INDEX bench_trigrams ON people_personname USING gin ((given || ' ' || family) public.gin_trgm_ops)
"""
ALIKE = """
    SELECT person_id, given, family, born_on, '' FROM people_personname
    WHERE (given || ' ' || family) %% %(said)s
      AND (%(year)s::int IS NULL OR born_on IS NULL OR extract(year FROM born_on) BETWEEN %(year)s - 1 AND %(year)s + 1)
"""


def make(people, seed, told):
    """Make the people, their names and every index; `told` hears what is being done."""
    families = max(1_000, people // 40)
    sizes = {"people": people, "givens": max(200, people // 400), "families": families}
    steps = [
        ("schema", f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}; SELECT setseed({seed / 1000})"),
        ("words", WORD.format(syllables=SYLLABLES)),
        ("words", f"CREATE TABLE bench_word AS SELECT number, pg_temp.word(number + 60) AS word "
                  f"FROM generate_series(0, {families}) number"),
        ("people", PEOPLE),
        ("names", NAMES),
        ("keys", KEYS),
        ("counts", COUNTS),
        ("keys of people", IDENTITIES),
        ("trigrams of everybody, for the comparison", TRIGRAMS),
        ("statistics", "ANALYZE " + ", ".join(f"people_{table}" for table in TABLES)),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {SCHEMA}, public; SET LOCAL lock_timeout = 0")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'")
        for place, (name, sql) in enumerate(steps):
            told(name)
            cursor.execute(sql, sizes if "%(" in sql else None)
            if place == 0:
                for table in TABLES:
                    cursor.execute(
                        f"CREATE TABLE {SCHEMA}.people_{table} (LIKE public.people_{table} INCLUDING DEFAULTS)"
                    )
                cursor.execute(f"ALTER TABLE {SCHEMA}.people_personname ALTER id ADD GENERATED ALWAYS AS IDENTITY")
                cursor.execute(f"ALTER TABLE {SCHEMA}.people_namekey ALTER id ADD GENERATED ALWAYS AS IDENTITY")
        told("indexes")
        for model in (PersonName, NameKey):
            for index in model._meta.indexes:
                cursor.execute(str(index.create_sql(model, connection.schema_editor())))
        cursor.execute("ALTER TABLE people_namecount ADD PRIMARY KEY (word)")


def tidy():
    """Vacuum the names as the database does by itself in time, so that an index alone answers; in no transaction."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM {SCHEMA}.people_{table}")


def queries(number, seed):
    """Return [(who is meant, asked)]: people on record with one mistake each, the same for the same seed."""
    chance = random.Random(seed)
    count = Person.objects.count()
    found = []
    for _ in range(number):
        person = Person.objects.get(pk=f"00000000-0000-7000-8000-{chance.randrange(1, count + 1):012x}")
        given, family = person.given_name.lower(), person.family_name.lower()
        if chance.random() < 0.4:
            given = misspelt(given, chance)
        else:
            family = misspelt(family, chance)
        found.append((person.pk, ask(given_name=given, family_name=family, born_on=heard(person.born_on, chance))))
    return found


def misspelt(word, chance):
    """Return a word with one letter wrong, missing, doubled, or two changed over."""
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        [
            word[:at] + chance.choice("aeiourstln") + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def heard(born_on, chance):
    """Return what a caller knows of a date of birth: all, day and month changed over, the year, about, nothing."""
    kind = chance.choices(("day", "turned", "year", "about", ""), (40, 10, 25, 15, 10))[0]
    if not born_on or not kind:
        return None
    if kind == "day":
        return Born(born_on)
    if kind == "turned":
        return Born(turned(born_on) or born_on)
    year = shifted(born_on, chance.choice((-1, 1)) if kind == "about" else 0).year
    return Born(date(year, 1, 1), "YEAR")


def by_trigrams(asked):
    """Return the people found by trigrams over everybody near the year, re-ranked as our search ranks."""
    _, names = search.expand(asked.words)
    said = " ".join(forms[-1] for forms in asked.readings[0][:2] if forms)
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"said": said, "year": asked.born and asked.born.on.year})
        found = search.rough(asked, names, cursor.fetchall())
    best = sorted(found, key=lambda person_id: (-found[person_id], person_id))[: search.LOOKED_AT]
    matches = [search.weigh(asked, names, records) for records in search.grouped(best)]
    return sorted(matches, key=lambda match: -match.bits)[:20]


@contextmanager
def pages_counted():
    """Give a list that grows by the pages that each statement touched, read from its plan after a run of its own."""
    touched = []

    def explain(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql, params, many, context)
            plan = context["cursor"].fetchone()[0][0]["Plan"]
            touched.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield touched


def measure(asked, find, progress=iter):
    """Return recall at 20, milliseconds of the first and of a second run, and pages touched, for `find(asked)`."""
    first, again, pages, hits = [], [], [], 0
    for meant, each in progress(asked):
        start = time.perf_counter()
        found = find(each)
        first.append((time.perf_counter() - start) * 1000)
        hits += meant in {match.person.pk for match in found}
    for _, each in progress(asked):
        start = time.perf_counter()
        find(each)
        again.append((time.perf_counter() - start) * 1000)
    for _, each in progress(asked[:: max(1, len(asked) // 20)]):
        with pages_counted() as touched:
            find(each)
        pages.append(sum(touched))
    return {
        "recall@20": hits / len(asked),
        "first_p50": at(first, 0.5),
        "first_p95": at(first, 0.95),
        "ms_p50": at(again, 0.5),
        "ms_p95": at(again, 0.95),
        "pages_p50": at(pages, 0.5),
        "pages_p95": at(pages, 0.95),
        "queries": len(asked),
    }


def at(values, share):
    """Return the value below which a share of all lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def ours(asked):
    """Return what the service's own search finds."""
    return search.find(asked)


WAYS = {"ours": ours, "trigram and re-rank": by_trigrams}
