import core.models
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
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustodyEvent',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('suspect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody_events', to='people.person')),
                ('kind', models.CharField(choices=[('WANTED', 'Wanted'), ('ARRESTED', 'Arrested'), ('INTERVIEWED', 'Interviewed under caution'), ('CHARGED', 'Charged'), ('BAIL_GRANTED', 'Bail granted'), ('BAIL_VARIED', 'Bail varied'), ('BAIL_ENDED', 'Bail ended'), ('REMANDED', 'Kept in custody (remanded)'), ('RELEASED_UNDER_INVESTIGATION', 'Released under investigation'), ('NO_FURTHER_ACTION', 'No further action'), ('HEARING_LISTED', 'Hearing listed'), ('COURT_HEARD', 'Heard in court'), ('SENTENCED', 'Sentenced'), ('VCS_REFERRED', 'Victim referred to the Victim Contact Scheme'), ('VCS_NOT_QUALIFYING', 'Offence does not qualify for the Victim Contact Scheme'), ('RELEASE_DATE_KNOWN', 'Release date known'), ('RELEASED', 'Released from custody'), ('RECALLED', 'Recalled to prison'), ('LICENCE_ENDED', 'Licence ended'), ('BREACHED', 'Breach of bail or an order'), ('ORDER_MADE', 'Protective order made'), ('ORDER_REFUSED', 'Protective order refused'), ('ORDER_ENDED', 'Protective order ended'), ('DVPN_SERVED', 'Domestic violence protection notice served'), ('DAPN_SERVED', 'Domestic abuse protection notice served'), ('ADDRESS_NOTIFIED', 'Name and address given under an order'), ('NOTICE_CONSIDERED', 'Protection notice considered, none given'), ('DECEASED', 'Suspect has died')], max_length=30)),
                ('effective_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('source', models.CharField(max_length=60)),
                ('source_event_id', models.CharField(max_length=200)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('views_sought', models.BooleanField(null=True)),
                ('victim_views', models.TextField(blank=True)),
                ('authorised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='custody.custodyevent')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['force', '-received_at'], name='custody_event_newest'), models.Index(fields=['suspect', 'effective_at'], name='custody_event_of_suspect'), models.Index(fields=['force', 'source', '-received_at'], name='custody_event_heard')],
                'constraints': [models.UniqueConstraint(fields=('source', 'source_event_id'), name='custody_event_once_per_source'), models.CheckConstraint(condition=models.Q(('kind__in', ['WANTED', 'ARRESTED', 'INTERVIEWED', 'CHARGED', 'BAIL_GRANTED', 'BAIL_VARIED', 'BAIL_ENDED', 'REMANDED', 'RELEASED_UNDER_INVESTIGATION', 'NO_FURTHER_ACTION', 'HEARING_LISTED', 'COURT_HEARD', 'SENTENCED', 'VCS_REFERRED', 'VCS_NOT_QUALIFYING', 'RELEASE_DATE_KNOWN', 'RELEASED', 'RECALLED', 'LICENCE_ENDED', 'BREACHED', 'ORDER_MADE', 'ORDER_REFUSED', 'ORDER_ENDED', 'DVPN_SERVED', 'DAPN_SERVED', 'ADDRESS_NOTIFIED', 'NOTICE_CONSIDERED', 'DECEASED'])), name='custody_event_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('source_event_id', ''), _negated=True)), name='custody_event_has_its_number_at_the_source'), models.CheckConstraint(condition=models.Q(('effective_at__lte', models.F('received_at'))), name='custody_event_happened_before_we_heard'), models.CheckConstraint(condition=models.Q(('corrects', models.F('id')), _negated=True), name='custody_event_corrects_another'), models.CheckConstraint(condition=models.Q(models.Q(('victim_views', ''), ('views_sought', None)), models.Q(('views_sought__isnull', False), models.Q(('victim_views', ''), _negated=True)), _connector='OR'), name='custody_event_victims_views_whole'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='custody_event_withdrawn_whole')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCustodyEvent',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('kind', models.CharField(choices=[('WANTED', 'Wanted'), ('ARRESTED', 'Arrested'), ('INTERVIEWED', 'Interviewed under caution'), ('CHARGED', 'Charged'), ('BAIL_GRANTED', 'Bail granted'), ('BAIL_VARIED', 'Bail varied'), ('BAIL_ENDED', 'Bail ended'), ('REMANDED', 'Kept in custody (remanded)'), ('RELEASED_UNDER_INVESTIGATION', 'Released under investigation'), ('NO_FURTHER_ACTION', 'No further action'), ('HEARING_LISTED', 'Hearing listed'), ('COURT_HEARD', 'Heard in court'), ('SENTENCED', 'Sentenced'), ('VCS_REFERRED', 'Victim referred to the Victim Contact Scheme'), ('VCS_NOT_QUALIFYING', 'Offence does not qualify for the Victim Contact Scheme'), ('RELEASE_DATE_KNOWN', 'Release date known'), ('RELEASED', 'Released from custody'), ('RECALLED', 'Recalled to prison'), ('LICENCE_ENDED', 'Licence ended'), ('BREACHED', 'Breach of bail or an order'), ('ORDER_MADE', 'Protective order made'), ('ORDER_REFUSED', 'Protective order refused'), ('ORDER_ENDED', 'Protective order ended'), ('DVPN_SERVED', 'Domestic violence protection notice served'), ('DAPN_SERVED', 'Domestic abuse protection notice served'), ('ADDRESS_NOTIFIED', 'Name and address given under an order'), ('NOTICE_CONSIDERED', 'Protection notice considered, none given'), ('DECEASED', 'Suspect has died')], max_length=30)),
                ('effective_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('source', models.CharField(max_length=60)),
                ('source_event_id', models.CharField(max_length=200)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('views_sought', models.BooleanField(null=True)),
                ('victim_views', models.TextField(blank=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('force', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('suspect', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('authorised_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='custody.custodyevent')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical custody event',
                'verbose_name_plural': 'historical custody events',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='EventCase',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='custody.custodyevent')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='incidents.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'case'), name='custody_event_concerns_case_once')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='incidents.case')),
                ('status', models.CharField(blank=True, choices=[('', 'Nothing on record'), ('WANTED', 'Wanted'), ('ARRESTED', 'Under arrest'), ('VOLUNTARY_INTERVIEW', 'Interviewed as a volunteer, at liberty'), ('PRE_CHARGE_BAIL', 'On police bail'), ('BAIL_ENDED', 'At liberty: bail has ended, no conditions'), ('UNDER_INVESTIGATION', 'Released under investigation: no conditions'), ('NO_FURTHER_ACTION', 'No further action: no conditions'), ('CHARGED_REMANDED', 'Remanded in custody'), ('CHARGED_COURT_BAIL', 'On court bail'), ('CHARGED_UNCONDITIONAL', 'Charged, at liberty without conditions'), ('CONVICTED_AWAITING', 'Convicted, waiting for sentence'), ('COURT_ENDED', 'Acquitted or discontinued: no conditions'), ('SENTENCED_COMMUNITY', 'Community sentence'), ('SENTENCED_SUSPENDED', 'Suspended sentence'), ('SENTENCED_CUSTODY', 'In prison, sentenced'), ('SENTENCED_OTHER', 'Sentenced'), ('HOSPITAL_ORDER', 'Hospital order'), ('TEMPORARY_RELEASE', 'Temporarily released from prison'), ('HOME_DETENTION_CURFEW', 'Released on home detention curfew'), ('ON_LICENCE', 'Released on licence'), ('RELEASED', 'Released from custody'), ('UNLAWFULLY_AT_LARGE', 'Unlawfully at large, or released in error'), ('RECALLED', 'Recalled to prison'), ('LICENCE_EXPIRED', 'Sentence served'), ('DECEASED', 'Has died')], max_length=30)),
                ('since', models.DateTimeField(null=True)),
                ('from_event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='custody.custodyevent')),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('bail_ends_on', models.DateField(null=True)),
                ('bail_event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='custody.custodyevent')),
                ('remanded', models.BooleanField(default=False)),
                ('release_on', models.DateField(null=True)),
                ('release_as_at', models.DateField(null=True)),
                ('release_source', models.TextField(blank=True)),
                ('release_event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='custody.custodyevent')),
                ('orders', models.JSONField(blank=True, default=list)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('bail_ends_on', None), _negated=True), fields=['bail_ends_on'], name='position_bail_ends'), models.Index(condition=models.Q(('release_on', None), _negated=True), fields=['release_on'], name='position_release'), models.Index(condition=models.Q(('orders', []), _negated=True), fields=['case'], name='position_with_orders')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['', 'WANTED', 'ARRESTED', 'VOLUNTARY_INTERVIEW', 'PRE_CHARGE_BAIL', 'BAIL_ENDED', 'UNDER_INVESTIGATION', 'NO_FURTHER_ACTION', 'CHARGED_REMANDED', 'CHARGED_COURT_BAIL', 'CHARGED_UNCONDITIONAL', 'CONVICTED_AWAITING', 'COURT_ENDED', 'SENTENCED_COMMUNITY', 'SENTENCED_SUSPENDED', 'SENTENCED_CUSTODY', 'SENTENCED_OTHER', 'HOSPITAL_ORDER', 'TEMPORARY_RELEASE', 'HOME_DETENTION_CURFEW', 'ON_LICENCE', 'RELEASED', 'UNLAWFULLY_AT_LARGE', 'RECALLED', 'LICENCE_EXPIRED', 'DECEASED'])), name='position_is_a_known_one'), models.CheckConstraint(condition=models.Q(('conditions', []), ('status__in', ['PRE_CHARGE_BAIL', 'CHARGED_COURT_BAIL', 'SENTENCED_COMMUNITY', 'SENTENCED_SUSPENDED', 'SENTENCED_OTHER', 'TEMPORARY_RELEASE', 'HOME_DETENTION_CURFEW', 'ON_LICENCE']), _connector='OR'), name='position_has_conditions_only_where_they_exist'), models.CheckConstraint(condition=models.Q(('bail_ends_on', None), ('status__in', ['PRE_CHARGE_BAIL', 'CHARGED_COURT_BAIL']), _connector='OR'), name='position_has_a_bail_end_only_on_bail'), models.CheckConstraint(condition=models.Q(('remanded', False), ('status', 'CHARGED_REMANDED'), _connector='OR'), name='position_remanded_is_in_custody')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='custody.custodyevent')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('told_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('method', models.CharField(choices=[('IN_PERSON', 'In person'), ('PHONE', 'By telephone'), ('THROUGH_IDVA', 'Through her IDVA or advocate'), ('VIDEO', 'By video call'), ('EMAIL', 'By email'), ('TEXT', 'By text message'), ('LETTER', 'By letter')], max_length=20)),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reached', models.BooleanField()),
                ('safe_how', models.TextField()),
                ('what_said', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'told_at'], name='custody_not_case_id_bd6ff5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('safe_how', ''), _negated=True), name='notice_says_why_it_was_safe'), models.CheckConstraint(condition=models.Q(('reached', True), ('what_said', ''), _negated=True), name='notice_says_what_she_was_told'), models.CheckConstraint(condition=models.Q(('told_at__lte', models.F('recorded_at'))), name='notice_told_before_recorded'), models.CheckConstraint(condition=models.Q(('method__in', ['IN_PERSON', 'PHONE', 'THROUGH_IDVA', 'VIDEO', 'EMAIL', 'TEXT', 'LETTER'])), name='notice_by_a_known_method')],
            },
        ),
        migrations.CreateModel(
            name='ContactOwner',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release_known', models.TextField()),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-named_at'], name='custody_con_case_id_8ce9ea_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('release_known', ''), _negated=True), name='contact_owner_knows_of_release')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalFeed',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('source', models.CharField(max_length=60)),
                ('rhythm', models.CharField(choices=[('CUSTODY', 'Custody system: several times a day'), ('COURT', 'Court results: every working day'), ('PRISON', 'Prison or probation: every few days'), ('NOT_WATCHED', 'Not watched')], max_length=20)),
                ('rhythm_reason', models.TextField(blank=True)),
                ('first_heard_at', models.DateTimeField()),
                ('force', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical feed',
                'verbose_name_plural': 'historical feeds',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('source', models.CharField(max_length=60)),
                ('rhythm', models.CharField(choices=[('CUSTODY', 'Custody system: several times a day'), ('COURT', 'Court results: every working day'), ('PRISON', 'Prison or probation: every few days'), ('NOT_WATCHED', 'Not watched')], max_length=20)),
                ('rhythm_reason', models.TextField(blank=True)),
                ('first_heard_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'source'), name='feed_once_per_source'), models.CheckConstraint(condition=models.Q(('rhythm__in', ['CUSTODY', 'COURT', 'PRISON', 'NOT_WATCHED'])), name='feed_keeps_a_known_rhythm'), models.CheckConstraint(condition=models.Q(models.Q(('rhythm', 'NOT_WATCHED'), _negated=True), models.Q(('rhythm_reason', ''), _negated=True), _connector='OR'), name='feed_unwatched_says_why')],
            },
        ),
    ]
