"""What can only be said of a row beside the others: ids given twice, ids nobody has, and what was imported before."""

from django.db import connection

PERSON = "(SELECT FROM people_person p WHERE p.source = %(source)s AND p.external_id = row.{column})"
INCIDENT = "(SELECT FROM incidents_incident i WHERE i.source = %(source)s AND i.external_id = row.incident)"

TWICE = """
    SELECT line, format('%%s %%s stands on line %%s already.', '{name}', {column}, first)
    FROM (SELECT line, {column}, min(line) OVER (PARTITION BY {column}) AS first FROM {table}) row WHERE line > first
"""
NOT_KNOWN = """
    SELECT line, format('{name} %%s is not known.', {column}) FROM {table} row
    WHERE {column} <> '' AND NOT EXISTS {known}
"""
OTHER_PERSON = """
    SELECT line, format('person_id %%s was imported before with another name, date of birth or sex.', external_id)
    FROM history_people row JOIN people_person known USING (external_id)
    WHERE known.source = %(source)s
      AND (known.given_name, known.family_name, known.born_on, known.born_precision, known.sex)
          IS DISTINCT FROM (row.given_name, row.family_name, row.born_on, row.born_precision, row.sex)
"""
# What was learnt since may have been added to the facts; what the sender said then must still be among them.
OTHER_INCIDENT = """
    SELECT line, format('incident_id %%s was imported before with other times or facts.', external_id)
    FROM history_incidents row JOIN incidents_incident known USING (external_id)
    WHERE known.source = %(source)s
      AND ((known.occurred_at, known.reported_at) IS DISTINCT FROM (row.occurred_at, row.reported_at)
           OR NOT known.facts @> row.facts)
"""


def not_known(table, name, column="person", known=PERSON):
    """Return the judgement that an id must be one that was imported, now or before."""
    return NOT_KNOWN.format(table=table, name=name, column=column, known=known.format(column=column))


JUDGEMENTS = {
    "people.csv": (TWICE.format(table="history_people", name="person_id", column="external_id"), OTHER_PERSON),
    "aliases.csv": (not_known("history_aliases", "person_id"),),
    "relationships.csv": (
        not_known("history_relationships", "person_id"),
        not_known("history_relationships", "other_person_id", "other"),
    ),
    "incidents.csv": (
        TWICE.format(table="history_incidents", name="incident_id", column="external_id"),
        OTHER_INCIDENT,
    ),
    "involvements.csv": (
        not_known("history_involvements", "incident_id", "incident", INCIDENT),
        not_known("history_involvements", "person_id"),
    ),
    "firearms.csv": (
        TWICE.format(table="history_firearms", name="certificate", column="certificate"),
        not_known("history_firearms", "holder_person_id"),
    ),
}


def judge(file, source):
    """Refuse the staged rows of one file that cannot be taken; the files before it are loaded already."""
    reasons = " UNION ALL ".join(JUDGEMENTS[file.name])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH wrong AS (SELECT line, string_agg(reason, ' ') AS reason
                           FROM ({reasons}) said (line, reason) GROUP BY line),
                 gone AS (DELETE FROM {file.table} row USING wrong WHERE row.line = wrong.line)
            INSERT INTO history_refused SELECT %(file)s, line, reason FROM wrong
            """,
            {"source": source, "file": file.name},
        )
