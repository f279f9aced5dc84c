import core.models
import core.states
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('identity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='people.person')),
                ('given_name', models.CharField(blank=True, max_length=300)),
                ('family_name', models.CharField(blank=True, max_length=300)),
                ('born_on', models.DateField(blank=True, null=True)),
                ('born_precision', models.CharField(choices=[('DAY', 'Day'), ('MONTH', 'Month and year'), ('YEAR', 'Year')], default='DAY', max_length=5)),
                ('sex', models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('O', 'Other'), ('', 'Not known')], max_length=1)),
                ('unknown', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('source', 'external_id'), name='person_external')],
            },
        ),
        migrations.CreateModel(
            name='SafeContact',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('version', models.PositiveIntegerField()),
                ('when_safe', models.TextField()),
                ('code_word', models.CharField(blank=True, max_length=100)),
                ('who_may_answer', models.TextField(blank=True)),
                ('never', models.TextField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'version'), name='safe_contact_version_once'), models.CheckConstraint(condition=models.Q(('when_safe', ''), _negated=True), name='safe_contact_says_when'), models.CheckConstraint(condition=models.Q(('never', ''), _negated=True), name='safe_contact_says_never')],
            },
        ),
        migrations.CreateModel(
            name='SafeChannel',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='people.safecontact')),
                ('kind', models.CharField(choices=[('PHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('LETTER', 'Letter'), ('IN_PERSON', 'In person'), ('THROUGH', 'Through somebody she trusts')], max_length=10)),
                ('to', models.CharField(max_length=400)),
                ('key', models.CharField(max_length=400)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'kind'), name='safe_channel_once'), models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='safe_channel_leads_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='SafeTime',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='times', to='people.safecontact')),
                ('day', models.PositiveSmallIntegerField()),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'day', 'begins', 'ends'), name='safe_time_once'), models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 7)), name='safe_time_is_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPerson',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('given_name', models.CharField(blank=True, max_length=300)),
                ('family_name', models.CharField(blank=True, max_length=300)),
                ('born_on', models.DateField(blank=True, null=True)),
                ('born_precision', models.CharField(choices=[('DAY', 'Day'), ('MONTH', 'Month and year'), ('YEAR', 'Year')], default='DAY', max_length=5)),
                ('sex', models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('O', 'Other'), ('', 'Not known')], max_length=1)),
                ('unknown', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('identity', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical person',
                'verbose_name_plural': 'historical people',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.person')),
                ('given_name', models.CharField(blank=True, max_length=300)),
                ('family_name', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'constraints': [models.UniqueConstraint(fields=('person', 'given_name', 'family_name'), name='alias_once')],
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='people.person')),
                ('number', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['number'], name='people_phon_number_29b8c3_idx'), models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Reverse('number'), name='text_pattern_ops'), name='phone_by_last_digits')],
                'constraints': [models.UniqueConstraint(fields=('person', 'number'), name='phone_once')],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=400)),
                ('postcode', models.CharField(blank=True, max_length=12)),
                ('key', models.CharField(max_length=400)),
            ],
            options={
                'verbose_name_plural': 'addresses',
                'indexes': [models.Index(fields=['key'], name='address_by_key'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('key', name='gin_trgm_ops'), name='address_alike')],
                'constraints': [models.UniqueConstraint(fields=('postcode', 'key'), name='address_once')],
            },
        ),
        migrations.CreateModel(
            name='Residence',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='residences', to='people.person')),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='residences', to='people.address')),
                ('from_on', models.DateField(blank=True, null=True)),
                ('until_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'address', 'from_on'), name='residence_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('until_on', None), ('from_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='residence_period')],
            },
        ),
        migrations.CreateModel(
            name='SafeAddress',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('text', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_id', models.UUIDField()),
            ],
            options={
                'verbose_name_plural': 'safe addresses',
            },
        ),
        migrations.CreateModel(
            name='Relationship',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('partner', 'Partner'), ('ex_partner', 'Ex-partner'), ('spouse', 'Husband or wife'), ('civil_partner', 'Civil partner'), ('engaged', 'Engaged to be married'), ('civil_agreement', 'Agreed to be civil partners'), ('co_parent', 'Parent of the same child'), ('parent', 'Parent'), ('child', 'Child'), ('sibling', 'Brother or sister'), ('grandparent', 'Grandparent'), ('grandchild', 'Grandchild'), ('relative', 'Other relative'), ('friend', 'Friend'), ('neighbour', 'Neighbour')], max_length=20)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relationships_of', to='people.person')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relationships_to', to='people.person')),
                ('from_on', models.DateField(blank=True, null=True)),
                ('until_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('of', 'to', 'kind', 'from_on'), name='relationship_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('of', models.F('to')), _negated=True), name='relationship_of_two'), models.CheckConstraint(condition=models.Q(('until_on', None), ('from_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='relationship_period')],
            },
        ),
        migrations.CreateModel(
            name='Firearm',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('certificate', models.CharField(max_length=100)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='firearms', to='people.person')),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='firearms', to='people.address')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'certificate'), name='firearm_certificate_once')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalMarker',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('kind', models.CharField(choices=[('WEAPONS', 'Weapons'), ('VIOLENT', 'Violent towards officers'), ('URGENT', 'Treat every call as urgent'), ('DOG', 'Dangerous dog'), ('SELF_HARM', 'Risk of self-harm or suicide'), ('UNSAFE_TO_RING', 'Not safe to ring: somebody else may answer'), ('VULNERABLE', 'Needs special care'), ('INTERPRETER', 'Needs an interpreter'), ('ACCESS', 'How to get in')], max_length=20)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('reason', models.TextField()),
                ('from_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.TextField(blank=True)),
                ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('address', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.address')),
                ('owner', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical marker',
                'verbose_name_plural': 'historical markers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Marker',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('WEAPONS', 'Weapons'), ('VIOLENT', 'Violent towards officers'), ('URGENT', 'Treat every call as urgent'), ('DOG', 'Dangerous dog'), ('SELF_HARM', 'Risk of self-harm or suicide'), ('UNSAFE_TO_RING', 'Not safe to ring: somebody else may answer'), ('VULNERABLE', 'Needs special care'), ('INTERPRETER', 'Needs an interpreter'), ('ACCESS', 'How to get in')], max_length=20)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='markers', to='people.person')),
                ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='markers', to='people.address')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.TextField()),
                ('from_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('end_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['person'], name='marker_of_person'), models.Index(condition=models.Q(('ended_at', None)), fields=['address'], name='marker_of_address'), models.Index(condition=models.Q(('ended_at', None)), fields=['number'], name='marker_of_number')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('address', None), ('number', ''), ('person__isnull', False)), models.Q(('address__isnull', False), ('number', ''), ('person', None)), models.Q(('address', None), ('person', None), models.Q(('number', ''), _negated=True)), _connector='OR'), name='marker_of_one_thing'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='marker_says_why'), models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('from_on'))), name='marker_period'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='marker_ended_whole'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person', 'address', 'number', 'kind'), name='marker_standing_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('keep', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='people.person')),
                ('moved', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by_id', models.UUIDField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_id', models.UUIDField(null=True)),
                ('undone_reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='merge_standing_once'), models.CheckConstraint(condition=models.Q(('keep', models.F('merged')), _negated=True), name='merge_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by_id', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by_id__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='merge_undone_whole')],
            },
        ),
        migrations.CreateModel(
            name='DuplicateSearch',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('looked_at', models.PositiveIntegerField()),
                ('found', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'duplicate searches',
            },
        ),
        migrations.CreateModel(
            name='HistoricalPossibleDuplicate',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('score', models.FloatField()),
                ('why', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('facts', models.CharField(max_length=64)),
                ('found_at', models.DateTimeField()),
                ('case_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for a decision'), ('SAME', 'Found to be one person'), ('DIFFERENT', 'Found to be two people')], default='WAITING', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.UUIDField(null=True)),
                ('undone_reason', models.TextField(blank=True)),
                ('one', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('other', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('search', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.duplicatesearch')),
                ('merge', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.merge')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical possible duplicate',
                'verbose_name_plural': 'historical possible duplicates',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PossibleDuplicate',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('score', models.FloatField()),
                ('why', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('facts', models.CharField(max_length=64)),
                ('found_at', models.DateTimeField()),
                ('search', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='people.duplicatesearch')),
                ('case_id', models.UUIDField(null=True)),
                ('state', models.CharField(choices=[('WAITING', 'Waiting for a decision'), ('SAME', 'Found to be one person'), ('DIFFERENT', 'Found to be two people')], default='WAITING', max_length=10)),
                ('merge', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settled', to='people.merge')),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.UUIDField(null=True)),
                ('undone_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['-score'], name='possible_duplicate_waiting'), models.Index(condition=models.Q(('state', 'WAITING')), fields=['other'], name='possible_duplicate_other')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='possible_duplicate_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='possible_duplicate_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by_id', None), ('merge', None), ('reason', ''), ('state', 'WAITING')), models.Q(('decided_at__isnull', False), ('decided_by_id__isnull', False), ('merge__isnull', False), ('state', 'SAME'), models.Q(('reason', ''), _negated=True)), models.Q(('decided_at__isnull', False), ('decided_by_id__isnull', False), ('merge', None), ('state', 'DIFFERENT'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='possible_duplicate_decided_whole')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('given', models.CharField(max_length=60)),
                ('family', models.CharField(max_length=60)),
                ('born_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['family', 'given', 'born_on'], include=('person',), name='name_by_family'), models.Index(fields=['given', 'born_on'], include=('family', 'person'), name='name_by_given'), models.Index(fields=['born_on'], include=('family', 'given', 'person'), name='name_by_birth')],
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=70)),
                ('word', models.CharField(max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'word'], name='name_key'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', name='gin_trgm_ops'), condition=models.Q(('key__startswith', '=')), name='name_alike')],
            },
        ),
        migrations.CreateModel(
            name='NameCount',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('people', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='OfficerTie',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('kind', models.CharField(choices=[('SELF', 'I am this person'), ('FAMILY', 'Partner, former partner or family'), ('HOUSEHOLD', 'Same household'), ('FRIEND', 'Friend, neighbour or colleague'), ('OTHER', 'Another tie that could make me partial')], max_length=10)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('officer', 'person'), name='tie_once')],
            },
        ),
    ]
