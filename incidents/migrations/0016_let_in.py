"""Whether a restricted case lets an officer in, asked of the database as one function (see `incidents.queries.cases`)."""

from django.db import migrations

LET_IN = """
    CREATE FUNCTION incidents_let_in(asked uuid, reader uuid, moment timestamptz, glass_since timestamptz)
    RETURNS boolean LANGUAGE plpgsql STABLE COST 10000 AS $$
    BEGIN
        RETURN EXISTS (
            SELECT FROM incidents_ownership WHERE case_id = asked AND officer_id = reader AND until_at IS NULL
        ) OR EXISTS (
            SELECT FROM incidents_casereader
            WHERE case_id = asked AND officer_id = reader AND (until_at IS NULL OR until_at > moment)
        ) OR EXISTS (
            SELECT FROM core_access WHERE case_id = asked AND officer_id = reader AND kind = 'BREAK_GLASS'
                AND at > glass_since AND at <= moment
        );
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0015_restricted_cases"), ("core", "0003_keeping_in_touch")]

    operations = [migrations.RunSQL(LET_IN, "DROP FUNCTION incidents_let_in")]
