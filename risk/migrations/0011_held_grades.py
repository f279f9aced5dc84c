"""The grade that holds only rises; the level of a case is lowered by two people, or by what is newer."""

from django.db import migrations, models
from django.db.models import Q

RANKED = """
CREATE FUNCTION risk_rank(grade text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE grade WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 WHEN 'STANDARD' THEN 1 ELSE 0 END
$$;
"""
FROZEN = """
CREATE OR REPLACE FUNCTION risk_assessment_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
FROZEN_BEFORE = """
CREATE OR REPLACE FUNCTION risk_assessment_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['covered_by_id', 'reviewed_at', 'reviewed_by_id', 'reviewed_grade', 'confirmed_at',
                          'lock_version'];
    ended text[] := ARRAY['state', 'voided_at', 'voided_by_id', 'void_reason', 'lock_version'];
    decided text[] := ARRAY['state', 'returned_reason', 'signed_off_at', 'signed_off_by_id', 'signed_off_grade',
                            'needs_review'];
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
    IF NEW.state = 'SUBMITTED' AND OLD.state <> 'SUBMITTED' AND EXISTS (
            SELECT 1 FROM risk_answer WHERE assessment_id = NEW.id AND value = '') THEN
        RAISE EXCEPTION 'a question has no answer' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
# What held so far holds from now on: the grade of the latest review, else that of the sign-off.
FILLED = """
ALTER TABLE risk_assessment DISABLE TRIGGER frozen;
UPDATE risk_assessment SET held_grade = coalesce(nullif(reviewed_grade, ''), signed_off_grade)
WHERE signed_off_grade <> '';
ALTER TABLE risk_assessment ENABLE TRIGGER frozen;
"""
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
LEVEL_BEFORE = "DROP TRIGGER risk_level_guard ON incidents_case; DROP FUNCTION risk_level_guard();"


class Migration(migrations.Migration):
    dependencies = [("incidents", "0011_allocation"), ("risk", "0010_disputes")]

    operations = [
        migrations.RunSQL(RANKED, "DROP FUNCTION risk_rank(text);"),
        *(
            migrations.AddField(
                model,
                "held_grade",
                models.CharField(
                    blank=True,
                    choices=[("STANDARD", "Standard"), ("MEDIUM", "Medium"), ("HIGH", "High")],
                    default="",
                    max_length=10,
                ),
                preserve_default=False,
            )
            for model in ("assessment", "historicalassessment")
        ),
        migrations.RunSQL(FILLED, ""),
        migrations.RunSQL(FROZEN, FROZEN_BEFORE),
        migrations.RemoveConstraint("assessment", "assessment_signed_off_whole"),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                name="assessment_signed_off_whole",
                condition=Q(
                    state__in=["SIGNED_OFF", "VOIDED"], signed_off_at__isnull=False, signed_off_by__isnull=False
                )
                & ~Q(signed_off_grade="")
                & ~Q(held_grade="")
                | ~Q(state__in=["SIGNED_OFF", "VOIDED"])
                & Q(signed_off_at=None, signed_off_by=None, signed_off_grade="", held_grade=""),
            ),
        ),
        migrations.RunSQL(LEVEL, LEVEL_BEFORE),
        migrations.RemoveIndex("assessment", "assessment_to_sign_off"),
        migrations.AddIndex(
            "assessment",
            models.Index(
                fields=["grade", "submitted_at", "id"], condition=Q(state="SUBMITTED"), name="assessment_signing"
            ),
        ),
        migrations.AddIndex(
            "assessment",
            models.Index(
                fields=["signed_off_grade", "signed_off_at", "id"],
                condition=Q(needs_review=True, covered_by=None),
                name="assessment_review_order",
            ),
        ),
    ]
