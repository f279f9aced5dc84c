"""What the database itself keeps: an open case has exactly one owner at every instant, without a gap."""

from django.db import migrations

from core.sql import append_only

COVER = """
CREATE FUNCTION case_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
    here incidents_case%ROWTYPE;
BEGIN
    SELECT * INTO here FROM incidents_case WHERE id = which;
    IF here.state = 'OPEN' AND NOT EXISTS (
        SELECT 1 FROM incidents_ownership WHERE case_id = which AND until_at IS NULL)
    THEN
        RAISE EXCEPTION 'case % is open and nobody owns it', which USING ERRCODE = 'check_violation';
    END IF;
    IF here.state = 'CLOSED' AND EXISTS (
        SELECT 1 FROM incidents_ownership WHERE case_id = which AND until_at IS NULL)
    THEN
        RAISE EXCEPTION 'case % is closed and still owned', which USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT until_at, ended_by_closing, lead(from_at) OVER (ORDER BY from_at, until_at NULLS LAST) AS next_from
            FROM incidents_ownership WHERE case_id = which) periods
        WHERE next_from IS NOT NULL AND NOT ended_by_closing AND until_at IS DISTINCT FROM next_from)
       OR (SELECT min(from_at) FROM incidents_ownership WHERE case_id = which) IS DISTINCT FROM here.opened_at
    THEN
        RAISE EXCEPTION 'case % has an instant without an owner', which USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER case_is_covered AFTER INSERT OR UPDATE ON incidents_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_is_covered('id');
CREATE CONSTRAINT TRIGGER case_is_covered AFTER INSERT OR UPDATE ON incidents_ownership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_is_covered('case_id');
CREATE FUNCTION ownership_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ownership is never deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ownership_is_kept BEFORE DELETE ON incidents_ownership
    FOR EACH STATEMENT EXECUTE FUNCTION ownership_is_kept();
CREATE SEQUENCE incident_running_number;
"""
UNDO = """
DROP SEQUENCE incident_running_number;
DROP TRIGGER ownership_is_kept ON incidents_ownership;
DROP FUNCTION ownership_is_kept();
DROP TRIGGER case_is_covered ON incidents_ownership;
DROP TRIGGER case_is_covered ON incidents_case;
DROP FUNCTION case_is_covered();
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        migrations.RunSQL(COVER, UNDO),
        append_only("incidents_historicalcase", "incidents_historicalincident"),
    ]
