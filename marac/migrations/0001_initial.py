import core.models
import core.states
import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '0001_initial'),
        ('incidents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalReferral',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('state', models.CharField(choices=[('SUBMITTED', 'Waiting to be listed'), ('LISTED', 'Listed for a meeting'), ('HEARD', 'Heard'), ('ACTIONS_OPEN', 'Heard, actions to do'), ('ACTIONS_CLOSED', 'Heard, all actions done'), ('WITHDRAWN', 'Withdrawn')], default='SUBMITTED', max_length=15)),
                ('criteria', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('grounds', models.JSONField(default=list)),
                ('judgement', models.TextField(blank=True)),
                ('repeat', models.BooleanField(default=False)),
                ('victim_told', models.CharField(choices=[('TOLD', 'Yes'), ('NOT_SAFE_TO_TELL', 'No, it would not be safe'), ('NOT_REACHED', 'No, the victim could not be reached'), ('NOT_RECORDED', 'The record does not say')], max_length=20)),
                ('consent', models.CharField(choices=[('AGREES', 'The victim agrees'), ('DOES_NOT_AGREE', 'The victim does not agree'), ('NOT_ASKED', 'The victim was not asked')], max_length=20)),
                ('telling_note', models.TextField(blank=True)),
                ('idva_told_at', models.DateTimeField(null=True)),
                ('referred_at', models.DateTimeField()),
                ('heard_at', models.DateTimeField(null=True)),
                ('summary', models.TextField(blank=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('referred_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('heard_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical referral',
                'verbose_name_plural': 'historical referrals',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='incidents.case')),
                ('state', models.CharField(choices=[('SUBMITTED', 'Waiting to be listed'), ('LISTED', 'Listed for a meeting'), ('HEARD', 'Heard'), ('ACTIONS_OPEN', 'Heard, actions to do'), ('ACTIONS_CLOSED', 'Heard, all actions done'), ('WITHDRAWN', 'Withdrawn')], default='SUBMITTED', max_length=15)),
                ('criteria', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('grounds', models.JSONField(default=list)),
                ('judgement', models.TextField(blank=True)),
                ('repeat', models.BooleanField(default=False)),
                ('victim_told', models.CharField(choices=[('TOLD', 'Yes'), ('NOT_SAFE_TO_TELL', 'No, it would not be safe'), ('NOT_REACHED', 'No, the victim could not be reached'), ('NOT_RECORDED', 'The record does not say')], max_length=20)),
                ('consent', models.CharField(choices=[('AGREES', 'The victim agrees'), ('DOES_NOT_AGREE', 'The victim does not agree'), ('NOT_ASKED', 'The victim was not asked')], max_length=20)),
                ('telling_note', models.TextField(blank=True)),
                ('idva_told_at', models.DateTimeField(null=True)),
                ('referred_at', models.DateTimeField()),
                ('referred_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('heard_at', models.DateTimeField(null=True)),
                ('heard_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summary', models.TextField(blank=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-referred_at'], name='referral_newest'), models.Index(condition=models.Q(('state', 'SUBMITTED')), fields=['referred_at'], name='referral_to_list')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['SUBMITTED', 'LISTED'])), fields=('case',), name='referral_one_waiting_per_case'), models.CheckConstraint(condition=models.Q(('criteria__len__gt', 0)), name='referral_on_some_ground'), models.CheckConstraint(condition=models.Q(models.Q(('criteria__contains', ['PROFESSIONAL_JUDGEMENT']), _negated=True), models.Q(('judgement', ''), _negated=True), _connector='OR'), name='referral_judgement_with_reasons'), models.CheckConstraint(condition=models.Q(models.Q(('criteria__contains', ['REPEAT']), ('repeat', True)), models.Q(('repeat', False), models.Q(('criteria__contains', ['REPEAT']), _negated=True)), _connector='OR'), name='referral_repeat_is_a_ground'), models.CheckConstraint(condition=models.Q(models.Q(('victim_told__in', ['TOLD', 'NOT_RECORDED']), models.Q(('consent', 'DOES_NOT_AGREE'), _negated=True)), models.Q(('telling_note', ''), _negated=True), _connector='OR'), name='referral_untold_with_note'), models.CheckConstraint(condition=models.Q(models.Q(('heard_at', None), ('heard_by', None), ('state__in', ['SUBMITTED', 'LISTED', 'WITHDRAWN'])), models.Q(('heard_at__isnull', False), ('heard_by__isnull', False), ('state__in', ['HEARD', 'ACTIONS_OPEN', 'ACTIONS_CLOSED']), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='referral_heard_whole'), models.CheckConstraint(condition=models.Q(('state', 'WITHDRAWN'), ('withdrawn_reason', ''), _negated=True), name='referral_withdrawn_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='IdvaAttempt',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='idva_attempts', to='marac.referral')),
                ('attempted_at', models.DateTimeField()),
                ('method', models.CharField(max_length=100)),
                ('reached', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['referral', 'attempted_at'], name='marac_idvaa_referra_6d1dfc_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('method', ''), _negated=True), name='idva_attempt_by_some_method')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalMeeting',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('held_on', models.DateField()),
                ('place', models.CharField(max_length=200)),
                ('chair', models.CharField(max_length=100)),
                ('planned_at', models.DateTimeField()),
                ('force', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('planned_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical meeting',
                'verbose_name_plural': 'historical meetings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('held_on', models.DateField()),
                ('place', models.CharField(max_length=200)),
                ('chair', models.CharField(max_length=100)),
                ('planned_at', models.DateTimeField()),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['force', '-held_on'], name='meeting_newest')],
                'constraints': [models.UniqueConstraint(fields=('force', 'held_on', 'place'), name='meeting_once_a_day_and_place')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalListing',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('listed_at', models.DateTimeField()),
                ('taken_off_at', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='marac.meeting')),
                ('referral', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='marac.referral')),
                ('listed_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical listing',
                'verbose_name_plural': 'historical listings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='marac.meeting')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='marac.referral')),
                ('place', models.PositiveSmallIntegerField()),
                ('listed_at', models.DateTimeField()),
                ('listed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_off_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_off_at', None)), fields=('referral',), name='listing_one_for_a_referral'), models.UniqueConstraint(condition=models.Q(('taken_off_at', None)), fields=('meeting', 'place'), name='listing_one_for_a_place'), models.CheckConstraint(condition=models.Q(('place__gte', 1)), name='listing_places_begin_at_one')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='marac.meeting')),
                ('papers', models.CharField(choices=[('AGENDA', 'Agenda'), ('ACTIONS', 'Actions'), ('CHANGE', 'A case left the agenda')], max_length=10)),
                ('sent_to', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_to', ''), _negated=True), name='sending_to_somebody')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAction',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('what', models.TextField()),
                ('agency', models.CharField(choices=[('POLICE', 'Police'), ('PROBATION', 'Probation'), ('HEALTH', 'Health'), ('CHILDREN', "Children's social care"), ('ADULTS', 'Adult social care'), ('HOUSING', 'Housing'), ('IDVA', 'IDVA service'), ('EDUCATION', 'Education'), ('MENTAL_HEALTH', 'Mental health service'), ('SUBSTANCE_MISUSE', 'Drug and alcohol service'), ('OTHER', 'Another agency')], max_length=20)),
                ('due_on', models.DateField()),
                ('given_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('referral', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='marac.referral')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical action',
                'verbose_name_plural': 'historical actions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='marac.referral')),
                ('what', models.TextField()),
                ('agency', models.CharField(choices=[('POLICE', 'Police'), ('PROBATION', 'Probation'), ('HEALTH', 'Health'), ('CHILDREN', "Children's social care"), ('ADULTS', 'Adult social care'), ('HOUSING', 'Housing'), ('IDVA', 'IDVA service'), ('EDUCATION', 'Education'), ('MENTAL_HEALTH', 'Mental health service'), ('SUBSTANCE_MISUSE', 'Drug and alcohol service'), ('OTHER', 'Another agency')], max_length=20)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marac_actions', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['referral', 'due_on'], name='action_of_referral'), models.Index(condition=models.Q(('done_at', None)), fields=['owner', 'due_on'], name='action_to_do')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='action_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('outcome', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='action_done_with_outcome')],
            },
        ),
    ]
