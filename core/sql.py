"""Pieces of SQL that migrations share."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(*tables):
    """Return a migration operation after which the tables take new rows and nothing else."""
    guard = "".join(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only();"
        for table in tables
    )
    undo = "".join(f"DROP TRIGGER append_only ON {table};" for table in tables)
    return migrations.RunSQL(FUNCTION + guard, undo)
