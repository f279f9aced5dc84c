import core.models
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
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSchool',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('reference', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('area', models.CharField(max_length=100)),
                ('own_area', models.BooleanField(default=True)),
                ('lead', models.CharField(blank=True, max_length=200)),
                ('lead_contact', models.CharField(blank=True, max_length=200)),
                ('confirmed_on', models.DateField(null=True)),
                ('listed', models.BooleanField(default=True)),
                ('force', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.force')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical school',
                'verbose_name_plural': 'historical schools',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('reference', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('area', models.CharField(max_length=100)),
                ('own_area', models.BooleanField(default=True)),
                ('lead', models.CharField(blank=True, max_length=200)),
                ('lead_contact', models.CharField(blank=True, max_length=200)),
                ('confirmed_on', models.DateField(null=True)),
                ('listed', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'reference'), name='school_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('area', ''), _negated=True)), name='school_named'), models.CheckConstraint(condition=models.Q(models.Q(('lead', ''), ('lead_contact', '')), models.Q(models.Q(('lead', ''), _negated=True), models.Q(('lead_contact', ''), _negated=True)), _connector='OR'), name='school_lead_reachable')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('area', models.CharField(max_length=100)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'area', 'begins_on'), name='term_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='term_period')],
            },
        ),
        migrations.CreateModel(
            name='DayOff',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('area', models.CharField(max_length=100)),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.school')),
                ('on', models.DateField()),
                ('why', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'area', 'school', 'on'), name='day_off_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='day_off_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Schooling',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('kind', models.CharField(choices=[('SCHOOL', 'At a school, college or nursery of the directory'), ('HOME', 'Taught at home'), ('UNDER_FIVE', 'Too young for school'), ('NOT_IN_SCHOOL', 'Of school age and at no school'), ('NOT_KNOWN', 'Not known yet')], max_length=20)),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.school')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-recorded_at'], name='schooling_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SCHOOL'), ('school__isnull', False)), models.Q(models.Q(('kind', 'SCHOOL'), _negated=True), ('school', None)), _connector='OR'), name='schooling_names_the_school')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPart',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('where', models.CharField(choices=[('PRESENT', 'Was there'), ('RESIDENT', 'Usually lives there, and was not there'), ('UNBORN', 'Not born yet'), ('ELSEWHERE', 'Lives elsewhere, and was not there')], max_length=10)),
                ('affected', models.CharField(choices=[('YES', 'Saw or heard it, or feels its effects'), ('NO', 'No sign of it so far'), ('NOT_KNOWN', 'Not known yet')], max_length=10)),
                ('related', models.CharField(choices=[('BOTH', 'To both of them'), ('VICTIM', 'To the victim'), ('SUSPECT', 'To the suspect'), ('NEITHER', 'To neither')], max_length=10)),
                ('victim', models.BooleanField(default=False)),
                ('concerns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('said', models.TextField(blank=True)),
                ('path', models.CharField(choices=[('SCHOOL', 'At a school of this area'), ('OUT_OF_AREA', 'At a school of another area'), ('HOME', 'Taught at home'), ('NOT_IN_SCHOOL', 'Of school age and at no school'), ('NOT_KNOWN', 'School not known yet'), ('UNDER_FIVE', 'Too young for school'), ('NOT_BORN', 'Not born yet')], max_length=20)),
                ('school_day', models.DateField(null=True)),
                ('incidents_counted', models.PositiveIntegerField()),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('placed_at', models.DateTimeField()),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('incident', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('school', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='children.school')),
                ('placed_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical part',
                'verbose_name_plural': 'historical parts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('where', models.CharField(choices=[('PRESENT', 'Was there'), ('RESIDENT', 'Usually lives there, and was not there'), ('UNBORN', 'Not born yet'), ('ELSEWHERE', 'Lives elsewhere, and was not there')], max_length=10)),
                ('affected', models.CharField(choices=[('YES', 'Saw or heard it, or feels its effects'), ('NO', 'No sign of it so far'), ('NOT_KNOWN', 'Not known yet')], max_length=10)),
                ('related', models.CharField(choices=[('BOTH', 'To both of them'), ('VICTIM', 'To the victim'), ('SUSPECT', 'To the suspect'), ('NEITHER', 'To neither')], max_length=10)),
                ('victim', models.BooleanField(default=False)),
                ('concerns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('said', models.TextField(blank=True)),
                ('path', models.CharField(choices=[('SCHOOL', 'At a school of this area'), ('OUT_OF_AREA', 'At a school of another area'), ('HOME', 'Taught at home'), ('NOT_IN_SCHOOL', 'Of school age and at no school'), ('NOT_KNOWN', 'School not known yet'), ('UNDER_FIVE', 'Too young for school'), ('NOT_BORN', 'Not born yet')], max_length=20)),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.school')),
                ('school_day', models.DateField(null=True)),
                ('incidents_counted', models.PositiveIntegerField()),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('placed_at', models.DateTimeField()),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'incident', 'person'), name='part_once_an_incident'), models.CheckConstraint(condition=models.Q(('victim', False), models.Q(('affected', 'YES'), models.Q(('related', 'NEITHER'), _negated=True), models.Q(('where', 'UNBORN'), _negated=True)), _connector='OR'), name='part_victim_by_the_act'), models.CheckConstraint(condition=models.Q(models.Q(('path__in', ['SCHOOL', 'OUT_OF_AREA']), ('school__isnull', False)), models.Q(models.Q(('path__in', ['SCHOOL', 'OUT_OF_AREA']), _negated=True), ('school', None)), _connector='OR'), name='part_school_by_its_path')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalNotice',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('kind', models.CharField(choices=[('SCHOOL', 'School told'), ('AUTHORITY', 'Local authority told'), ('NOTIFY', "Notification to children's social care"), ('REFER', "Referral to children's social care")], max_length=10)),
                ('to_whom', models.CharField(max_length=200)),
                ('how', models.CharField(choices=[('SECURE_EMAIL', 'Secure e-mail to the lead in person'), ('PORTAL', 'The secure portal'), ('PHONE', 'Telephone, to the lead in person'), ('IN_PERSON', 'In person')], max_length=20)),
                ('words', models.TextField()),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('why_less', models.TextField(blank=True)),
                ('told_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('received_from', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('part', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='children.part')),
                ('school', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='children.school')),
                ('told_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical notice',
                'verbose_name_plural': 'historical notices',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='children.part')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.school')),
                ('kind', models.CharField(choices=[('SCHOOL', 'School told'), ('AUTHORITY', 'Local authority told'), ('NOTIFY', "Notification to children's social care"), ('REFER', "Referral to children's social care")], max_length=10)),
                ('to_whom', models.CharField(max_length=200)),
                ('how', models.CharField(choices=[('SECURE_EMAIL', 'Secure e-mail to the lead in person'), ('PORTAL', 'The secure portal'), ('PHONE', 'Telephone, to the lead in person'), ('IN_PERSON', 'In person')], max_length=20)),
                ('words', models.TextField()),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('why_less', models.TextField(blank=True)),
                ('told_at', models.DateTimeField()),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('received_from', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_whom', ''), _negated=True), models.Q(('words', ''), _negated=True)), name='notice_says_whom_and_what'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['SCHOOL', 'AUTHORITY']), ('part__isnull', False)), models.Q(('kind__in', ['NOTIFY', 'REFER']), ('part', None), ('school', None)), _connector='OR'), name='notice_of_one_child_or_all'), models.CheckConstraint(condition=models.Q(models.Q(('received_at', None), ('received_by', None), ('received_from', '')), models.Q(('received_at__isnull', False), ('received_by__isnull', False), models.Q(('received_from', ''), _negated=True)), _connector='OR'), name='notice_received_whole'), models.CheckConstraint(condition=models.Q(('told_at__lte', models.F('recorded_at'))), name='notice_recorded_after')],
            },
        ),
    ]
