"""From the temporary tables into the record: a few statements a file, whatever its size.

No row of column history is written for what is imported in bulk: nobody changed anything, and the sender's
folder is the record of what it said. Nothing here opens a case or a duty.
"""

import json

from django.db import connection

from people.states import INVERSE

PLACES = """
    INSERT INTO people_address (id, text, postcode, key)
    SELECT pg_temp.history_id(clock_timestamp(), row_number() OVER ()), place_text, postcode, place_key
    FROM (SELECT DISTINCT ON (postcode, place_key) place_text, postcode, place_key FROM {table}
          WHERE place_text <> '' OR postcode <> '' ORDER BY postcode, place_key, line) place
    ON CONFLICT DO NOTHING
"""
AT_PLACE = "LEFT JOIN people_address place ON (place.postcode, place.key) = (row.postcode, row.place_key)"

PEOPLE = """
    INSERT INTO people_person (id, identity_id, given_name, family_name, born_on, born_precision, sex, unknown,
        source, external_id)
    SELECT id, id, given_name, family_name, born_on, born_precision, sex, unknown, %(source)s, external_id
    FROM (SELECT row.*, pg_temp.history_id(clock_timestamp(), row_number() OVER (ORDER BY line)) AS id
          FROM history_people row
          WHERE NOT EXISTS (SELECT FROM people_person p
                            WHERE p.source = %(source)s AND p.external_id = row.external_id)) new
"""
PHONES = """
    INSERT INTO people_phone (id, person_id, number)
    SELECT gen_random_uuid(), p.id, row.phone FROM history_people row
    JOIN people_person p ON p.source = %(source)s AND p.external_id = row.external_id
    WHERE row.phone <> '' ON CONFLICT DO NOTHING
"""
RESIDENCES = f"""
    INSERT INTO people_residence (id, person_id, address_id)
    SELECT gen_random_uuid(), p.id, place.id FROM history_people row
    JOIN people_person p ON p.source = %(source)s AND p.external_id = row.external_id
    {AT_PLACE} WHERE place.id IS NOT NULL AND (row.place_text <> '' OR row.postcode <> '') ON CONFLICT DO NOTHING
"""
ALIASES = """
    INSERT INTO people_alias (id, person_id, given_name, family_name)
    SELECT gen_random_uuid(), p.id, row.given_name, row.family_name FROM history_aliases row
    JOIN people_person p ON p.source = %(source)s AND p.external_id = row.person ON CONFLICT DO NOTHING
"""
# The same said from the other side is the same relationship: both are compared in one form.
LINKS = """
    CREATE TEMPORARY TABLE history_links ON COMMIT DROP AS
    SELECT DISTINCT ON (one, other, form, from_on) of_id, to_id, kind, inverse, from_on, until_on
    FROM (SELECT *, least(of_id, to_id) AS one, greatest(of_id, to_id) AS other,
                 CASE WHEN of_id < to_id THEN kind ELSE inverse END AS form
          FROM (SELECT line, o.id AS of_id, t.id AS to_id, kind, from_on, until_on,
                       coalesce(%(inverse)s::jsonb ->> kind, 'of ' || kind) AS inverse
                FROM history_relationships row
                JOIN people_person o ON o.source = %(source)s AND o.external_id = row.person
                JOIN people_person t ON t.source = %(source)s AND t.external_id = row.other) said) seen
    ORDER BY one, other, form, from_on, until_on IS NULL, line
"""
SAID_ALREADY = """
    SELECT FROM people_relationship r
    WHERE (r.of_id, r.to_id, r.kind) = ({0}) AND r.from_on IS NOT DISTINCT FROM link.from_on
"""
ENDS = """
    UPDATE people_relationship r SET until_on = link.until_on
    FROM (SELECT of_id, to_id, kind, from_on, until_on FROM history_links
          UNION ALL SELECT to_id, of_id, inverse, from_on, until_on FROM history_links) link
    WHERE (r.of_id, r.to_id, r.kind) = (link.of_id, link.to_id, link.kind)
      AND r.from_on IS NOT DISTINCT FROM link.from_on
      AND link.until_on IS NOT NULL AND r.until_on IS DISTINCT FROM link.until_on
"""
NEW_LINKS = f"""
    INSERT INTO people_relationship (id, kind, of_id, to_id, from_on, until_on)
    SELECT gen_random_uuid(), kind, of_id, to_id, from_on, until_on FROM history_links link
    WHERE NOT EXISTS ({SAID_ALREADY.format("link.of_id, link.to_id, link.kind")})
      AND NOT EXISTS ({SAID_ALREADY.format("link.to_id, link.of_id, link.inverse")})
"""
INCIDENTS = f"""
    INSERT INTO incidents_incident (id, force_id, number, kind, occurred_at, reported_at, reported_on, address_id, what,
        domestic, connected, children, facts, rank, violent, firearms, default_grade, chosen_grade, grade,
        grade_reasons, grade_note, source, external_id)
    SELECT pg_temp.history_id(reported_at, place), %(force)s,
           to_char(reported_on, 'YYYY') || '-' || lpad(nextval('incident_running_number')::text, 7, '0'),
           kind, occurred_at, reported_at, reported_on, address_id, '', true, '', 'NOT_ASKED', facts, rank, violent,
           false, '', '', '', '[]', '', %(source)s, external_id
    FROM (SELECT row.*, place.id AS address_id, row_number() OVER (PARTITION BY reported_at ORDER BY line) - 1 AS place
          FROM history_incidents row {AT_PLACE} AND (row.place_text <> '' OR row.postcode <> '')
          WHERE NOT EXISTS (SELECT FROM incidents_incident i
                            WHERE i.source = %(source)s AND i.external_id = row.external_id)
          ORDER BY reported_at, line) new
"""
INVOLVEMENTS = """
    INSERT INTO incidents_involvement (id, incident_id, person_id, role)
    SELECT gen_random_uuid(), i.id, p.id, row.role FROM history_involvements row
    JOIN incidents_incident i ON i.source = %(source)s AND i.external_id = row.incident
    JOIN people_person p ON p.source = %(source)s AND p.external_id = row.person ON CONFLICT DO NOTHING
"""
# Who is connected with whom is worked out for all pairs at once when the flags are.
PAIRS = """
    INSERT INTO incidents_allegation (id, incident_id, victim_id, suspect_id, victim_identity_id, suspect_identity_id,
        reported_on, rank, violent, connected, intimate)
    SELECT gen_random_uuid(), i.id, v.person_id, s.person_id, victim.identity_id, suspect.identity_id,
           i.reported_on, i.rank, i.violent, false, false
    FROM (SELECT DISTINCT incident FROM history_involvements) row
    JOIN incidents_incident i ON i.source = %(source)s AND i.external_id = row.incident
    JOIN incidents_involvement v ON v.incident_id = i.id AND v.role = 'victim'
    JOIN incidents_involvement s ON s.incident_id = i.id AND s.role = 'suspect' AND s.person_id <> v.person_id
    JOIN people_person victim ON victim.id = v.person_id JOIN people_person suspect ON suspect.id = s.person_id
    ON CONFLICT DO NOTHING
"""
FIREARMS = f"""
    INSERT INTO people_firearm AS known (id, certificate, source, holder_id, address_id, valid_from, valid_until)
    SELECT gen_random_uuid(), certificate, %(source)s, p.id, place.id, valid_from, valid_until
    FROM history_firearms row {AT_PLACE}
    LEFT JOIN people_person p ON p.source = %(source)s AND p.external_id = row.person AND row.person <> ''
    ON CONFLICT (source, certificate) DO UPDATE SET (holder_id, address_id, valid_from, valid_until)
        = (excluded.holder_id, excluded.address_id, excluded.valid_from, excluded.valid_until)
    WHERE (known.holder_id, known.address_id, known.valid_from, known.valid_until)
        IS DISTINCT FROM (excluded.holder_id, excluded.address_id, excluded.valid_from, excluded.valid_until)
"""
# The statements of each file in their order, and the places of those whose rows count as loaded. ANALYZE lets the
# database see how much is new, so that it chooses plans for many rows.
STATEMENTS = {
    "people.csv": (
        [PLACES.format(table="history_people"), PEOPLE, "ANALYZE people_person, people_address", PHONES, RESIDENCES],
        {1},
    ),
    "aliases.csv": ([ALIASES], {0}),
    "relationships.csv": (
        ["DROP TABLE IF EXISTS pg_temp.history_links", LINKS, "ANALYZE history_links", ENDS, NEW_LINKS],
        {3, 4},
    ),
    "incidents.csv": ([PLACES.format(table="history_incidents"), INCIDENTS, "ANALYZE incidents_incident"], {1}),
    "involvements.csv": ([INVOLVEMENTS, "ANALYZE incidents_involvement", PAIRS], {0}),
    "firearms.csv": ([PLACES.format(table="history_firearms"), FIREARMS], {1}),
}


def load(file, *, source, force_id):
    """Load the staged rows of one file that were not refused; return how many were new or changed something."""
    statements, counted = STATEMENTS[file.name]
    values = {"source": source, "force": force_id, "inverse": json.dumps(INVERSE)}
    loaded = 0
    with connection.cursor() as cursor:
        for place, statement in enumerate(statements):
            cursor.execute(statement, values)
            loaded += cursor.rowcount if place in counted else 0
    return loaded
