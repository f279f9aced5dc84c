"""What was asked before a version had one content can still be answered, signed and corrected: only a change is refused.

Two assessments of one version with two contents may be on record from before; the later ones are saved as they are.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION risk_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unchanged}INSERT INTO risk_versioninuse (id, instrument, version, question_set_hash)
        VALUES (gen_random_uuid(), NEW.instrument, NEW.version, NEW.question_set_hash)
        ON CONFLICT (instrument, version) DO NOTHING;
    IF NOT EXISTS (SELECT 1 FROM risk_versioninuse WHERE instrument = NEW.instrument AND version = NEW.version
                   AND question_set_hash = NEW.question_set_hash) THEN
        RAISE EXCEPTION 'this version of the questions was used with another content'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
UNCHANGED = """IF TG_OP = 'UPDATE' THEN
        IF (NEW.instrument, NEW.version, NEW.question_set_hash) = (OLD.instrument, OLD.version, OLD.question_set_hash) THEN
            RETURN NEW;
        END IF;
    END IF;
    """


class Migration(migrations.Migration):
    dependencies = [("risk", "0019_brought_by_a_merge")]

    operations = [migrations.RunSQL(FUNCTION.format(unchanged=UNCHANGED), FUNCTION.format(unchanged=""))]
