"""What the database itself keeps: an open case has exactly one owner at every instant, without a gap."""

from django.db import migrations

from core.sql import append_only


COVERED = """
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
NOT_COVERED = """
DROP SEQUENCE incident_running_number;
DROP TRIGGER ownership_is_kept ON incidents_ownership;
DROP FUNCTION ownership_is_kept();
DROP TRIGGER case_is_covered ON incidents_ownership;
DROP TRIGGER case_is_covered ON incidents_case;
DROP FUNCTION case_is_covered();
"""

# Nobody is disabled while they own an open case.
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
NO_LEAVERS = """
DROP TRIGGER leaver_owns_nothing ON accounts_officer;
DROP FUNCTION leaver_owns_nothing();
"""

HITS = """
CREATE FUNCTION hit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a supervisor acknowledged is kept as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER hit_is_kept BEFORE UPDATE OR DELETE ON incidents_hit
    FOR EACH ROW WHEN (OLD.acknowledged_at IS NOT NULL) EXECUTE FUNCTION hit_is_kept();
"""
NO_HITS = """
DROP TRIGGER hit_is_kept ON incidents_hit;
DROP FUNCTION hit_is_kept();
"""

# Whether a restricted case lets an officer in (see `incidents.queries.cases`).
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
    dependencies = [
        ("incidents", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(COVERED, NOT_COVERED),
        migrations.RunSQL(LEAVERS, NO_LEAVERS),
        migrations.RunSQL(HITS, NO_HITS),
        migrations.RunSQL(LET_IN, "DROP FUNCTION incidents_let_in"),
        append_only(
            "incidents_historicalcase",
            "incidents_historicalincident",
            "incidents_contactattempt",
            "incidents_gradedecision",
            "incidents_historicalcheck",
            "incidents_historicalfirearmsalert",
            "incidents_historicalfirearmscertificate",
            "incidents_historicalevidence",
            "incidents_historicaltransfer",
        ),
    ]
