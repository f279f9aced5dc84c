"""Harassment and stalking between people who are, or may be, connected keep the floor of domestic abuse in the database.

Rows from before: where a supervisor had gone lower and said why, the decision that was kept says who, and their name is
filled in. A row below the floor for which nobody answers (written past the services) comes up to the floor.
"""

from django.db import migrations, models
from django.db.models import Q

ASK = ["HARASSMENT", "STALKING"]
URGENT = ["", "IMMEDIATE", "HIGH"]
NOW = (
    Q(domestic=False) & (~Q(kind__in=ASK) | Q(connected__in=["", "NO"]))
    | Q(grade__in=URGENT)
    | Q(grade_approved_by__isnull=False) & ~Q(grade_note="")
)
BELOW = """
    NOT domestic AND kind IN ('HARASSMENT', 'STALKING') AND connected NOT IN ('', 'NO')
    AND grade NOT IN ('', 'IMMEDIATE', 'HIGH') AND (grade_approved_by_id IS NULL OR grade_note = '')
"""
WHO_SAID_WHY = f"""
    UPDATE incidents_incident i SET grade_approved_by_id = d.decided_by_id
    FROM (
        SELECT DISTINCT ON (incident_id) incident_id, decided_by_id, grade FROM incidents_gradedecision
        ORDER BY incident_id, decided_at DESC, id DESC
    ) d
    WHERE d.incident_id = i.id AND d.grade = i.grade AND i.grade_note <> ''
        AND i.id IN (SELECT id FROM incidents_incident WHERE {BELOW})
"""
UP_TO_THE_FLOOR = f"UPDATE incidents_incident SET grade = 'HIGH' WHERE {BELOW}"


class Migration(migrations.Migration):
    dependencies = [("incidents", "0016_let_in")]

    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL([WHO_SAID_WHY, UP_TO_THE_FLOOR], migrations.RunSQL.noop),
        migrations.RemoveConstraint("incident", "incident_domestic_floor"),
        migrations.AddConstraint("incident", models.CheckConstraint(name="incident_domestic_floor", condition=NOW)),
    ]
