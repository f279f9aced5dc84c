"""Whom a case protects: its victim, and who else is near enough to her to be found by way of the suspect."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection

from incidents.states import Role
from people.queries import HOUSEHOLD
from people.states import Kind

# With a part of their own in a report of the case; another victim of it has a case of their own.
NAMED = (Role.CHILD, Role.WITNESS, Role.CALLER)

CASE = """
    FROM incidents_case c
    JOIN people_person v ON v.id = c.victim_id JOIN people_person s ON s.id = c.suspect_id"""
# By any record of the victim.
OF_HERS = f"{CASE} JOIN people_person hers ON hers.identity_id = v.identity_id"
# Somebody who has a case of their own against this suspect is looked for there.
NOT_THERE = """
    p.identity_id <> s.identity_id AND NOT EXISTS (
        SELECT FROM people_person w
        JOIN incidents_case k ON k.victim_id = w.id JOIN people_person t ON t.id = k.suspect_id
        WHERE w.identity_id = p.identity_id AND t.identity_id = s.identity_id)"""
# Whom a restricted case names is not looked for where only the record of people joins them to this one.
NOT_HIDDEN = f"""{NOT_THERE} AND NOT EXISTS (
        SELECT FROM people_person w JOIN incidents_involvement h ON h.person_id = w.id
        JOIN incidents_allegation g ON g.incident_id = h.incident_id JOIN incidents_case k ON k.id = g.case_id
        WHERE w.identity_id = p.identity_id AND k.restricted AND k.id <> c.id)"""
AROUND = (
    f"{CASE} JOIN people_person p ON p.id = v.id WHERE TRUE",
    f"""{CASE}
    JOIN incidents_allegation a ON a.case_id = c.id
    JOIN incidents_involvement i ON i.incident_id = a.incident_id AND i.role = ANY(%(named)s)
    JOIN people_person p ON p.id = i.person_id
    WHERE {NOT_THERE}""",
    f"""{OF_HERS}
    JOIN people_relationship r ON r.to_id = hers.id AND r.kind = %(child)s JOIN people_person p ON p.id = r.of_id
    WHERE {NOT_HIDDEN}""",
    f"""{OF_HERS}
    JOIN people_relationship r ON r.of_id = hers.id AND r.kind = %(parent)s JOIN people_person p ON p.id = r.to_id
    WHERE {NOT_HIDDEN}""",
    f"""{OF_HERS}
    JOIN people_residence mine ON mine.person_id = hers.id
    JOIN people_residence theirs ON theirs.address_id = mine.address_id
    JOIN people_person p ON p.id = theirs.person_id
    WHERE {NOT_HIDDEN} AND {{lives}}
    AND (SELECT count(DISTINCT w.identity_id) FROM people_residence z JOIN people_person w ON w.id = z.person_id
         WHERE z.address_id = mine.address_id) <= %(household)s""",
)
LIVES = " AND ".join(
    f"({home}.from_on IS NULL OR {home}.from_on <= %(on)s) AND ({home}.until_on IS NULL OR {home}.until_on >= %(on)s)"
    for home in ("mine", "theirs")
)
KEEPS = """EXISTS (
        SELECT FROM people_person w JOIN people_safeaddress x ON x.person_id = w.id
        WHERE w.identity_id = p.identity_id)"""
WHO = "{side}.identity_id IN (SELECT identity_id FROM people_person WHERE id = ANY(%(who)s::uuid[]))"
WHICH = {
    "all": ["TRUE"],
    "suspects": [WHO.format(side="s")],
    "people": [WHO.format(side=side) for side in ("s", "v", "p")],
    "cases": ["c.id = ANY(%(who)s::uuid[])"],
}


class Protected(NamedTuple):
    """Somebody whom a case protects and who keeps an address safe, by their identity, beside that of the suspect."""

    case: UUID
    suspect: UUID
    person: UUID


def keeping_safe(*, suspects=None, people=None, cases=None, on):
    """Return [Protected] of all cases, in a fixed order, whatever the reader, closed ones and every force among them.

    Only of those against these suspects; or where any of these people has a place, on either side or as one whom it
    protects; or of these cases. Protected is the victim; whom a report of the case names as a child, a witness or who
    called; her child on record; and who lives with her on a day, but for a house of many.
    """
    which, who = next(
        (
            (name, ids)
            for name, ids in (("suspects", suspects), ("people", people), ("cases", cases))
            if ids is not None
        ),
        ("all", ()),
    )
    asked = {"who": list(who), "on": on, "named": list(NAMED), "child": Kind.CHILD, "parent": Kind.PARENT}
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[which], asked | {"household": HOUSEHOLD + 1})
        return [Protected(*row) for row in cursor.fetchall()]


def statement(which):
    """Return the statement for one way of asking."""
    found = [
        f"SELECT c.id, s.identity_id, p.identity_id {around.replace('{lives}', LIVES)} AND {KEEPS} AND {side}"
        for around in AROUND
        for side in WHICH[which]
    ]
    return f"{' UNION '.join(found)} ORDER BY 1, 3"


STATEMENTS = {which: statement(which) for which in WHICH}
