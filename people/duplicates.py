"""Which records may be one human being: found by what they share, weighed as search weighs, never merged here.

Pairs come from exact joins on indexes (the same name part and date of birth, date turned round, telephone or
address), so that one new person costs a few probes and an import one pass. The more people are on record, the
more must agree: among millions, many share a name and a year.
"""

import hashlib
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from core.sql import joined_at_once
from people import scoring, wording
from people.asking import readings_of
from people.models import Alias, Person, Phone, Residence
from people.normal import forms, words
from people.scoring import Names

# Pairs weighed at a time, and people whose pairs are looked for in one statement.
AT_ONCE = 2_000
PEOPLE_AT_ONCE = 200_000
# Fewer people than this say nothing about how common an agreement by chance is.
FEWEST = 1_000

TURNED = """
    CASE WHEN extract(day FROM fresh.born_on) <= 12 THEN
         make_date(extract(year FROM fresh.born_on)::int, extract(day FROM fresh.born_on)::int,
                   extract(month FROM fresh.born_on)::int) END
"""
SHARED = """
    EXISTS (SELECT FROM people_phone a JOIN people_phone b ON b.number = a.number
            WHERE a.person_id = fresh.person_id AND b.person_id = held.person_id)
    OR EXISTS (SELECT FROM people_residence a JOIN people_residence b ON b.address_id = a.address_id
               WHERE a.person_id = fresh.person_id AND b.person_id = held.person_id)
"""
PAIRS = f"""
    WITH fresh AS MATERIALIZED (
        SELECT person_id, given, family, born_on FROM people_personname WHERE person_id = ANY(%(people)s::uuid[])
    ), met AS (
        SELECT fresh.person_id AS fresh, held.person_id AS held FROM fresh
        JOIN people_personname held ON held.family = fresh.family AND held.born_on = fresh.born_on
        WHERE fresh.family <> ''
        UNION
        SELECT fresh.person_id, held.person_id FROM fresh
        JOIN people_personname held ON held.given = fresh.given AND held.born_on = fresh.born_on
        WHERE fresh.given <> '' AND (left(held.family, 3) = left(fresh.family, 3)
            OR levenshtein_less_equal(held.family, fresh.family, 2) <= 2
            OR people_name_sound(held.family) = people_name_sound(fresh.family) OR {SHARED})
        UNION
        SELECT fresh.person_id, held.person_id FROM fresh
        JOIN people_personname held
            ON held.family = fresh.family AND held.given = fresh.given AND held.born_on = {TURNED}
        WHERE fresh.family <> '' AND fresh.given <> ''
        UNION
        SELECT fresh.person_id, held.person_id FROM fresh
        JOIN people_personname held
            ON held.family = fresh.given AND held.given = fresh.family AND held.born_on = fresh.born_on
        UNION
        SELECT fresh.person_id, held.person_id FROM fresh
        JOIN people_phone mine ON mine.person_id = fresh.person_id
        JOIN people_phone theirs ON theirs.number = mine.number AND theirs.person_id <> mine.person_id
        JOIN people_personname held ON held.person_id = theirs.person_id
        WHERE fresh.given <> '' AND fresh.given = held.given
        UNION
        SELECT fresh.person_id, held.person_id FROM fresh
        JOIN people_residence mine ON mine.person_id = fresh.person_id
        JOIN people_residence theirs ON theirs.address_id = mine.address_id AND theirs.person_id <> mine.person_id
        JOIN people_personname held ON held.person_id = theirs.person_id
        WHERE fresh.given <> '' AND fresh.given = held.given
    )
    SELECT DISTINCT least(one.id, other.id), greatest(one.id, other.id) FROM met
    JOIN people_person one ON one.id = met.fresh JOIN people_person other ON other.id = met.held
    WHERE one.identity_id <> other.identity_id AND NOT one.unknown AND NOT other.unknown
      AND NOT EXISTS (SELECT FROM people_relationship link
                      WHERE (link.of_id, link.to_id) IN ((one.id, other.id), (other.id, one.id)))
"""
KNOWN = """
    SELECT a, b, people_name_sound(a) = people_name_sound(b) FROM unnest(%(asked)s::text[], %(held)s::text[]) pair(a, b)
    WHERE people_name_sound(a) = people_name_sound(b)
"""
COUNTS = "SELECT word, people FROM people_namecount WHERE word = ANY(%(words)s::text[]) OR word = ''"


class Likeness(NamedTuple):
    """Two records that may be one person: the score (0 to 1), why, and the digest of what was compared."""

    one: object
    other: object
    score: float
    why: tuple
    facts: str


def among(person_ids, progress=None):
    """Yield Likeness for these people against everybody: those as likely one person as two, in no order.

    `progress` hears of how many more people all pairs are found.
    """
    looked_at = set()
    for people in in_pieces(list(person_ids), PEOPLE_AT_ONCE):
        fresh = [pair for pair in pairs_of(people) if looked_at.isdisjoint(pair)]
        for pairs in in_pieces(fresh, AT_ONCE):
            yield from weighed(pairs)
        looked_at.update(people)
        if progress:
            progress(len(people))


