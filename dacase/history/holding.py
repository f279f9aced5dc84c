"""The flags that hold on a day, under the ids that the sender of the history gave."""

from django.db import connection

from core.numbers import identifier
from incidents import flags

# A person who was merged goes by the id of the record that stands for all; where it has none, by one of theirs.
NAMES_OF_PEOPLE = """
    SELECT DISTINCT ON (identity_id) identity_id, external_id FROM people_person
    WHERE external_id <> '' AND identity_id = ANY(%s::uuid[]) ORDER BY identity_id, id <> identity_id, id
"""
NAMES_OF_INCIDENTS = "SELECT id, external_id FROM incidents_incident WHERE external_id <> '' AND id = ANY(%s::uuid[])"
CALLED = "SELECT id, external_id FROM people_person WHERE external_id = ANY(%s) OR id = ANY(%s::uuid[])"


def people_called(ids):
    """Return (record ids, ids that nobody has) for ids of the import or of our own."""
    ours = [str(found) for found in map(identifier, ids) if found]
    with connection.cursor() as cursor:
        cursor.execute(CALLED, [ids, ours])
        found = cursor.fetchall()
    known = {str(record) for record, _ in found} | {external_id for _, external_id in found}
    return [record for record, _ in found], [each for each in ids if each not in known and each.lower() not in known]


def flags_on(day, people=None):
    """Return one line for each flag that holds on a day, for some people or everybody, by person, flag and variant."""
    held = flags.on(day, people)
    names = called(NAMES_OF_PEOPLE, {each.person_id for each in held})
    numbers = called(NAMES_OF_INCIDENTS, {incident for each in held for incident in each.because})
    lines = [
        {
            "flag": each.code,
            "variant": each.variant,
            "person": names.get(each.person_id, str(each.person_id)),
            "as_of": day.isoformat(),
            "since": each.since.isoformat(),
            "because": [numbers.get(incident, str(incident)) for incident in each.because],
        }
        for each in held
    ]
    return sorted(lines, key=lambda line: (line["person"], line["flag"], line["variant"]))


def called(query, ids):
    """Return {our id: the sender's} for those that have one."""
    with connection.cursor() as cursor:
        cursor.execute(query, [[str(each) for each in ids]])
        return dict(cursor.fetchall())
