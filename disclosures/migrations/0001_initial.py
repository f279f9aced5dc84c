import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('route', models.CharField(choices=[('ASK', 'Right to ask: somebody applied'), ('KNOW', 'Right to know: the police began it')], max_length=10)),
                ('at_risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('applicant', models.CharField(choices=[('AT_RISK', 'The person at risk'), ('OTHER', 'Somebody else who is concerned'), ('POLICE', 'Nobody: the police began it')], max_length=10)),
                ('applicant_name', models.CharField(blank=True, max_length=200)),
                ('applicant_contact', models.TextField(blank=True)),
                ('concern', models.TextField()),
                ('received_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['force', '-received_at'], name='disclosure_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('at_risk', models.F('subject')), _negated=True), name='disclosure_about_another'), models.CheckConstraint(condition=models.Q(('concern', ''), _negated=True), name='disclosure_says_the_concern'), models.CheckConstraint(condition=models.Q(models.Q(('applicant', 'POLICE'), ('route', 'KNOW')), models.Q(('applicant', 'AT_RISK'), ('route', 'ASK')), models.Q(('applicant', 'OTHER'), ('route', 'ASK'), models.Q(('applicant_name', ''), _negated=True)), _connector='OR'), name='disclosure_names_the_applicant')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='disclosures.request')),
                ('kind', models.CharField(choices=[('CHECKS', 'First checks made'), ('FACE_TO_FACE', 'Met face to face'), ('DECISION', 'Decided by the panel'), ('DISCLOSED', 'Disclosed in person'), ('NOT_DISCLOSED', 'Closed without disclosure'), ('WITHDRAWN', 'Withdrawn by the applicant')], max_length=20)),
                ('taken_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.TextField()),
                ('panel', models.TextField(blank=True)),
                ('decision', models.CharField(blank=True, choices=[('DISCLOSE', 'Disclose'), ('WITHHOLD', 'Do not disclose')], max_length=10)),
                ('to_whom', models.CharField(blank=True, choices=[('AT_RISK', 'The person at risk'), ('PROTECTOR', 'Somebody better placed to protect that person')], max_length=10)),
                ('safe_how', models.TextField(blank=True)),
                ('in_person', models.BooleanField(default=False)),
                ('nothing_written', models.BooleanField(default=False)),
                ('why_not', models.CharField(blank=True, choices=[('DECLINED', 'The person did not want to be told'), ('NOT_FOUND', 'The person was not found, after several attempts'), ('UNSAFE', 'It would not be safe now')], max_length=10)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_by_name', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'kind'), name='disclosure_step_once'), models.UniqueConstraint(condition=models.Q(('kind__in', ['DISCLOSED', 'NOT_DISCLOSED', 'WITHDRAWN'])), fields=('request',), name='disclosure_ends_once'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='disclosure_step_in_words'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'DECISION'), _negated=True), ('decision', '')), models.Q(('kind', 'DECISION'), models.Q(('decision', ''), _negated=True), models.Q(('panel', ''), _negated=True)), _connector='OR'), name='disclosure_decision_by_a_panel'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'DISCLOSED'), _negated=True), ('to_whom', '')), models.Q(('in_person', True), ('kind', 'DISCLOSED'), ('nothing_written', True), models.Q(('to_whom', ''), _negated=True), models.Q(('safe_how', ''), _negated=True)), _connector='OR'), name='disclosure_in_person_only'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_by_name', ''), ('why_not', '')), models.Q(('kind', 'NOT_DISCLOSED'), models.Q(('why_not', ''), _negated=True), models.Q(('confirmed_by__isnull', False), models.Q(('confirmed_by_name', ''), _negated=True), _connector='OR')), _connector='OR'), name='disclosure_not_made_confirmed'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('by')), _negated=True), _connector='OR'), name='disclosure_not_made_confirmed_by_another'), models.CheckConstraint(condition=models.Q(('taken_at__lte', models.F('recorded_at'))), name='disclosure_step_recorded_after')],
            },
        ),
    ]
