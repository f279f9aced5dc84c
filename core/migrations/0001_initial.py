import core.models
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        django.contrib.postgres.operations.CreateExtension(
            name='fuzzystrmatch',
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('command_id', models.UUIDField(null=True, unique=True)),
                ('event', models.CharField(max_length=80)),
                ('case_id', models.UUIDField(null=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('by_id', models.UUIDField()),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('facts', models.JSONField(default=dict)),
                ('owed', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'indexes': [models.Index(fields=['case_id', 'occurred_at', 'id'], name='core_entry_case_id_192652_idx'), models.Index(fields=['subject_id', 'event'], name='core_entry_subject_d22d25_idx'), models.Index(fields=['event', 'id'], name='core_entry_event_3a4eb7_idx')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=60)),
                ('case_id', models.UUIDField(null=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('scope_id', models.UUIDField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='core.entry')),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('basis', models.CharField(max_length=80)),
                ('owed_by', models.CharField(max_length=60)),
                ('owner_id', models.UUIDField()),
                ('role', models.CharField(blank=True, max_length=30)),
                ('unit_id', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_as', models.CharField(blank=True, choices=[('MET', 'Done'), ('VOID', 'No longer owed'), ('RENEWED', 'Replaced by a later one')], max_length=10)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties_ended', to='core.entry')),
                ('level', models.PositiveSmallIntegerField(default=0)),
                ('next_mark_at', models.DateTimeField(null=True)),
                ('escalated_to_id', models.UUIDField(null=True)),
            ],
            options={
                'verbose_name_plural': 'duties',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['owner_id', 'due_at'], name='duty_mine'), models.Index(condition=models.Q(('ended_at', None)), fields=['role', 'unit_id', 'due_at'], name='duty_team'), models.Index(condition=models.Q(('ended_at', None)), fields=['next_mark_at'], name='duty_marks'), models.Index(fields=['case_id', 'due_at'], name='duty_case'), models.Index(fields=['subject_id', 'code'], name='duty_subject'), models.Index(condition=models.Q(('ended_at', None)), fields=['escalated_to_id', 'due_at'], name='duty_escalated'), models.Index(condition=models.Q(('code__startswith', 'KEEP_IN_TOUCH'), ('ended_at', None)), fields=['due_at'], name='duty_in_touch')],
                'constraints': [models.UniqueConstraint(fields=('code', 'opened_by', 'scope_id'), name='duty_once_per_entry'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('code', 'scope_id'), name='duty_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_as', ''), ('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('ended_as', ''), _negated=True)), _connector='OR'), name='duty_ended_whole')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='core.entry')),
                ('name', models.CharField(max_length=80)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('gave_up_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('gave_up_at', None)), fields=['next_attempt_at'], name='delivery_waiting')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'name'), name='delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('READ', 'Read'), ('SEARCH', 'Search'), ('BREAK_GLASS', 'Opened with a reason'), ('EXPORT', 'Export')], max_length=12)),
                ('officer_id', models.UUIDField()),
                ('case_id', models.UUIDField(null=True)),
                ('subject_id', models.UUIDField(null=True)),
                ('what', models.CharField(max_length=80)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'accesses',
                'indexes': [models.Index(fields=['case_id', 'at'], name='core_access_case_id_58408b_idx'), models.Index(fields=['officer_id', 'at'], name='core_access_officer_f5bbbd_idx')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer_id', models.UUIDField()),
                ('key', models.CharField(max_length=255)),
                ('route', models.CharField(max_length=200)),
                ('body_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('body', models.JSONField(null=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'replies',
                'constraints': [models.UniqueConstraint(fields=('officer_id', 'key'), name='reply_once')],
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
    ]
