import core.models
import core.states
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('victim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases_as_victim', to='people.person')),
                ('suspect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases_as_suspect', to='people.person')),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit')),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('CLOSED', 'Closed')], default='OPEN', max_length=10)),
                ('risk_level', models.CharField(blank=True, choices=[('', 'Not assessed yet'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('close_reason', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('counter_case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='countered_by', to='incidents.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'OPEN')), fields=['force', 'risk_level'], name='case_open'), models.Index(fields=['force', '-opened_at'], name='case_newest')],
                'constraints': [models.UniqueConstraint(fields=('victim', 'suspect'), name='case_one_per_pair'), models.CheckConstraint(condition=models.Q(('victim', models.F('suspect')), _negated=True), name='case_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('state', 'OPEN')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'CLOSED'), models.Q(('close_reason', ''), _negated=True)), _connector='OR'), name='case_closed_whole')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCase',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('CLOSED', 'Closed')], default='OPEN', max_length=10)),
                ('risk_level', models.CharField(blank=True, choices=[('', 'Not assessed yet'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('close_reason', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('victim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('suspect', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('force', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counter_case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical case',
                'verbose_name_plural': 'historical cases',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='CaseReader',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='incidents.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('case', 'officer'), name='case_reader_once')],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ownerships', to='incidents.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('ended_by_closing', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until_at', None)), fields=['officer'], name='ownership_now'), models.Index(fields=['case', 'from_at'], name='incidents_o_case_id_157731_idx')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (models.Func('from_at', 'until_at', function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='ownership_one_at_a_time'), models.CheckConstraint(condition=models.Q(('until_at', None), ('until_at__gte', models.F('from_at')), _connector='OR'), name='ownership_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='incidents.case')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to=settings.AUTH_USER_MODEL)),
                ('must_know', models.TextField()),
                ('offered_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for an answer'), ('ACCEPTED', 'Accepted'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='WAITING', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['to'], name='offer_waiting_for')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('case',), name='offer_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'WAITING')), models.Q(models.Q(('state', 'WAITING'), _negated=True), models.Q(('answered_at', None), _negated=True)), _connector='OR'), name='offer_answered_whole'), models.CheckConstraint(condition=models.Q(('answer_reason', ''), ('state', 'REFUSED'), _negated=True), name='offer_refused_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalIncident',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('number', models.CharField(max_length=30)),
                ('kind', models.CharField(choices=[('DOMESTIC', 'Domestic disturbance or abuse'), ('ASSAULT', 'Assault'), ('HARASSMENT', 'Harassment'), ('STALKING', 'Stalking'), ('THREATS', 'Threats'), ('SEXUAL', 'Sexual offence'), ('DAMAGE', 'Damage'), ('BREACH', 'Breach of an order or bail'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('WELFARE', 'Concern for welfare'), ('OTHER', 'Something else')], max_length=20)),
                ('occurred_at', models.DateTimeField()),
                ('reported_at', models.DateTimeField()),
                ('reported_on', models.DateField()),
                ('what', models.TextField(blank=True)),
                ('domestic', models.BooleanField(default=True)),
                ('connected', models.CharField(blank=True, choices=[('', 'Not answered yet'), ('YES', 'Yes: partners, ex-partners or family'), ('NO', 'No'), ('UNKNOWN', 'The caller does not know')], max_length=10)),
                ('children', models.CharField(choices=[('NOT_ASKED', 'Not asked yet'), ('NONE', 'No children'), ('LISTED', 'Children are listed')], default='NOT_ASKED', max_length=10)),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('rank', models.PositiveSmallIntegerField(null=True)),
                ('violent', models.BooleanField(default=False)),
                ('firearms', models.BooleanField(default=False)),
                ('default_grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('chosen_grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('grade_reasons', models.JSONField(blank=True, default=list)),
                ('grade_note', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('force', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('address', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.address')),
                ('grade_approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical incident',
                'verbose_name_plural': 'historical incidents',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('number', models.CharField(max_length=30)),
                ('kind', models.CharField(choices=[('DOMESTIC', 'Domestic disturbance or abuse'), ('ASSAULT', 'Assault'), ('HARASSMENT', 'Harassment'), ('STALKING', 'Stalking'), ('THREATS', 'Threats'), ('SEXUAL', 'Sexual offence'), ('DAMAGE', 'Damage'), ('BREACH', 'Breach of an order or bail'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('WELFARE', 'Concern for welfare'), ('OTHER', 'Something else')], max_length=20)),
                ('occurred_at', models.DateTimeField()),
                ('reported_at', models.DateTimeField()),
                ('reported_on', models.DateField()),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='people.address')),
                ('what', models.TextField(blank=True)),
                ('domestic', models.BooleanField(default=True)),
                ('connected', models.CharField(blank=True, choices=[('', 'Not answered yet'), ('YES', 'Yes: partners, ex-partners or family'), ('NO', 'No'), ('UNKNOWN', 'The caller does not know')], max_length=10)),
                ('children', models.CharField(choices=[('NOT_ASKED', 'Not asked yet'), ('NONE', 'No children'), ('LISTED', 'Children are listed')], default='NOT_ASKED', max_length=10)),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('rank', models.PositiveSmallIntegerField(null=True)),
                ('violent', models.BooleanField(default=False)),
                ('firearms', models.BooleanField(default=False)),
                ('default_grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('chosen_grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('grade', models.CharField(blank=True, choices=[('IMMEDIATE', 'Immediate'), ('HIGH', 'High'), ('SCHEDULED', 'Scheduled'), ('RESOLVED_WITHOUT_DEPLOYMENT', 'Resolved without sending anybody')], max_length=30)),
                ('grade_reasons', models.JSONField(blank=True, default=list)),
                ('grade_note', models.TextField(blank=True)),
                ('grade_approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['force', '-reported_at'], name='incidents_i_force_i_c4cc68_idx'), models.Index(fields=['address', 'reported_at'], name='incidents_i_address_759528_idx')],
                'constraints': [models.UniqueConstraint(fields=('force', 'number'), name='incident_number'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('source', 'external_id'), name='incident_external'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['HARASSMENT', 'STALKING']), _negated=True), ('grade', ''), models.Q(('connected', ''), _negated=True), _connector='OR'), name='incident_connection_before_grade'), models.CheckConstraint(condition=models.Q(('domestic', False), ('grade__in', ['', 'IMMEDIATE', 'HIGH']), models.Q(('grade_approved_by__isnull', False), models.Q(('grade_note', ''), _negated=True)), _connector='OR'), name='incident_domestic_floor')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='incidents.incident')),
                ('channel', models.CharField(choices=[('999', '999'), ('101', '101'), ('ONLINE', 'Online report'), ('COUNTER', 'Front counter'), ('OFFICER', 'Officer'), ('AGENCY', 'Partner agency'), ('OTHER', 'Another way')], max_length=10)),
                ('caller', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='people.person')),
                ('caller_number', models.CharField(blank=True, max_length=40)),
                ('received_at', models.DateTimeField()),
                ('dropped', models.BooleanField(default=False)),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['caller_number', 'received_at'], name='incidents_c_caller__c7a8f1_idx')],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='involvements', to='incidents.incident')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='people.person')),
                ('role', models.CharField(choices=[('victim', 'Victim'), ('suspect', 'Suspect'), ('child', 'Child'), ('witness', 'Witness'), ('caller', 'Caller')], max_length=10)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'role'], name='incidents_i_person__87665f_idx')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'person', 'role'), name='involvement_once')],
            },
        ),
        migrations.CreateModel(
            name='Allegation',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allegations', to='incidents.incident')),
                ('victim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('suspect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allegations', to='incidents.case')),
                ('victim_identity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('suspect_identity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('reported_on', models.DateField()),
                ('rank', models.PositiveSmallIntegerField(null=True)),
                ('violent', models.BooleanField(default=False)),
                ('connected', models.BooleanField(default=False)),
                ('intimate', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('connected', True)), fields=['victim_identity', 'reported_on'], include=('incident',), name='allegation_repeat'), models.Index(condition=models.Q(('intimate', True), ('violent', True)), fields=['suspect_identity', 'reported_on'], include=('victim_identity', 'incident'), name='allegation_serial'), models.Index(fields=['suspect_identity', 'reported_on'], name='allegation_suspect'), models.Index(fields=['case', 'reported_on'], name='allegation_case')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'victim', 'suspect'), name='allegation_once'), models.CheckConstraint(condition=models.Q(('victim', models.F('suspect')), _negated=True), name='allegation_of_two')],
            },
        ),
        migrations.CreateModel(
            name='Flag',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='people.person')),
                ('code', models.CharField(choices=[('REPEAT_VICTIM', 'Repeat victim'), ('THIRD_REPORT', 'Third report in 12 months'), ('ESCALATION', 'Escalation'), ('SERIAL_PERPETRATOR', 'Serial perpetrator'), ('REPEAT_PERPETRATOR', 'Repeat perpetrator')], max_length=30)),
                ('variant', models.CharField(blank=True, max_length=30)),
                ('since', models.DateField()),
                ('because', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('basis', models.CharField(max_length=80)),
            ],
            options={
                'indexes': [models.Index(fields=['code', 'variant', 'since'], name='incidents_f_code_ba5f10_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'code', 'variant'), name='flag_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='incidents.incident')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('arrived_at', models.DateTimeField()),
                ('positive_action', models.TextField(blank=True)),
                ('no_arrest_reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('positive_action', ''), _negated=True), models.Q(('no_arrest_reason', ''), _negated=True), _connector='OR'), name='attendance_action_or_reason')],
            },
        ),
        migrations.CreateModel(
            name='Information',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='information', to='incidents.case')),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='information', to='incidents.incident')),
                ('kind', models.CharField(max_length=30)),
                ('occurred_on', models.DateField()),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('text', models.TextField(blank=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'information',
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='incidents.case')),
                ('kind', models.CharField(max_length=30)),
                ('of', models.UUIDField(null=True)),
                ('note', models.TextField()),
                ('done_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'done_at'], name='incidents_a_case_id_1d2291_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='act_says_something')],
            },
        ),
    ]
