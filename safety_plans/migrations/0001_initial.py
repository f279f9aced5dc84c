import core.models
import core.states
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('accounts', '0001_initial'),
        ('incidents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPlan',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('AGREED', 'Agreed')], default='DRAFT', max_length=10)),
                ('level', models.CharField(blank=True, choices=[('', 'Not assessed yet'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('victim_wishes', models.TextField(blank=True)),
                ('deviation_reason', models.TextField(blank=True)),
                ('drafted_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('last_reviewed_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('last_reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical plan',
                'verbose_name_plural': 'historical plans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='incidents.case')),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('AGREED', 'Agreed')], default='DRAFT', max_length=10)),
                ('level', models.CharField(blank=True, choices=[('', 'Not assessed yet'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('victim_wishes', models.TextField(blank=True)),
                ('deviation_reason', models.TextField(blank=True)),
                ('drafted_at', models.DateTimeField()),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('last_reviewed_at', models.DateTimeField(null=True)),
                ('last_reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('state', 'DRAFT')), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('state', 'AGREED')), _connector='OR'), name='plan_agreed_whole'), models.CheckConstraint(condition=models.Q(models.Q(('last_reviewed_at', None), ('last_reviewed_by', None)), models.Q(('last_reviewed_at__isnull', False), ('last_reviewed_by__isnull', False)), _connector='OR'), name='plan_reviewed_by_somebody'), models.CheckConstraint(condition=models.Q(('state', 'AGREED'), ('victim_wishes', ''), _negated=True), name='plan_agreed_with_wishes')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalMeasure',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('code', models.CharField(max_length=40)),
                ('what', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting to be accepted'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('DONE', 'Done'), ('NOT_DONE', 'Not done'), ('REMOVED', 'Removed')], default='PROPOSED', max_length=10)),
                ('victim_agrees', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('NOT_ASKED_YET', 'Not asked yet')], default='NOT_ASKED_YET', max_length=15)),
                ('proposed_at', models.DateTimeField()),
                ('recommended_by_review', models.UUIDField(null=True)),
                ('recommendation', models.UUIDField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('declined_reason', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('evidence_kind', models.CharField(blank=True, choices=[('SEEN', 'Seen or tested by me'), ('VICTIM', 'Confirmed by the victim'), ('PARTNER', 'Confirmed by another agency'), ('DOCUMENT', 'Document or record'), ('RECORD', 'From an earlier record')], max_length=10)),
                ('evidence', models.TextField(blank=True)),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('not_done_reason', models.TextField(blank=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_reason', models.TextField(blank=True)),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safety_plans.plan')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical measure',
                'verbose_name_plural': 'historical measures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='safety_plans.plan')),
                ('code', models.CharField(max_length=40)),
                ('what', models.TextField(blank=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting to be accepted'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('DONE', 'Done'), ('NOT_DONE', 'Not done'), ('REMOVED', 'Removed')], default='PROPOSED', max_length=10)),
                ('victim_agrees', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('NOT_ASKED_YET', 'Not asked yet')], default='NOT_ASKED_YET', max_length=15)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommended_by_review', models.UUIDField(null=True)),
                ('recommendation', models.UUIDField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('declined_reason', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence_kind', models.CharField(blank=True, choices=[('SEEN', 'Seen or tested by me'), ('VICTIM', 'Confirmed by the victim'), ('PARTNER', 'Confirmed by another agency'), ('DOCUMENT', 'Document or record'), ('RECORD', 'From an earlier record')], max_length=10)),
                ('evidence', models.TextField(blank=True)),
                ('reference', models.CharField(blank=True, max_length=200)),
                ('not_done_reason', models.TextField(blank=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['plan', 'proposed_at'], name='measure_of_plan'), models.Index(condition=models.Q(('state__in', ['PROPOSED', 'ACCEPTED', 'NOT_DONE'])), fields=['owner', 'due_on'], name='measure_to_do')],
                'constraints': [models.UniqueConstraint(fields=('recommendation',), name='measure_once_per_recommendation'), models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('code', 'OTHER'), ('what', ''), _negated=True)), name='measure_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='measure_accepted_when'), models.CheckConstraint(condition=models.Q(('declined_reason', ''), ('state', 'DECLINED'), _negated=True), name='measure_declined_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), models.Q(('state', 'DONE'), _negated=True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('evidence_kind', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='measure_done_with_evidence'), models.CheckConstraint(condition=models.Q(('not_done_reason', ''), ('state', 'NOT_DONE'), _negated=True), name='measure_not_done_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None), models.Q(('state', 'REMOVED'), _negated=True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), ('state', 'REMOVED'), models.Q(('removed_reason', ''), _negated=True)), _connector='OR'), name='measure_removed_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='safety_plans.plan')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('level', models.CharField(blank=True, choices=[('', 'Not assessed yet'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('what_changed', models.TextField()),
                ('outcome', models.CharField(choices=[('CONTINUE', 'The plan goes on'), ('CLOSE', 'The plan can end')], max_length=10)),
                ('next_steps', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['plan', '-at'], name='plan_review_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what_changed', ''), _negated=True), name='plan_review_says_what_changed'), models.CheckConstraint(condition=models.Q(('next_steps', ''), ('outcome', 'CONTINUE'), _negated=True), name='plan_review_says_what_is_next')],
            },
        ),
    ]
