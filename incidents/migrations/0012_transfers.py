"""A case that goes to a force outside this house."""

import core.models
import core.states
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0011_allocation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalTransfer',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('force_name', models.CharField(max_length=100)),
                ('to_name', models.CharField(max_length=200)),
                ('to_role', models.CharField(max_length=200)),
                ('reached_by', models.CharField(max_length=200)),
                ('must_know', models.TextField(blank=True)),
                ('checklist', models.JSONField(blank=True, default=dict)),
                ('sent_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for an answer'), ('ACCEPTED', 'Accepted'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='WAITING', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_reason', models.TextField(blank=True)),
                ('accepted_by', models.CharField(blank=True, max_length=200)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('evidence', models.TextField(blank=True)),
                ('owed', models.JSONField(blank=True, default=list)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('giver', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical transfer',
                'verbose_name_plural': 'historical transfers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force_name', models.CharField(max_length=100)),
                ('to_name', models.CharField(max_length=200)),
                ('to_role', models.CharField(max_length=200)),
                ('reached_by', models.CharField(max_length=200)),
                ('must_know', models.TextField(blank=True)),
                ('checklist', models.JSONField(blank=True, default=dict)),
                ('sent_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for an answer'), ('ACCEPTED', 'Accepted'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='WAITING', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_reason', models.TextField(blank=True)),
                ('accepted_by', models.CharField(blank=True, max_length=200)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('evidence', models.TextField(blank=True)),
                ('owed', models.JSONField(blank=True, default=list)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='incidents.case')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-sent_at'], name='transfer_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('case',), name='transfer_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('force_name', ''), _negated=True), models.Q(('to_name', ''), _negated=True), models.Q(('to_role', ''), _negated=True), models.Q(('reached_by', ''), _negated=True)), name='transfer_names_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'WAITING')), models.Q(models.Q(('state', 'WAITING'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='transfer_answered_whole'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), ('accepted_at', None), ('accepted_by', '')), models.Q(('accepted_at__gte', models.F('sent_at')), ('accepted_at__lte', models.F('answered_at')), ('state', 'ACCEPTED'), models.Q(('accepted_by', ''), _negated=True), models.Q(('reference', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='transfer_accepted_with_proof'), models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'ACCEPTED']), models.Q(('answer_reason', ''), _negated=True), _connector='OR'), name='transfer_ended_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        append_only("incidents_historicaltransfer"),
    ]
