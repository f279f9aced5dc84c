"""The level of a case is lowered by two people, for a time, or by what is newer; and never below its author's grade alone."""

from django.db import migrations


LEVEL = """
CREATE FUNCTION risk_level_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held integer;
BEGIN
    SELECT risk_rank(held_grade) INTO held FROM risk_assessment
    WHERE case_id = NEW.id AND state = 'SIGNED_OFF' ORDER BY assessed_at DESC, id DESC LIMIT 1;
    IF risk_rank(NEW.risk_level) < held AND NOT EXISTS (
            SELECT 1 FROM risk_downgrade WHERE case_id = NEW.id AND state = 'AGREED'
            AND risk_rank(grade) <= risk_rank(NEW.risk_level)) THEN
        RAISE EXCEPTION 'two people lower the level of a case, for a time' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER risk_level_guard BEFORE UPDATE OF risk_level ON incidents_case FOR EACH ROW
    WHEN (risk_rank(NEW.risk_level) < risk_rank(OLD.risk_level)) EXECUTE FUNCTION risk_level_guard();
"""
NO_LEVEL = """
DROP TRIGGER risk_level_guard ON incidents_case; DROP FUNCTION risk_level_guard();
"""

LOWERED = """
CREATE FUNCTION risk_downgrade_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY['state', 'decided_by_id', 'decided_at', 'note', 'ended_at'];
    judged risk_assessment%ROWTYPE;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a downgrade stays in the record' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - moving IS DISTINCT FROM to_jsonb(NEW) - moving
                OR (OLD.decided_by_id IS NOT NULL AND OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id) THEN
            RAISE EXCEPTION 'what was proposed and decided does not change' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF NEW.decided_by_id IS NOT NULL THEN
        SELECT * INTO judged FROM risk_assessment WHERE id = NEW.assessment_id;
        IF NEW.decided_by_id IN (judged.author_id, judged.typed_by_id) THEN
            RAISE EXCEPTION 'somebody else than author and typist must decide' USING ERRCODE = 'restrict_violation';
        END IF;
        IF (TG_OP = 'INSERT' OR OLD.decided_by_id IS NULL) AND EXISTS (
                SELECT 1 FROM risk_conflict WHERE case_id = NEW.case_id AND officer_id = NEW.decided_by_id) THEN
            RAISE EXCEPTION 'whoever is close to somebody in the case does not decide'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON risk_downgrade
    FOR EACH ROW EXECUTE FUNCTION risk_downgrade_guard();
"""
NOT_LOWERED = """
DROP TRIGGER guard ON risk_downgrade; DROP FUNCTION risk_downgrade_guard();
"""

# Signed below the author's grade, the author's is what returns; and only who signed it off lowers with the sign-off.
SIGNED_BELOW = """
CREATE FUNCTION risk_signed_below() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what holds is no lower than the grade of the author' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER signed_below BEFORE UPDATE ON risk_assessment FOR EACH ROW
    WHEN (OLD.state = 'SUBMITTED' AND NEW.state = 'SIGNED_OFF' AND risk_rank(NEW.held_grade) < risk_rank(NEW.grade))
    EXECUTE FUNCTION risk_signed_below();

CREATE FUNCTION risk_lowered_with_sign_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM risk_assessment WHERE id = NEW.assessment_id AND state = 'SIGNED_OFF'
            AND signed_off_by_id = NEW.decided_by_id AND signed_off_grade = NEW.grade AND grade = NEW.before) THEN
        RAISE EXCEPTION 'only who signed it off lowers a level with the sign-off' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER with_sign_off BEFORE INSERT ON risk_downgrade FOR EACH ROW
    WHEN (NEW.with_sign_off) EXECUTE FUNCTION risk_lowered_with_sign_off();
"""
NOT_SIGNED_BELOW = """
DROP TRIGGER with_sign_off ON risk_downgrade; DROP FUNCTION risk_lowered_with_sign_off();
DROP TRIGGER signed_below ON risk_assessment; DROP FUNCTION risk_signed_below();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0003_versions"),
    ]

    operations = [
        migrations.RunSQL(LEVEL, NO_LEVEL),
        migrations.RunSQL(LOWERED, NOT_LOWERED),
        migrations.RunSQL(SIGNED_BELOW, NOT_SIGNED_BELOW),
    ]
