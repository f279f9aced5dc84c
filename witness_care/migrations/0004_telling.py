"""Every conversation with a victim as a witness is one row of its own; what was written down before goes along."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.models
from core.sql import append_only

# What was said, where nothing but how it was safe had been asked for.
SAID = "'Not written down at the time.'"
HOW = "'Not written down apart: see what was said.'"
INTO = (
    "INSERT INTO witness_care_telling "
    "(id, kind, of, method, told_at, recorded_at, said, safe_how, exception_reason, case_id, told_by_id) "
)
COPIES = (
    f"{INTO} SELECT gen_random_uuid(), 'NEEDS', id, '', assessed_at, assessed_at, said, safe_how, '', case_id, "
    "assessed_by_id FROM witness_care_needsassessment",
    f"{INTO} SELECT gen_random_uuid(), 'HEARING', id, '', prepared_at, prepared_at, said, safe_how, '', case_id, "
    "prepared_by_id FROM witness_care_preparation",
    f"{INTO} SELECT gen_random_uuid(), 'STATEMENT', id, '', offered_at, offered_at, {SAID}, safe_how, '', case_id, "
    "offered_by_id FROM witness_care_statementoffer",
    f"{INTO} SELECT gen_random_uuid(), 'RIGHT', id, method, told_at, told_at, {SAID}, safe_how, exception_reason, "
    "case_id, told_by_id FROM witness_care_righttold",
    # A measure that was applied for again had been told of before: its history knows when.
    f"{INTO} SELECT gen_random_uuid(), 'MEASURE', id, '', told_at, told_at, told_how, {HOW}, '', case_id, told_by_id "
    "FROM (SELECT DISTINCT id, told_at, told_how, case_id, told_by_id FROM witness_care_historicalspecialmeasure "
    "WHERE told_at IS NOT NULL) told",
    f"{INTO} SELECT gen_random_uuid(), 'REVIEW', id, '', told_at, told_at, told_how, {HOW}, '', case_id, told_by_id "
    "FROM witness_care_decisionreview WHERE told_at IS NOT NULL",
)


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0021_investigators_move'),
        ('witness_care', '0003_right_exception'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('NEEDS', 'Needs as a witness'), ('HEARING', 'Going through a hearing'), ('STATEMENT', 'Victim Personal Statement'), ('RIGHT', "A right of the Victims' Code"), ('MEASURE', 'What became of a special measure'), ('REVIEW', 'What a review decided')], max_length=10)),
                ('of', models.UUIDField()),
                ('method', models.CharField(blank=True, choices=[('IN_PERSON', 'In person'), ('PHONE', 'By telephone'), ('THROUGH_IDVA', 'Through her IDVA or advocate'), ('VIDEO', 'By video call'), ('EMAIL', 'By email'), ('TEXT', 'By text message'), ('LETTER', 'By letter')], max_length=20)),
                ('told_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('said', models.TextField()),
                ('safe_how', models.TextField()),
                ('exception_reason', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='telling',
            index=models.Index(fields=['case', '-told_at'], name='telling_newest'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said', ''), _negated=True), models.Q(('safe_how', ''), _negated=True)), name='telling_says_what_and_how_safe'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(('told_at__lte', models.F('recorded_at'))), name='telling_recorded_after'),
        ),
        append_only("witness_care_telling"),
        *(migrations.RunSQL(copy, migrations.RunSQL.noop) for copy in COPIES),
    ]
