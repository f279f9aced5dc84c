# A version has one content from its first use on; a licensed wording stays as it was asked.

import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


FROZEN = """
INSERT INTO risk_versioninuse (id, instrument, version, question_set_hash)
    SELECT gen_random_uuid(), instrument, version, min(question_set_hash)
    FROM (SELECT instrument, version, question_set_hash FROM risk_assessment
          UNION SELECT instrument, version, question_set_hash FROM risk_further) used
    GROUP BY instrument, version;

CREATE FUNCTION risk_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
        ('accounts', '0002_append_only'),
        ('risk', '0006_versions_of_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VersionInUse',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('instrument', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('question_set_hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name_plural': 'versions in use',
                'constraints': [models.UniqueConstraint(fields=('instrument', 'version'), name='version_in_use_once')],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('instrument', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('officer', 'instrument', 'version'), name='acknowledgement_once')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('instrument', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('licence', models.TextField()),
                ('texts', models.JSONField()),
                ('loaded_at', models.DateTimeField()),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'instrument', 'version'), name='wording_once'), models.CheckConstraint(condition=models.Q(('licence', ''), _negated=True), name='wording_with_licence')],
            },
        ),
        append_only("risk_acknowledgement", "risk_versioninuse"),
        migrations.RunSQL(FROZEN, THAWED),
    ]
