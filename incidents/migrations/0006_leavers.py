"""What the database itself keeps: nobody is disabled while they own an open case."""

from django.db import migrations

LEAVERS = """
CREATE FUNCTION leaver_owns_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounts_officer WHERE id = NEW.id AND NOT is_active) AND EXISTS (
        SELECT 1 FROM incidents_ownership o JOIN incidents_case c ON c.id = o.case_id
        WHERE o.officer_id = NEW.id AND o.until_at IS NULL AND c.state = 'OPEN')
    THEN
        RAISE EXCEPTION 'officer % still owns an open case', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leaver_owns_nothing AFTER UPDATE OF is_active ON accounts_officer
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION leaver_owns_nothing();
"""
UNDO = """
DROP TRIGGER leaver_owns_nothing ON accounts_officer;
DROP FUNCTION leaver_owns_nothing();
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_grading"), ("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(LEAVERS, UNDO),
    ]
