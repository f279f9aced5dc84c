"""A death, who is there for the family, and the review."""

import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('incidents', '0014_after_a_death'),
        ('people', '0006_ties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Death',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('died_on', models.DateField()),
                ('factor', models.CharField(choices=[('IS', 'Domestic abuse is a factor'), ('MAY_BE', 'Domestic abuse may be a factor')], max_length=10)),
                ('circumstances', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deaths', to='incidents.case')),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='deaths.death')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FamilyContact',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('family', models.TextField()),
                ('reached', models.TextField()),
                ('named_at', models.DateTimeField()),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='family_contacts', to='deaths.death')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('due_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('chased_at', models.DateTimeField(null=True)),
                ('chased_words', models.TextField(blank=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('evidence', models.TextField(blank=True)),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='deaths.death')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('FAMILY_TOLD', 'The family was told'), ('PARTNERSHIP_TOLD', 'The community safety partnership was told'), ('DECIDED', 'The partnership decided'), ('FINISHED', 'The review is finished'), ('WITHDRAWN', 'The record was a mistake')], max_length=20)),
                ('of', models.UUIDField(null=True)),
                ('taken_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('words', models.TextField()),
                ('decision', models.CharField(blank=True, choices=[('REVIEW', 'There will be a review'), ('NO_REVIEW', 'There will be no review')], max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('death', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='deaths.death')),
            ],
        ),
        migrations.AddIndex(
            model_name='death',
            index=models.Index(fields=['case'], name='deaths_deat_case_id_0de955_idx'),
        ),
        migrations.AddIndex(
            model_name='death',
            index=models.Index(fields=['-recorded_at'], name='death_newest'),
        ),
        migrations.AddConstraint(
            model_name='death',
            constraint=models.CheckConstraint(condition=models.Q(('circumstances', ''), _negated=True), name='death_in_words'),
        ),
        migrations.AddIndex(
            model_name='familycontact',
            index=models.Index(fields=['death', '-named_at'], name='deaths_fami_death_i_26ca43_idx'),
        ),
        migrations.AddConstraint(
            model_name='familycontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('family', ''), _negated=True), models.Q(('reached', ''), _negated=True)), name='family_contact_whole'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='recommendation_in_words'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('evidence', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='recommendation_done_with_evidence'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('PARTNERSHIP_TOLD', 'DECIDED', 'FINISHED', 'WITHDRAWN'))), fields=('death', 'kind'), name='death_step_once'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='death_step_in_words'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'DECIDED'), models.Q(('decision', ''), _negated=True)), models.Q(models.Q(('kind', 'DECIDED'), _negated=True), ('decision', '')), _connector='OR'), name='death_decision_decides'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('taken_at__lte', models.F('recorded_at'))), name='death_step_recorded_after'),
        ),
        append_only("deaths_step", "deaths_familycontact"),
    ]
