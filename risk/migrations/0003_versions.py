"""A version of the questions has one content from its first use on; a licensed wording stays as it was asked."""

from django.db import migrations


FROZEN = """
CREATE FUNCTION risk_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.instrument, NEW.version, NEW.question_set_hash) = (OLD.instrument, OLD.version, OLD.question_set_hash) THEN
            RETURN NEW;
        END IF;
    END IF;
    INSERT INTO risk_versioninuse (id, instrument, version, question_set_hash)
        VALUES (gen_random_uuid(), NEW.instrument, NEW.version, NEW.question_set_hash)
        ON CONFLICT (instrument, version) DO NOTHING;
    IF NOT EXISTS (SELECT 1 FROM risk_versioninuse WHERE instrument = NEW.instrument AND version = NEW.version
                   AND question_set_hash = NEW.question_set_hash) THEN
        RAISE EXCEPTION 'this version of the questions was used with another content'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_frozen BEFORE INSERT OR UPDATE OF instrument, version, question_set_hash ON risk_assessment
    FOR EACH ROW EXECUTE FUNCTION risk_version_frozen();
CREATE TRIGGER version_frozen BEFORE INSERT OR UPDATE OF instrument, version, question_set_hash ON risk_further
    FOR EACH ROW EXECUTE FUNCTION risk_version_frozen();

CREATE FUNCTION risk_wording_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM risk_assessment a JOIN incidents_case c ON c.id = a.case_id
               WHERE c.force_id = OLD.force_id AND a.instrument = OLD.instrument AND a.version = OLD.version
               AND a.started_at >= OLD.loaded_at) THEN
        RAISE EXCEPTION 'a wording that was used does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON risk_wording
    FOR EACH ROW EXECUTE FUNCTION risk_wording_frozen();
"""
THAWED = """
DROP TRIGGER frozen ON risk_wording;
DROP FUNCTION risk_wording_frozen();
DROP TRIGGER version_frozen ON risk_further;
DROP TRIGGER version_frozen ON risk_assessment;
DROP FUNCTION risk_version_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("risk", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(FROZEN, THAWED),
    ]
