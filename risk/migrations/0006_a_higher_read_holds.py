"""A read that is higher than the level of its case holds there until it is settled: the database keeps that as well."""

from django.db import migrations

# Of the assessment that holds alone: a later sign-off decides anew, and a review settles what nobody settled.
ABOVE = """
CREATE FUNCTION risk_read_above(asked uuid, level text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM risk_read JOIN risk_selection ON risk_selection.id = selection_id
        JOIN (SELECT id, covered_by_id FROM risk_assessment WHERE case_id = asked AND state = 'SIGNED_OFF'
              ORDER BY assessed_at DESC, id DESC LIMIT 1) holds ON holds.id = risk_selection.assessment_id
        WHERE settled_as = '' AND holds.covered_by_id IS NULL AND risk_rank(grade) > risk_rank(level))
$$;
"""
HOLDS = """
CREATE FUNCTION risk_read_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF risk_read_above(NEW.id, NEW.risk_level) THEN
        RAISE EXCEPTION 'a read that is higher holds until it is settled' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER risk_read_holds BEFORE UPDATE OF risk_level ON incidents_case FOR EACH ROW
    WHEN (risk_rank(NEW.risk_level) < risk_rank(OLD.risk_level)) EXECUTE FUNCTION risk_read_holds();
"""
HOLDS_NOT = "DROP TRIGGER risk_read_holds ON incidents_case; DROP FUNCTION risk_read_holds();"
# Asked at the end of the transaction: the read is written first, and what it raises after it.
RAISED = """
CREATE FUNCTION risk_read_raises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
            SELECT FROM risk_selection JOIN risk_assessment ON risk_assessment.id = assessment_id
            JOIN incidents_case ON incidents_case.id = case_id
            WHERE risk_selection.id = NEW.selection_id AND risk_read_above(case_id, risk_level)) THEN
        RAISE EXCEPTION 'a read that is higher holds until it is settled' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER read_raises AFTER INSERT ON risk_read
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION risk_read_raises();
"""
RAISED_NOT = "DROP TRIGGER read_raises ON risk_read; DROP FUNCTION risk_read_raises();"


class Migration(migrations.Migration):
    dependencies = [("risk", "0005_waits_in_a_unit")]

    operations = [
        migrations.RunSQL(ABOVE, "DROP FUNCTION risk_read_above(uuid, text);"),
        migrations.RunSQL(HOLDS, HOLDS_NOT),
        migrations.RunSQL(RAISED, RAISED_NOT),
    ]
