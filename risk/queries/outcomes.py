"""Assessments with what followed them, for looking back at an instrument. No name, no case number leaves here."""

from django.db import connection

from law import clocks

# The first assessment of each case in the period that was signed off (its grade that of a supervisor who signed below
# the author's, unless a specialist found more), and whether a report between the same two
# people of at least this rank came after its day and within the months given. Reports count by identity, so that
# a merge changes nothing that happened.
ROWS = """
    WITH first AS (
        SELECT DISTINCT ON (a.case_id) a.case_id, a.range_low AS score, a.suggested_grade AS suggested, a.grade,
               CASE WHEN risk_rank(a.signed_off_grade) < risk_rank(a.grade)
                         AND risk_rank(a.reviewed_grade) < risk_rank(a.held_grade)
                    THEN a.signed_off_grade ELSE a.held_grade END AS final,
               cardinality(a.child_ids) > 0 AS children,
               (a.assessed_at AT TIME ZONE 'Europe/London')::date AS day
        FROM risk_assessment a JOIN incidents_case c ON c.id = a.case_id
        WHERE c.force_id = %(force)s AND a.state = 'SIGNED_OFF' AND a.instrument = %(instrument)s
          AND NOT c.restricted AND a.assessed_at >= %(start)s AND a.assessed_at < %(end)s
        ORDER BY a.case_id, a.assessed_at, a.id
    )
    SELECT score, suggested, grade, final, children, victim.sex, unit.name AS unit,
           date_part('year', age(day, victim.born_on)) AS years,
           EXISTS (
               SELECT 1 FROM incidents_allegation report
               WHERE report.victim_identity_id = victim.identity_id AND report.suspect_identity_id = suspect.identity_id
                 AND report.rank >= %(rank)s AND report.reported_on > day
                 AND report.reported_on <= day + make_interval(months => %(months)s)
           ) AS outcome
    FROM first JOIN incidents_case c ON c.id = first.case_id JOIN accounts_unit unit ON unit.id = c.unit_id
    JOIN people_person victim ON victim.id = c.victim_id JOIN people_person suspect ON suspect.id = c.suspect_id
"""
SEX = {"F": "female", "M": "male"}
AGES = ((18, "under 18"), (25, "18 to 24"), (40, "25 to 39"), (60, "40 to 59"), (200, "60 and over"))


def with_outcomes(*, force_id, instrument, start, end, months, rank):
    """Return the first signed-off assessment of each case with what followed it, as plain rows.

    `start` and `end` are days, the end excluded. Restricted cases are left out: few people are in them.
    """
    days = {"start": clocks.start_of_day(start), "end": clocks.start_of_day(end)}
    asked = {"force": force_id, "instrument": instrument, "months": months, "rank": rank} | days
    with connection.cursor() as cursor:
        cursor.execute(ROWS, asked)
        names = [column.name for column in cursor.description]
        return [in_words(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def in_words(row):
    """Return a row with its groups as words."""
    years = row.pop("years")
    row["age"] = "not known" if years is None else next(words for limit, words in AGES if years < limit)
    row["sex"] = SEX.get(row["sex"], "other or not known")
    row["children"] = "with children" if row["children"] else "without children"
    return row
