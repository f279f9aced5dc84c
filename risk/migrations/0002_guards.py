"""What must never be, cannot be: changed after submission, decided by its own author, lowered from visible high risk."""

from django.db import migrations

from core.sql import append_only

FROZEN = """
CREATE FUNCTION risk_assessment_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['covered_by_id', 'reviewed_at', 'reviewed_by_id', 'reviewed_grade', 'confirmed_at',
                          'lock_version'];
    decided text[] := ARRAY['state', 'returned_reason', 'signed_off_at', 'signed_off_by_id', 'signed_off_grade',
                            'needs_review'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a submitted assessment stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state IN ('SIGNED_OFF', 'SET_ASIDE') AND to_jsonb(OLD) - later IS DISTINCT FROM to_jsonb(NEW) - later THEN
        RAISE EXCEPTION 'a finished assessment does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'SUBMITTED' AND (NEW.state = 'DRAFT'
            OR to_jsonb(OLD) - later - decided IS DISTINCT FROM to_jsonb(NEW) - later - decided) THEN
        RAISE EXCEPTION 'a submitted assessment does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'SIGNED_OFF' AND OLD.state NOT IN ('SUBMITTED', 'SIGNED_OFF') THEN
        RAISE EXCEPTION 'only a submitted assessment is signed off' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'SUBMITTED' AND OLD.state <> 'SUBMITTED' AND EXISTS (
            SELECT 1 FROM risk_answer WHERE assessment_id = NEW.id AND value = '') THEN
        RAISE EXCEPTION 'a question has no answer' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON risk_assessment
    FOR EACH ROW EXECUTE FUNCTION risk_assessment_frozen();

CREATE FUNCTION risk_answer_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.assessment_id ELSE OLD.assessment_id END;
BEGIN
    IF (SELECT state FROM risk_assessment WHERE id = owner FOR SHARE) NOT IN ('DRAFT', 'RETURNED')
            OR (TG_OP = 'UPDATE' AND NEW.assessment_id <> OLD.assessment_id) THEN
        RAISE EXCEPTION 'the answers of a submitted assessment do not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON risk_answer
    FOR EACH ROW EXECUTE FUNCTION risk_answer_frozen();

CREATE FUNCTION risk_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found risk_assessment%ROWTYPE;
    who uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
    SELECT * INTO found FROM risk_assessment WHERE id = NEW.assessment_id;
    IF who IN (found.author_id, found.typed_by_id) THEN
        RAISE EXCEPTION 'somebody else than author and typist must decide' USING ERRCODE = 'restrict_violation';
    END IF;
    IF found.visible_high_risk AND NEW.grade NOT IN ('', 'HIGH') THEN
        RAISE EXCEPTION 'visible high risk is never lowered' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_person BEFORE INSERT ON risk_decision
    FOR EACH ROW EXECUTE FUNCTION risk_second_person('by_id');
CREATE TRIGGER second_person BEFORE INSERT ON risk_review
    FOR EACH ROW EXECUTE FUNCTION risk_second_person('reviewer_id');
"""
THAWED = """
DROP TRIGGER second_person ON risk_review;
DROP TRIGGER second_person ON risk_decision;
DROP FUNCTION risk_second_person();
DROP TRIGGER frozen ON risk_answer;
DROP FUNCTION risk_answer_frozen();
DROP TRIGGER frozen ON risk_assessment;
DROP FUNCTION risk_assessment_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_initial")]

    operations = [
        migrations.RunSQL(FROZEN, THAWED),
        append_only(
            "risk_decision", "risk_review", "risk_recommendation", "risk_historicalassessment", "risk_historicalanswer"
        ),
    ]
