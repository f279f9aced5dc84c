"""The SQL of person search: every way in which a person may be found, in one statement.

Each part reads an index that holds all it needs. People left out by the veil are left out inside each
part, before any limit, so that nobody is noticed by the room that they take.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection

from people import dates
from people.normal import one_character_out
from people.states import Precision

REACH, REACH_BESIDE = 2_000, 300
COLUMNS = "n.person_id::text, n.given, n.family, n.born_on"

# Pairs of names that may have been meant, born within a year of the date given.
PAIRS_BORN = """
    SELECT {columns}, '' AS met FROM unnest(%(givens)s::text[], %(families)s::text[]) pair(given, family),
    LATERAL (SELECT * FROM people_personname n WHERE n.family = pair.family AND n.given = pair.given
             AND n.born_on BETWEEN %(born_from)s AND %(born_until)s {visible} LIMIT 100) n
"""
# The likeliest pairs whatever the date; those without a date on record first.
PAIRS = """
    SELECT {columns}, '' FROM unnest(%(best_givens)s::text[], %(best_families)s::text[]) pair(given, family),
    LATERAL (SELECT * FROM people_personname n WHERE n.family = pair.family AND n.given = pair.given
             {visible} ORDER BY n.born_on DESC NULLS FIRST LIMIT 60) n
"""
# A bounded number of those with one family name; the ones born near the date first.
FAMILIES = """
    SELECT {columns}, '' FROM unnest(%(only_families)s::text[]) lone(word),
    LATERAL (SELECT * FROM (SELECT * FROM people_personname n WHERE n.family = lone.word {visible} LIMIT %(reach)s) n
             ORDER BY n.born_on BETWEEN %(born_from)s::date AND %(born_until)s::date DESC NULLS LAST LIMIT 60) n
"""
GIVENS_BORN = """
    SELECT {columns}, '' FROM unnest(%(only_givens)s::text[]) lone(word),
    LATERAL (SELECT * FROM people_personname n WHERE n.given = lone.word
             AND n.born_on BETWEEN %(born_from)s AND %(born_until)s {visible} LIMIT 100) n
"""
GIVENS = """
    SELECT {columns}, '' FROM unnest(%(only_givens)s::text[]) lone(word),
    LATERAL (SELECT * FROM people_personname n WHERE n.given = lone.word {visible} LIMIT 60) n
"""
# Everybody born on the day; of the days near it, those with one of the initials.
BORN = """
    (SELECT {columns}, '' FROM people_personname n WHERE n.born_on = %(born_on)s {visible} LIMIT 1500)
    UNION ALL
    (SELECT {columns}, '' FROM people_personname n WHERE n.born_on = ANY(%(born_near)s::date[])
     AND (left(n.family, 1) = ANY(%(initials)s::text[]) OR left(n.given, 1) = ANY(%(initials)s::text[]))
     {visible} LIMIT 1500)
"""
BORN_IN = """
    (SELECT {columns}, '' FROM people_personname n
     WHERE n.born_on BETWEEN %(first_day)s AND %(last_day)s {visible} LIMIT 300)
"""
NAMED = """
    SELECT found.person_id::text, coalesce(n.given, ''), coalesce(n.family, ''), n.born_on, found.met
    FROM ({found}) found LEFT JOIN people_personname n ON n.person_id = found.person_id
"""
PHONE = """
    (SELECT n.person_id, 'phone' AS met FROM people_phone n
     WHERE (n.number = %(phone)s OR reverse(n.number) LIKE %(ending)s) {visible} LIMIT 200)
"""
PLACE = """
    (SELECT n.person_id, '{met}' AS met FROM people_address place
     JOIN people_residence n ON n.address_id = place.id WHERE place.{column} = %({met})s {visible} LIMIT 500)
"""
# Pairs of dictionary words that share trigrams with those heard: slow, and only for what nothing else found.
ALIKE = """
    alike AS MATERIALIZED (
        SELECT heard.word AS heard, filed.word FROM unnest(%(words)s::text[]) heard(word),
        LATERAL (SELECT DISTINCT key.word, similarity(key.word, heard.word) AS near FROM people_namekey key
                 WHERE key.key LIKE '=%%' AND key.word %% heard.word ORDER BY near DESC, key.word LIMIT 15) filed
    )
"""
PAIRS_ALIKE = """
    SELECT {columns}, '' FROM alike one JOIN alike other ON other.heard <> one.heard OR {single},
    LATERAL (SELECT * FROM people_personname n WHERE n.family = one.word
             AND (n.given = other.word OR {single}) {visible} LIMIT 30) n
"""
# One part of the name, and a date of birth one digit out.
DIGIT_OUT = """
    (SELECT {columns}, '' FROM people_personname n WHERE n.given = ANY(%(lone_givens)s::text[])
     AND n.born_on = ANY(%(digit_out)s::date[]) {visible} LIMIT 480)
    UNION ALL
    (SELECT {columns}, '' FROM people_personname n WHERE n.family = ANY(%(lone_families)s::text[])
     AND n.born_on = ANY(%(digit_out)s::date[]) {visible} LIMIT 480)
"""
POSTCODE_ALIKE = """
    (SELECT n.person_id, 'postcode character' AS met FROM people_address place
     JOIN people_residence n ON n.address_id = place.id
     WHERE place.postcode = ANY(%(codes)s::text[]) {visible} LIMIT 300)
