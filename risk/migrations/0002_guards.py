"""What must never be, cannot be: changed after submission, decided by its own author, lowered from visible high risk."""

from django.db import migrations

from core.sql import append_only


RANKED = """
CREATE FUNCTION risk_rank(grade text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE grade WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 WHEN 'STANDARD' THEN 1 ELSE 0 END
$$;
"""

FROZEN = """
CREATE FUNCTION risk_assessment_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['covered_by_id', 'reviewed_at', 'reviewed_by_id', 'reviewed_grade', 'held_grade',
                          'confirmed_at', 'lock_version'];
    ended text[] := ARRAY['state', 'voided_at', 'voided_by_id', 'void_reason', 'lock_version'];
    decided text[] := ARRAY['state', 'returned_reason', 'signed_off_at', 'signed_off_by_id', 'signed_off_grade',
                            'held_grade', 'needs_review'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM risk_assessment WHERE id = NEW.corrects_id AND state = 'VOIDED'
                AND case_id = NEW.case_id AND author_id = NEW.author_id) THEN
            RAISE EXCEPTION 'only a sign-off that ended is corrected, by its author' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'a submitted assessment stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state = 'SIGNED_OFF' AND NEW.state = 'VOIDED'
            AND to_jsonb(OLD) - ended IS NOT DISTINCT FROM to_jsonb(NEW) - ended THEN
        RETURN NEW;
    END IF;
    IF NEW.corrects_id IS DISTINCT FROM OLD.corrects_id THEN
        RAISE EXCEPTION 'what an assessment corrects does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'VOIDED' THEN
        RAISE EXCEPTION 'what was signed and corrected does not change' USING ERRCODE = 'restrict_violation';
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
    IF NEW.state = 'SIGNED_OFF' AND (risk_rank(NEW.held_grade) < risk_rank(OLD.held_grade)
            OR (OLD.state = 'SUBMITTED' AND risk_rank(NEW.held_grade) < risk_rank(NEW.signed_off_grade))
            OR (NEW.reviewed_grade IS DISTINCT FROM OLD.reviewed_grade
                AND risk_rank(NEW.held_grade) < risk_rank(NEW.reviewed_grade))) THEN
        RAISE EXCEPTION 'the grade that holds only rises' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'SUBMITTED' AND NEW.state = 'SIGNED_OFF' AND NEW.grade = 'HIGH'
            AND NEW.signed_off_grade <> 'HIGH' THEN
        RAISE EXCEPTION 'one person alone does not lower a high grade' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'SUBMITTED' AND OLD.state <> 'SUBMITTED' AND EXISTS (
            SELECT 1 FROM risk_answer WHERE assessment_id = NEW.id AND value = '') THEN
        RAISE EXCEPTION 'a question has no answer' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON risk_assessment
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
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON risk_further
    FOR EACH ROW EXECUTE FUNCTION risk_answer_frozen();
"""
THAWED = """
DROP TRIGGER frozen ON risk_further;
DROP TRIGGER frozen ON risk_answer;
DROP FUNCTION risk_answer_frozen();
DROP TRIGGER frozen ON risk_assessment;
DROP FUNCTION risk_assessment_frozen();
"""

SECOND_PERSON = """
CREATE FUNCTION risk_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found risk_assessment%ROWTYPE;
    who uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
    SELECT * INTO found FROM risk_assessment WHERE id = NEW.assessment_id;
    IF who IN (found.author_id, found.typed_by_id) THEN
        RAISE EXCEPTION 'somebody else than author and typist must decide' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM risk_conflict WHERE case_id = found.case_id AND officer_id = who) THEN
        RAISE EXCEPTION 'whoever is close to somebody in the case does not decide' USING ERRCODE = 'restrict_violation';
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
ONE_PERSON = """
DROP TRIGGER second_person ON risk_review;
DROP TRIGGER second_person ON risk_decision;
DROP FUNCTION risk_second_person();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0001_initial"),
        ("incidents", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(RANKED, "DROP FUNCTION risk_rank(text);"),
        migrations.RunSQL(FROZEN, THAWED),
        migrations.RunSQL(SECOND_PERSON, ONE_PERSON),
        append_only(
            "risk_decision",
            "risk_review",
            "risk_recommendation",
            "risk_historicalassessment",
            "risk_historicalanswer",
            "risk_historicalfurther",
            "risk_conflict",
            "risk_read",
            "risk_reviewpolicy",
            "risk_acknowledgement",
            "risk_versioninuse",
            "risk_historicaldowngrade",
            "risk_circumstance",
            "risk_intervalpolicy",
        ),
    ]
