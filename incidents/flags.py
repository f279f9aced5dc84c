"""The history flags: one set-based computation over some people or everybody, as of a day.

Called with two people when a call is logged, with everybody in the nightly sweep, and after an
import, a new relationship or a merge. Same code, same answer. The rules and figures are in `law`.
A report whose two people accuse each other labels nobody until somebody has signed: it is left out.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from law import clocks
from law.thresholds import ALL as FIGURES
from people.states import INTIMATE, PERSONALLY_CONNECTED

HELD_CODES = ("REPEAT_VICTIM", "SERIAL_PERPETRATOR", "REPEAT_PERPETRATOR")
ACPO, MATAC, ORDINARY = "ACPO_2009", "NORTHUMBRIA_MATAC", "ORDINARY"

# Two identities are related when any record of the one has any recorded relationship, of whatever kind and date,
# with any record of the other. Asked for each direction by itself, so that the indices serve one pair and a
# hash of all relationships serves everybody.
RELATED = """
    SELECT FROM people_person o JOIN people_relationship r ON r.of_id = o.id JOIN people_person t ON t.id = r.to_id
    WHERE o.identity_id = {one} AND t.identity_id = {other}
"""

DERIVE = """
WITH touched AS (
    SELECT id FROM people_person WHERE identity_id IN (
        SELECT identity_id FROM people_person WHERE id = ANY(%(people)s::uuid[]))
), link AS (
    SELECT o.identity_id AS one, t.identity_id AS other, bool_or(r.kind = ANY(%(intimate)s::text[])) AS intimate
    FROM people_relationship r
    JOIN people_person o ON o.id = r.of_id JOIN people_person t ON t.id = r.to_id
    WHERE r.kind = ANY(%(connected)s::text[]) AND o.identity_id <> t.identity_id {links_of}
    GROUP BY 1, 2
), silent AS (
    SELECT v.identity_id AS victim, s.identity_id AS suspect, min(c.unlabelled_from) AS since
    FROM incidents_case c JOIN people_person v ON v.id = c.victim_id JOIN people_person s ON s.id = c.suspect_id
    WHERE c.unlabelled_from IS NOT NULL {cases_of}
    GROUP BY 1, 2
), fresh AS (
    SELECT a.id, i.reported_on, i.rank, i.violent, v.identity_id AS victim, s.identity_id AS suspect,
           n.since IS NULL OR i.reported_on < n.since AS labels,
           x.one IS NOT NULL OR y.one IS NOT NULL AS connected,
           coalesce(x.intimate, false) OR coalesce(y.intimate, false) AS intimate
    FROM incidents_allegation a
    JOIN incidents_incident i ON i.id = a.incident_id
    JOIN people_person v ON v.id = a.victim_id JOIN people_person s ON s.id = a.suspect_id
    LEFT JOIN link x ON x.one = v.identity_id AND x.other = s.identity_id
    LEFT JOIN link y ON y.one = s.identity_id AND y.other = v.identity_id
    LEFT JOIN silent n ON n.victim = v.identity_id AND n.suspect = s.identity_id
    {rows_of}
)
UPDATE incidents_allegation a
SET reported_on = f.reported_on, rank = f.rank, violent = f.violent, victim_identity_id = f.victim,
    suspect_identity_id = f.suspect, connected = f.connected, intimate = f.intimate, labels = f.labels
FROM fresh f
WHERE f.id = a.id AND (a.reported_on, a.rank, a.violent, a.victim_identity_id, a.suspect_identity_id,
                       a.connected, a.intimate, a.labels)
    IS DISTINCT FROM (f.reported_on, f.rank, f.violent, f.victim, f.suspect, f.connected, f.intimate, f.labels)
