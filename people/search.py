"""Person search: from what was asked to the people who may be meant, best first.

Three statements, however many people there are: the names that may have been meant (from the dictionary
of names), the people who bear them or share a date, number or place, and what is known of the best of
those. A fourth, by trigrams over the dictionary, only when the best found so far is poor.
"""

from dataclasses import dataclass, field

from django.db import connection

from people import candidates, scoring, wording
from people.dates import Born
from people.models import Person
from people.nicknames import stands_for
from people.normal import forms
from people.scoring import Names
from people.states import Precision

LOOKED_AT = 30
WORDS_MEANT = 25
PAIRS_TRIED = 120
# Of the weight that a perfect record would have; below it the slower look is worth its time.
POOR = 0.6
LONE = 8
NOBODY = candidates.Veil()

EXPAND = """
    WITH heard AS MATERIALIZED (
        SELECT word, people_name_heard(word) AS key FROM unnest(%(words)s::text[]) word
        UNION SELECT word, '=' || other FROM unnest(%(short)s::text[], %(long)s::text[]) pair(word, other)
    ), met AS (
        SELECT heard.word AS heard, filed.word, bool_or(starts_with(heard.key, '#')) AS sounds FROM heard,
        LATERAL (SELECT word FROM people_namekey WHERE people_namekey.key = heard.key LIMIT 2000) filed GROUP BY 1, 2
    ), near AS (
        SELECT heard, word, sounds,
               least(levenshtein(heard, word),
                     CASE WHEN starts_with(word, heard) OR starts_with(heard, word) THEN 2 ELSE 99 END) AS away
        FROM met
    ), nearest AS (
        SELECT *, row_number() OVER (PARTITION BY heard ORDER BY away, sounds DESC, word) AS turn FROM near
    ), ranked AS (
        SELECT heard, word, people,
               row_number() OVER (PARTITION BY heard ORDER BY away, people DESC NULLS LAST, word) AS place
        FROM (SELECT * FROM nearest WHERE turn <= 45 OR word = ANY(%(long)s)) nearest,
             LATERAL (SELECT max(people) AS people FROM people_namecount WHERE word = nearest.word) borne
    )
    SELECT heard, word, people, people_name_sound(heard) = people_name_sound(word)
    FROM ranked WHERE place <= 40 OR word = ANY(%(long)s)
    UNION ALL SELECT '', '', people, false FROM people_namecount WHERE word = ''
"""

# Every record of the identities found, with its numbers, places and other names. Written out, since making this
# statement anew took longer than running it.
RECORDS = """
    SELECT record.*,
           ARRAY(SELECT number FROM people_phone WHERE person_id = record.id) AS numbers,
           ARRAY(SELECT ARRAY[place.postcode, place.key]
                 FROM people_residence lived JOIN people_address place ON place.id = lived.address_id
                 WHERE lived.person_id = record.id) AS places,
           ARRAY(SELECT ARRAY[given_name, family_name] FROM people_alias WHERE person_id = record.id) AS also
    FROM people_person record
    WHERE record.identity_id IN (SELECT identity_id FROM people_person WHERE id = ANY(%s::uuid[]))
"""


@dataclass
class Match:
    """One person who may be meant, the score (0 to 1), and why, as sentences.

    `person` is the record under which the person is known; `records` are all that belong to it. `markers` are put
    there by whoever shows the match.
    """

    person: Person
    score: float
    why: tuple = ()
    records: tuple = field(default=(), repr=False)
    bits: float = field(default=0.0, repr=False)
    markers: list = field(default_factory=list, repr=False)

    @property
    def sure(self):
        """How likely it is that this person is meant, in words."""
        return wording.how_sure(self.score)

    @property
    def external_id(self):
        """The sender's own id of the person, else of a record known to be the same person, else ""."""
        return next((each.external_id for each in (self.person, *self.records) if each.external_id), "")


def find(asked, veil=NOBODY, limit=20):
    """Return at most `limit` Match for what was asked, best first; `veil` says who is left out.

    They are left out before anything is ranked or counted. One match for each identity.
    """
    if not asked:
        return []
    meant, names = expand(asked.words)
    pairs, only = combine(asked, meant, names)
    found = rough(asked, names, candidates.read(asked, pairs, only, veil))
    if max(found.values(), default=-99.0) < POOR * scoring.attainable(asked, names):
        found = rough(asked, names, candidates.read_alike(asked, lone(asked, meant, names), veil)) | found
    best = sorted(found, key=lambda person_id: (-found[person_id], person_id))[:LOOKED_AT]
    matches = [weigh(asked, names, records) for records in unveiled(grouped(best), veil)]
    matches.sort(key=lambda match: (-match.bits, str(match.person.pk)))
    return matches[:limit]


def expand(words):
    """Return ({word: words that may be meant}, Names), both from the dictionary."""
    others = [(word, other) for word in words for other in sorted(stands_for(word))]
    meant, sounds, counts = {word: {word} for word in words}, set(), {}
    if not words:
        return meant, Names(sounds, counts)
    parameters = {"words": list(words), "short": [one for one, _ in others], "long": [one for _, one in others]}
    with connection.cursor() as cursor:
        cursor.execute(EXPAND, parameters)
        for heard, word, people, alike in cursor.fetchall():
            if people is not None:
                counts[word] = people
            if heard:
                meant[heard].add(word)
            if alike:
                sounds.add((heard, word))
    return meant, Names(sounds, counts)