"""
ADDRESS_ALIKE = """
    (SELECT n.person_id, 'address alike' AS met FROM people_address place
     JOIN people_residence n ON n.address_id = place.id
     WHERE place.key %% %(address)s {visible} ORDER BY similarity(place.key, %(address)s) DESC LIMIT 60)
"""


def nobody(person_ids):
    """Let none of some people be seen."""
    return frozenset()


@dataclass(frozen=True)
class Veil:
    """Who is left out: the ids of everybody in question, less those of them that `seen` (ids) -> ids lets be seen."""

    doubtful: list = field(default_factory=list)
    seen: Callable = nobody


def run(parts, tables, parameters, veil):
    """Return rows (person id as text, given, family, born on, what was met beside the name) of all `parts`.

    Those in question are found by themselves, so that none of them takes the room of anybody else.
    """
    if not parts:
        return []
    sql = f"WITH {', '.join(tables)} " if tables else ""
    sql += " UNION ALL ".join(parts).replace("{columns}", COLUMNS)
    if not veil.doubtful:
        return rows(sql.replace("{visible}", ""), parameters)
    parameters = parameters | {"doubtful": veil.doubtful}
    beside = rows(sql.replace("{visible}", "AND n.person_id = ANY(%(doubtful)s::uuid[])"), parameters)
    seen = veil.seen({row[0] for row in beside}) if beside else ()
    found = rows(sql.replace("{visible}", "AND n.person_id <> ALL(%(doubtful)s::uuid[])"), parameters)
    return found + [row for row in beside if row[0] in seen]


def rows(sql, parameters):
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def read(asked, pairs, only, veil):
    """Return the rows of everybody who may be meant.

    `pairs` are (given, family), likeliest first; `only` is ([given names], [family names]) to look up
    without the other part.
    """
    parameters = {"born_from": None, "born_until": None, "reach": REACH_BESIDE if pairs else REACH}
    parts = []
    if pairs:
        parameters |= names_of("", pairs) | names_of("best_", pairs[: 30 if asked.born else 250])
        parts += [PAIRS_BORN, PAIRS] if asked.born else [PAIRS]
    parameters |= {"only_givens": only[0], "only_families": only[1]}
    if only[1]:
        parts.append(FAMILIES)
    if only[0]:
        parts += [GIVENS_BORN, GIVENS] if asked.born else [GIVENS]
    if asked.born:
        parts += [BORN] if asked.born.precision == Precision.DAY else [] if asked.words else [BORN_IN]
        parameters |= days_of(asked)
    return run(parts + places(asked, parameters), [], parameters, veil)


def names_of(prefix, pairs):
    """Return the parameters that hold the two halves of `pairs`."""
    return {f"{prefix}givens": [given for given, _ in pairs], f"{prefix}families": [family for _, family in pairs]}


def days_of(asked):
    """Return the parameters that hold the days worth reading."""
    born = asked.born
    year, month = born.on.replace(month=1, day=1), born.on.replace(day=1)
    return {
        "born_on": born.on,
        "born_near": [*dates.near(born)[1:], year, month],
        "initials": sorted({word[0] for word in asked.words}) or [""],
        "first_day": born.on,
        "last_day": born.last,
        "born_from": dates.shifted(year, -1),
        "born_until": dates.shifted(year.replace(month=12, day=31), 1),
    }


def places(asked, parameters):
    """Return the parts that look for a number, a postcode and an address; put their values in `parameters`."""
    found = []
    if asked.phone:
        parameters |= {"phone": asked.phone, "ending": f"{asked.phone[::-1][:6]}%"}
        found.append(PHONE)
    if asked.postcode:
        parameters["postcode"] = asked.postcode
        found.append(PLACE.replace("{met}", "postcode").replace("{column}", "postcode"))
    if asked.address:
        parameters["address"] = asked.address
        found.append(PLACE.replace("{met}", "address").replace("{column}", "key"))
    return [NAMED.replace("{found}", " UNION ALL ".join(found))] if found else []


def read_alike(asked, likely, veil):
    """Return the rows of those whom only a slower look finds, for what was too badly spelt for the keys.

    By trigrams over the dictionary; by one part of the name alone, with any date or one a digit out;
    by a postcode a character out; by an address that is written alike. `likely` is ([given names],
    [family names]), likeliest first.
    """
    words = [word for word in asked.words if len(word) > 3]
    single = "true" if len(asked.words) == 1 else "false"
    parameters = {"words": words, "address": asked.address, "codes": one_character_out(asked.postcode)}
    parameters |= {"only_givens": likely[0][:3], "lone_givens": likely[0], "lone_families": likely[1]}
    parts = [PAIRS_ALIKE.replace("{single}", single)] if words else []
    parts += [GIVENS] if likely[0] else []
    if asked.born:
        parameters |= days_of(asked) | {"digit_out": dates.digit_out(asked.born.on)}
        parts += [GIVENS_BORN] if asked.words else []
        parts += [DIGIT_OUT] if asked.words and asked.born.precision == Precision.DAY else []
    places = [POSTCODE_ALIKE] if asked.postcode else []
    places += [ADDRESS_ALIKE] if asked.address else []
    parts += [NAMED.replace("{found}", " UNION ALL ".join(places))] if places else []
    return run(parts, [ALIKE] if words else [], parameters, veil)
