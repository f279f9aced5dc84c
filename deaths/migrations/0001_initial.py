import core.models
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('incidents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Death',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deaths', to='incidents.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('died_on', models.DateField()),
                ('factor', models.CharField(choices=[('IS', 'Domestic abuse is a factor'), ('MAY_BE', 'Domestic abuse may be a factor')], max_length=10)),
                ('circumstances', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='deaths.death')),
            ],
            options={
                'indexes': [models.Index(fields=['case'], name='deaths_deat_case_id_0de955_idx'), models.Index(fields=['-recorded_at'], name='death_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('circumstances', ''), _negated=True), name='death_in_words')],
            },
        ),
        migrations.CreateModel(
            name='FamilyContact',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='family_contacts', to='deaths.death')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('family', models.TextField()),
                ('reached', models.TextField()),
                ('named_at', models.DateTimeField()),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['death', '-named_at'], name='deaths_fami_death_i_26ca43_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('family', ''), _negated=True), models.Q(('reached', ''), _negated=True)), name='family_contact_whole')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='deaths.death')),
                ('kind', models.CharField(choices=[('FAMILY_TOLD', 'The family was told'), ('PARTNERSHIP_TOLD', 'The community safety partnership was told'), ('DECIDED', 'The partnership decided'), ('FINISHED', 'The review is finished'), ('WITHDRAWN', 'The record was a mistake')], max_length=20)),
                ('of', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.TextField()),
                ('decision', models.CharField(blank=True, choices=[('REVIEW', 'There will be a review'), ('NO_REVIEW', 'There will be no review')], max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind__in', ('PARTNERSHIP_TOLD', 'DECIDED', 'FINISHED', 'WITHDRAWN'))), fields=('death', 'kind'), name='death_step_once'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='death_step_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'DECIDED'), models.Q(('decision', ''), _negated=True)), models.Q(models.Q(('kind', 'DECIDED'), _negated=True), ('decision', '')), _connector='OR'), name='death_decision_decides'), models.CheckConstraint(condition=models.Q(('taken_at__lte', models.F('recorded_at'))), name='death_step_recorded_after')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='deaths.death')),
                ('text', models.TextField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chased_at', models.DateTimeField(null=True)),
                ('chased_words', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.TextField(blank=True)),
                ('questions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('script_version', models.CharField(blank=True, max_length=20)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('questions', []), ('script_version', '')), models.Q(models.Q(('questions', []), _negated=True), models.Q(('script_version', ''), _negated=True)), _connector='OR'), name='recommendation_questions_of_a_version'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='recommendation_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('evidence', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='recommendation_done_with_evidence')],
            },
        ),
    ]