def combine(asked, meant, names):
    """Return ([(given, family)] likeliest first, ([given names], [family names]) to try on their own)."""
    cost, givens, families = {}, {}, {}
    for asked_given, asked_family, _ in asked.readings:
        given = likeliest("given", asked_given, meant, names)
        family = likeliest("family", asked_family, meant, names)
        for one, lost in given if given and family else ():
            for other, also_lost in family:
                cost[one, other] = min(lost + also_lost, cost.get((one, other), 99))
        families |= dict(family[: 4 if given else WORDS_MEANT])
        givens |= dict(given if not family else ())
    pairs = sorted(cost, key=lambda pair: (cost[pair], pair))[:PAIRS_TRIED]
    return pairs, (sorted(filter(None, givens)), sorted(filter(None, families)))


def likeliest(part, asked, meant, names):
    """Return [(word, bits lost against the very same word)], least lost first, a missing part last."""
    same, lost = scoring.weights()[part]["same"], {}
    for heard in asked:
        for word in meant[heard]:
            level, _ = names.word(part, heard, word)
            lost[word] = min(same - scoring.weights()[part].get(level, 0), lost.get(word, 99))
    best = sorted(lost.items(), key=lambda item: (item[1], item[0]))[:WORDS_MEANT]
    return [*best, ("", same)] if best else []


def lone(asked, meant, names):
    """Return ([given names], [family names]) that are likeliest on their own, likeliest first."""
    found = []
    for number, part in enumerate(("given", "family")):
        lost = {}
        for reading in asked.readings:
            for word, bits in likeliest(part, reading[number], meant, names):
                lost[word] = min(bits, lost.get(word, 99))
        found.append(sorted(filter(None, lost), key=lambda word: (lost[word], word))[:LONE])
    return tuple(found)


def rough(asked, names, rows):
    """Return {person id: bits} by names, date of birth, and what else was met; the best of each person's rows."""
    found, met, dated = {}, {}, {}
    rows = set(rows)
    named = rough_names(asked, names, {(given, family) for _, given, family, _, _ in rows})
    for person_id, given, family, born_on, also in rows:
        if born_on not in dated:
            dated[born_on] = rough_born(asked, born_on)
        bits = named[given, family] + dated[born_on]
        found[person_id] = max(bits, found.get(person_id, -99.0))
        if also:
            met.setdefault(person_id, set()).add(also)
    for person_id, ways in met.items():
        for table, _, level in (way.partition(" ") for way in ways):
            found[person_id] += scoring.weights()[table][level or "same"]
    return found


def rough_names(asked, names, pairs):
    """Return {(given, family): bits} of the best reading of what was asked; "" stands for a part not on record."""
    givens, families = ({pair[part] for pair in pairs} for part in (0, 1))
    readings = [
        (
            names.weighed("given", given, givens),
            names.weighed("family", family, families),
            scoring.weights()["order"][order],
        )
        for given, family, order in asked.readings
    ]
    return {
        (given, family): max(
            (firsts[given] + seconds[family] + bits for firsts, seconds, bits in readings), default=0.0
        )
        for given, family in pairs
    }


def rough_born(asked, born_on):
    """Return the bits of a date of birth whose precision is not at hand: the first of January may be a year."""
    if not asked.born or not born_on:
        return 0.0
    bits = scoring.born(asked.born, Born(born_on)).bits
    if born_on.day == 1:
        precision = Precision.YEAR if born_on.month == 1 else Precision.MONTH
        bits = max(bits, scoring.born(asked.born, Born(born_on, precision)).bits)
    return bits


def grouped(person_ids):
    """Return the records of the people found, with what is known of them, one list for each identity."""
    groups = {}
    for record in Person.objects.raw(RECORDS, [list(person_ids)]) if person_ids else ():
        groups.setdefault(record.identity_id, []).append(record)
    return list(groups.values())


def unveiled(groups, veil):
    """Return the groups without the records that may not be seen: what is said there neither matches nor is shown."""
    doubtful = set(veil.doubtful)
    ids = {str(record.pk) for records in groups for record in records} & doubtful
    if not ids:
        return groups
    unseen = ids - set(veil.seen(ids))
    left = [[record for record in records if str(record.pk) not in unseen] for records in groups]
    return [records for records in left if records]


def weigh(asked, names, records):
    """Return the Match of one person, from all the records that belong to them."""
    said = [
        best_name(asked, names, records),
        max((scoring.born(asked.born, record.born) for record in records), key=lambda each: each.bits),
        scoring.phone(asked.phone, [number for record in records for number in record.numbers]),
        scoring.postcode(asked.postcode, codes(records)),
        scoring.address(asked.address, [key for record in records for _, key in record.places]),
    ]
    bits = sum(each.bits for each in said)
    why = tuple(sentence for each in said for sentence in each.why.split("\n") if sentence)
    head = next((record for record in records if record.pk == record.identity_id), records[0])
    return Match(head, scoring.probability(bits), why, tuple(records), bits)


def codes(records):
    """Return the postcodes of all places where these records lived."""
    return [code for record in records for code, _ in record.places if code]


def best_name(asked, names, records):
    """Return what is to be said of the name that agrees best among all under which a person is known."""
    if not asked.readings:
        return scoring.MISSING
    known = [(record.given_name, record.family_name, False) for record in records]
    known += [(given, family, True) for record in records for given, family in record.also]
    found = [
        (names.whole(asked.readings, forms(given), forms(family)), (given, family), alias)
        for given, family, alias in known
    ]
    whole, shown, alias = max(found, key=lambda each: each[0][0])
    return scoring.Said("name", whole[0], "\n".join(wording.name(whole, shown, alias)))
