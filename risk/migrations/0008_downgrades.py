# A level is lowered for a time by two people; what was proposed and decided does not change.

import core.models
import core.states
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


from core.sql import append_only

GUARD = """
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
UNGUARDED = "DROP TRIGGER guard ON risk_downgrade; DROP FUNCTION risk_downgrade_guard();"


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0009_evidence'),
        ('risk', '0007_questions_as_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalDowngrade',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting for a second person'), ('AGREED', 'Lowered for a time'), ('REFUSED', 'Refused'), ('EXPIRED', 'Over: the level has returned'), ('OVERTAKEN', 'Over: something newer decides')], default='PROPOSED', max_length=10)),
                ('before', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('grade', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('reason', models.TextField()),
                ('until_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('assessment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.assessment')),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical downgrade',
                'verbose_name_plural': 'historical downgrades',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Downgrade',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting for a second person'), ('AGREED', 'Lowered for a time'), ('REFUSED', 'Refused'), ('EXPIRED', 'Over: the level has returned'), ('OVERTAKEN', 'Over: something newer decides')], default='PROPOSED', max_length=10)),
                ('before', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('grade', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('reason', models.TextField()),
                ('until_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downgrades', to='risk.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downgrades', to='incidents.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'AGREED')), fields=['until_on'], name='downgrade_running'), models.Index(fields=['assessment'], name='downgrade_of_assessment')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['PROPOSED', 'AGREED'])), fields=('case',), name='downgrade_one_a_case'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('proposed_by')), _negated=True), name='downgrade_decided_by_another'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='downgrade_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('before', 'HIGH'), ('grade__in', ['MEDIUM', 'STANDARD'])), models.Q(('before', 'MEDIUM'), ('grade', 'STANDARD')), _connector='OR'), name='downgrade_lowers'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), models.Q(('state__in', ['AGREED', 'REFUSED', 'EXPIRED']), _negated=True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('state', 'PROPOSED'), _negated=True)), _connector='OR'), name='downgrade_decided_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'REFUSED'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='downgrade_refused_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['EXPIRED', 'OVERTAKEN'])), models.Q(models.Q(('state__in', ['EXPIRED', 'OVERTAKEN']), _negated=True), ('ended_at', None)), _connector='OR'), name='downgrade_ended_whole')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.RunSQL(GUARD, UNGUARDED),
        append_only("risk_historicaldowngrade"),
    ]