def pairs_of(person_ids):
    """Return (one id, other id) of records that share enough to be worth weighing, earlier record first."""
    with joined_at_once(len(person_ids) > AT_ONCE), connection.cursor() as cursor:
        cursor.execute(PAIRS, {"people": [str(each) for each in person_ids]})
        return cursor.fetchall()


def in_pieces(rows, size):
    """Yield so many of the rows at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def weighed(pairs):
    """Return Likeness for those of the pairs that may be one person."""
    people = with_details({each for pair in pairs for each in pair})
    names = known_names([(people[one], people[other]) for one, other in pairs])
    found = (weigh(people[one], people[other], names) for one, other in pairs)
    return [each for each in found if each]


def with_details(person_ids):
    """Return {id: Person} with `numbers`, `places` and `also`, which are all that is compared."""
    mine = {"person": OuterRef("pk")}
    found = Person.objects.filter(pk__in=person_ids).annotate(
        numbers=ArraySubquery(Phone.objects.filter(**mine).values("number").order_by("number")),
        places=ArraySubquery(
            Residence.objects.filter(**mine)
            .values(place=JSONObject(code="address__postcode", key="address__key"))
            .order_by("address__postcode", "address__key")
        ),
        also=ArraySubquery(
            Alias.objects.filter(**mine)
            .values(name=JSONObject(given="given_name", family="family_name"))
            .order_by("given_name", "family_name")
        ),
    )
    return {person.pk: person for person in found}


def known_names(pairs):
    """Return Names that knows which words of these pairs sound alike, and how common each is."""
    every = {(a, b) for one, other in pairs for a in words_of(one) for b in words_of(other)}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"asked": [a for a, _ in every], "held": [b for _, b in every]})
        sounds = {(a, b) for a, b, _ in cursor.fetchall()}
        cursor.execute(COUNTS, {"words": sorted({word for pair in every for word in pair})})
        return Names(sounds, dict(cursor.fetchall()))


def names_of(person):
    """Return (given name, family name, whether an alias) of every name under which a record is known."""
    own = (person.given_name, person.family_name, False)
    return [own, *((also["given"], also["family"], True) for also in person.also)]


def words_of(person):
    """Return every word of every name of a record, as they are compared."""
    found = {word for given, family, _ in names_of(person) for part in (given, family) for word in forms(part)}
    return found | {word for given, family, _ in names_of(person) for word in words(f"{given} {family}")}


def weigh(one, other, names):
    """Return Likeness of two records, or None where they are rather two people.

    Whatever else they share, people whose given names or dates of birth differ outright are not offered: a
    household shares its address, its telephone and its family name.
    """
    name, differ = likest_name(one, other, names)
    born = scoring.born(one.born, other.born)
    if differ or born.level in ("different", "near_year"):
        return None
    said = [
        name,
        born,
        likest(scoring.phone, one.numbers, other.numbers),
        likest(scoring.postcode, codes(one), codes(other)),
        likest(scoring.address, keys(one), keys(other)),
        scoring.sex(one.sex, other.sex),
    ]
    score = scoring.chance(sum(each.bits for each in said), max(names.counts.get("", 0), FEWEST))
    if score < scoring.weights()["duplicates"]["least"]:
        return None
    why = tuple(sentence for each in said for sentence in each.why.split("\n") if sentence)
    return Likeness(one, other, score, why, digest(one, other))


def likest_name(one, other, names):
    """Return (what is to be said of the names that agree best, whether the given names differ outright)."""
    best = None
    for given, family, alias in names_of(one):
        readings = readings_of(given, family)
        for shown in names_of(other):
            whole = names.whole(readings, forms(shown[0]), forms(shown[1]))
            if best is None or whole[0] > best[0][0]:
                best = whole, shown[:2], alias or shown[2]
    whole, shown, alias = best
    return scoring.Said("name", whole[0], "\n".join(wording.name(whole, shown, alias))), whole[2][0] == "different"


def likest(compare, some, others):
    """Return the best of comparing each of `some` with all `others`."""
    return max((compare(each, others) for each in some), key=lambda said: said.bits, default=scoring.MISSING)


def codes(person):
    """Return the postcodes where a record has lived."""
    return [place["code"] for place in person.places if place["code"]]


def keys(person):
    """Return the comparable addresses where a record has lived."""
    return [place["key"] for place in person.places if place["key"]]


def digest(one, other):
    """Return a digest of everything that was compared of two records."""
    said = [
        (str(each.pk), names_of(each), str(each.born), each.sex, each.numbers, codes(each), keys(each))
        for each in sorted((one, other), key=lambda person: person.pk)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
