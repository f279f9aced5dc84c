"""Filing people under their names, so that search finds them: the same code for one and for millions."""

from django.db import connection

from people.models import NameCount, NameKey, PersonName
from people.normal import name_pairs

CHUNK = 5_000

# Everybody's own name and every alias, with the date of birth; `wanted` narrows it to some people.
NAMES = """
    SELECT id, given_name, family_name, born_on FROM people_person {wanted}
    UNION ALL
    SELECT person_id, alias.given_name, alias.family_name, born_on
    FROM people_alias alias JOIN people_person person ON person.id = alias.person_id {wanted_of}
"""
FILE = """
    INSERT INTO people_personname (person_id, given, family, born_on)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::date[])
"""
# A word that is there already is left alone; the rest go in with all their keys.
FILE_WORDS = """
    INSERT INTO people_namekey (key, word)
    SELECT people_name_filed(fresh.name), fresh.name FROM unnest(%s::text[]) fresh(name)
    WHERE NOT EXISTS (SELECT FROM people_namekey filed WHERE filed.key = '=' || fresh.name)
"""
COUNT = """
    INSERT INTO people_namecount (word, people)
    SELECT word, count(DISTINCT person_id) FROM (
        SELECT family AS word, person_id FROM people_personname
        UNION ALL SELECT given, person_id FROM people_personname
    ) borne WHERE word <> '' GROUP BY word
    UNION ALL SELECT '', count(*) FROM people_person
"""


def index_names(person_ids=None, progress=None):
    """File people under their names anew: those given, or everybody; return how many names were read.

    Call it in the transaction that changed a name or a date of birth. `progress` is told the number
    of names filed after each few thousand. Everybody is counted too; a few people are not.
    """
    if person_ids is None:
        clear()
    else:
        person_ids = [str(person_id) for person_id in person_ids]
        PersonName.objects.filter(person_id__in=person_ids).delete()
    done, known = 0, set()
    for rows in in_chunks(person_ids):
        file_names(rows, known)
        done += len(rows)
        if progress:
            progress(done)
    if person_ids is None:
        count_names()
    return done


def clear():
    """Empty the whole index."""
    for model in (PersonName, NameKey, NameCount):
        model.objects.all().delete()


def in_chunks(person_ids):
    """Yield lists of (person id, given name, family name, born_on), a few thousand at a time."""
    some = person_ids is not None
    sql = NAMES.format(
        wanted="WHERE id = ANY(%(ids)s::uuid[])" if some else "",
        wanted_of="WHERE person.id = ANY(%(ids)s::uuid[])" if some else "",
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, {"ids": person_ids})
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def file_names(rows, known):
    """File one chunk; `known` is the set of words that this run has already seen, and grows."""
    filed = {
        (person_id, given, family, born_on)
        for person_id, given_name, family_name, born_on in rows
        for given, family in name_pairs(given_name, family_name)
        if given or family or born_on
    }
    words = {word for _, given, family, _ in filed for word in (given, family) if word} - known
    known |= words
    with connection.cursor() as cursor:
        if filed:
            cursor.execute(FILE, [list(column) for column in zip(*filed, strict=True)])
        if words:
            cursor.execute(FILE_WORDS, [sorted(words)])


def count_names():
    """Count anew how many people bear each name; search weighs rare names by it."""
    NameCount.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