"""
LINKS_OF = "AND (r.of_id IN (SELECT id FROM touched) OR r.to_id IN (SELECT id FROM touched))"
CASES_OF = "AND (c.victim_id IN (SELECT id FROM touched) OR c.suspect_id IN (SELECT id FROM touched))"
ROWS_OF = """WHERE a.id IN (
    SELECT id FROM incidents_allegation WHERE victim_id IN (SELECT id FROM touched)
    UNION SELECT id FROM incidents_allegation WHERE suspect_id IN (SELECT id FROM touched))"""

TOUCHED = """
WITH touched AS (
    SELECT id FROM people_person WHERE identity_id IN (
        SELECT identity_id FROM people_person WHERE id = ANY(%(people)s::uuid[]))
)
SELECT id FROM touched
UNION SELECT suspect_identity_id FROM incidents_allegation WHERE victim_id IN (SELECT id FROM touched)
UNION SELECT victim_identity_id FROM incidents_allegation WHERE suspect_id IN (SELECT id FROM touched)
"""

COMPUTE = f"""
WITH report AS (
    SELECT victim_identity_id AS person, incident_id, min(reported_on) AS day
    FROM incidents_allegation
    WHERE connected AND labels AND reported_on BETWEEN %(year_ago)s AND %(as_of)s
      AND (%(people)s::uuid[] IS NULL OR victim_identity_id = ANY(%(people)s::uuid[]))
    GROUP BY 1, 2
), numbered AS (
    SELECT person, incident_id, day, row_number() OVER (PARTITION BY person ORDER BY day, incident_id) AS place
    FROM report
), repeat_victim AS (
    SELECT person, max(day) FILTER (WHERE place = 2) AS since,
           array_agg(incident_id ORDER BY day, incident_id) AS because
    FROM numbered GROUP BY person HAVING count(*) > 1
), accused AS (
    SELECT a.suspect_identity_id AS person, a.victim_identity_id AS victim, a.incident_id,
           a.reported_on AS day, a.violent AND a.intimate AS acpo,
           p.born_on IS NULL OR a.reported_on >= p.born_on + interval '16 years' AS adult,
           a.reported_on >= %(years_ago)s AS recent
    FROM incidents_allegation a JOIN people_person p ON p.id = a.suspect_identity_id
    WHERE a.connected AND a.labels AND a.reported_on <= %(as_of)s
      AND (%(people)s::uuid[] IS NULL OR a.suspect_identity_id = ANY(%(people)s::uuid[]))
), partner AS (
    SELECT person, victim, min(day) AS day FROM accused WHERE acpo AND recent GROUP BY 1, 2
), pair AS (
    SELECT a.person, a.victim AS one, b.victim AS other, greatest(a.day, b.day) AS day
    FROM partner a JOIN partner b ON b.person = a.person AND b.victim > a.victim
), serial AS (
    SELECT person, min(day) AS since FROM pair
    WHERE NOT EXISTS ({RELATED.format(one="pair.one", other="pair.other")})
      AND NOT EXISTS ({RELATED.format(one="pair.other", other="pair.one")})
    GROUP BY 1
), serial_because AS (
    SELECT person, array_agg(incident_id ORDER BY day, incident_id) AS because
    FROM (SELECT DISTINCT person, incident_id, day FROM accused WHERE acpo AND recent) counted GROUP BY 1
), matac_victim AS (
    SELECT person, (array_agg(day ORDER BY day))[2] AS second
    FROM (SELECT person, victim, min(day) AS day FROM accused WHERE recent AND adult GROUP BY 1, 2) first
    GROUP BY 1 HAVING count(*) > 1
), matac_incident AS (
    SELECT person, (array_agg(day ORDER BY day))[2] AS second,
           array_agg(incident_id ORDER BY day, incident_id) AS because
    FROM (SELECT DISTINCT person, incident_id, day FROM accused WHERE recent AND adult) counted
    GROUP BY 1 HAVING count(*) > 1
), matter AS (
    SELECT person, victim, incident_id, day,
           row_number() OVER (PARTITION BY person, victim ORDER BY day, incident_id) AS place
    FROM (SELECT DISTINCT person, victim, incident_id, day FROM accused) counted
), again AS (
    SELECT person, victim, day AS second FROM matter WHERE place = 2
), again_because AS (
    SELECT person, array_agg(incident_id ORDER BY day, incident_id) AS because
    FROM (SELECT DISTINCT person, incident_id, day FROM matter JOIN again USING (person, victim)) counted GROUP BY 1
)
SELECT 'REPEAT_VICTIM' AS code, '' AS variant, person, since, because FROM repeat_victim
UNION ALL
SELECT 'SERIAL_PERPETRATOR', '{ACPO}', person, since, because FROM serial JOIN serial_because USING (person)
UNION ALL
SELECT 'SERIAL_PERPETRATOR', '{MATAC}', person, greatest(v.second, i.second), because
FROM matac_victim v JOIN matac_incident i USING (person)
UNION ALL
SELECT 'REPEAT_PERPETRATOR', '{ORDINARY}', person, min(second), because
FROM again JOIN again_because USING (person) GROUP BY person, because
"""

# A flag has the identifier that follows from what it is, so that one that comes back is the same row.
STORE = f"""
WITH held AS MATERIALIZED ({COMPUTE}), gone AS (
    DELETE FROM incidents_flag f
    WHERE (%(people)s::uuid[] IS NULL OR f.person_id = ANY(%(people)s::uuid[])) AND f.code = ANY(%(codes)s::text[])
      AND NOT EXISTS (SELECT 1 FROM held h
                      WHERE (h.person, h.code, h.variant) = (f.person_id, f.code, f.variant))
    RETURNING f.person_id, f.code, f.variant, 'gone' AS change
), kept AS (
    INSERT INTO incidents_flag AS f (id, person_id, code, variant, since, because, basis)
    SELECT md5(person || code || variant)::uuid, person, code, variant, since, because,
           CASE WHEN code = 'REPEAT_VICTIM' THEN %(repeat_basis)s
                WHEN code = 'SERIAL_PERPETRATOR' THEN %(serial_basis)s ELSE '' END
    FROM held h WHERE code = ANY(%(codes)s::text[]) AND NOT EXISTS (
        SELECT FROM incidents_flag s WHERE (s.person_id, s.code, s.variant) = (h.person, h.code, h.variant)
          AND s.since = h.since AND s.because = h.because)
    ORDER BY person, code, variant
    ON CONFLICT (person_id, code, variant) DO UPDATE
        SET since = excluded.since, because = excluded.because, basis = excluded.basis
        WHERE (f.since, f.because) IS DISTINCT FROM (excluded.since, excluded.because)
    RETURNING f.person_id, f.code, f.variant, CASE WHEN xmax = 0 THEN 'new' ELSE 'changed' END AS change
)
SELECT * FROM gone UNION ALL SELECT * FROM kept
"""


@dataclass(frozen=True)
class Held:
    """A flag that holds on the day asked for: since which report, and because of which incidents."""

    code: str
    variant: str
    person_id: UUID
    since: date
    because: tuple


# From so many people on, the database may not go through them one by one: what it expects of rows that
# were written a moment ago, as in an import, is far from what it finds.
MANY = 200


@contextmanager
def reading(people):
    """Give a cursor for some people or everybody, in a transaction; for many, joins are made all at once."""
    many = people is None or len(people) > MANY
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if many:
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        if many:
            cursor.execute("SET LOCAL enable_nestloop = on")


def repeat_window(day):
    """Return the first day of the window of repeat victims."""
    return clocks.months_before(day, FIGURES["REPEAT_VICTIM_MONTHS"].on(day))


def identities(people):
    """Return the identities of the records given, or None for everybody."""
    if not people:
        return people if people is None else []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT identity_id FROM people_person WHERE id = ANY(%s::uuid[])",
            [[str(person) for person in people]],
        )
        return [row[0] for row in cursor.fetchall()]


def derive(people=None):
    """Bring the derived columns of the allegations of some people (or all) up to date; return how many changed."""
    only = people is not None
    query = DERIVE.format(
        links_of=LINKS_OF if only else "", cases_of=CASES_OF if only else "", rows_of=ROWS_OF if only else ""
    )
    with reading(people) as cursor:
        cursor.execute(
            query,
            {
                "people": [str(person) for person in people or ()] or None,
                "intimate": [str(kind) for kind in INTIMATE],
                "connected": [str(kind) for kind in PERSONALLY_CONNECTED],
            },
        )
        return cursor.rowcount


def touched(people):
    """Return whose flags may change with something about these records; None for everybody.

    All records of the same people (a flag may still stand under a record that was merged since), and
    whoever was reported with them: that two victims turn out to be related changes the flags of a third.
    """
    if people is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"people": [str(person) for person in people]})
        return [row[0] for row in cursor.fetchall()]


def parameters(chosen, as_of):
    """Return the figures of the day and the windows that they give, for some identities or everybody."""
    repeat, serial = FIGURES["REPEAT_VICTIM_MONTHS"], FIGURES["SERIAL_YEARS"]
    return {
        "people": [str(each) for each in chosen] if chosen is not None else None,
        "as_of": as_of,
        "year_ago": repeat_window(as_of),
        "years_ago": clocks.months_before(as_of, 12 * serial.on(as_of)),
        "repeat_basis": repeat.basis(as_of),
        "serial_basis": serial.basis(as_of),
    }


def on(as_of, people=None):
    """Return every flag that holds on the day, for some people or everybody, computed from the reports."""
    return held(as_of, identities(people))


def held(as_of, chosen):
    """Return every flag that holds on the day for some identities, or for everybody where none are given."""
    with reading(chosen) as cursor:
        cursor.execute(COMPUTE + " ORDER BY 3, 1, 2", parameters(chosen, as_of))
        return [Held(*row[:4], tuple(row[4])) for row in cursor.fetchall()]


def refresh(as_of, people=None, codes=None):
    """Derive, compute and store the flags (all, or of some codes) of some people or everybody.

    Returns [(person_id, code, variant, change)] for what was "new", "changed" or "gone"; nothing
    else is written. One statement, in the caller's transaction.
    """
    derive(people)
    with reading(people) as cursor:
        cursor.execute(STORE, parameters(touched(people), as_of) | {"codes": list(codes or HELD_CODES)})
        return [tuple(row) for row in cursor.fetchall()]
