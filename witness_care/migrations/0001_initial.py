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
        ('custody', '0001_initial'),
        ('incidents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalContact',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('state', models.CharField(choices=[('OFFERED', 'Offered'), ('HOLDS', 'Cares for the witness'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn'), ('ENDED', 'Handed on')], default='OFFERED', max_length=10)),
                ('must_know', models.TextField(blank=True)),
                ('named_at', models.DateTimeField()),
                ('from_at', models.DateTimeField(null=True)),
                ('until_at', models.DateTimeField(null=True)),
                ('refused_reason', models.TextField(blank=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('officer', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical witness contact',
                'verbose_name_plural': 'historical witness contacts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='witness_contacts', to='incidents.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('OFFERED', 'Offered'), ('HOLDS', 'Cares for the witness'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn'), ('ENDED', 'Handed on')], default='OFFERED', max_length=10)),
                ('must_know', models.TextField(blank=True)),
                ('named_at', models.DateTimeField()),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_at', models.DateTimeField(null=True)),
                ('until_at', models.DateTimeField(null=True)),
                ('refused_reason', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'witness contact',
                'indexes': [models.Index(condition=models.Q(('state', 'HOLDS')), fields=['officer'], name='witness_contact_of_officer')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'HOLDS')), fields=('case',), name='witness_contact_one_holds'), models.UniqueConstraint(condition=models.Q(('state', 'OFFERED')), fields=('case',), name='witness_contact_one_offer'), models.CheckConstraint(condition=models.Q(models.Q(('from_at', None), ('state__in', ['OFFERED', 'REFUSED', 'WITHDRAWN']), ('until_at', None)), models.Q(('from_at__isnull', False), ('state', 'HOLDS'), ('until_at', None)), models.Q(('from_at__isnull', False), ('state', 'ENDED'), ('until_at__gte', models.F('from_at'))), _connector='OR'), name='witness_contact_holds_from'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'REFUSED'), _negated=True), models.Q(('refused_reason', ''), _negated=True), _connector='OR'), name='witness_contact_refused_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('kind', models.CharField(choices=[('NEEDS', 'Needs as a witness'), ('HEARING', 'Going through a hearing'), ('STATEMENT', 'Victim Personal Statement'), ('RIGHT', "A right of the Victims' Code"), ('MEASURE', 'What became of a special measure'), ('REVIEW', 'What a review decided')], max_length=10)),
                ('of', models.UUIDField()),
                ('method', models.CharField(blank=True, choices=[('IN_PERSON', 'In person'), ('PHONE', 'By telephone'), ('THROUGH_IDVA', 'Through her IDVA or advocate'), ('VIDEO', 'By video call'), ('EMAIL', 'By email'), ('TEXT', 'By text message'), ('LETTER', 'By letter')], max_length=20)),
                ('told_at', models.DateTimeField()),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('said', models.TextField()),
                ('safe_how', models.TextField()),
                ('exception_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-told_at'], name='telling_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('said', ''), _negated=True), models.Q(('safe_how', ''), _negated=True)), name='telling_says_what_and_how_safe'), models.CheckConstraint(condition=models.Q(('told_at__lte', models.F('recorded_at'))), name='telling_recorded_after')],
            },
        ),
        migrations.CreateModel(
            name='NeedsAssessment',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('INTERPRETER', 'Interpreter'), ('ACCESS', 'Access for a disability or illness'), ('CHILDCARE', 'Care for children'), ('TRAVEL', 'Safe travel to and from court'), ('SEPARATE_WAY', 'Another way in, and another waiting room'), ('COMPANY', 'Somebody who comes along'), ('VISIT', 'A visit to the court before the trial'), ('WORK', 'A word with the employer')], max_length=20), default=list, size=None)),
                ('assessed_at', models.DateTimeField()),
                ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-assessed_at'], name='witness_car_case_id_ede413_idx')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSpecialMeasure',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('code', models.CharField(choices=[('SCREENS', 'Screens'), ('LIVE_LINK', 'Live link'), ('IN_PRIVATE', 'Evidence in private'), ('NO_WIGS', 'Wigs and gowns removed'), ('RECORDED_EVIDENCE', 'Recorded evidence in chief'), ('RECORDED_CROSS', 'Recorded cross-examination'), ('INTERMEDIARY', 'Intermediary'), ('AIDS', 'Aids to communication')], max_length=20)),
                ('state', models.CharField(choices=[('ASKED', 'Wanted'), ('APPLIED', 'Applied for'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused by the court'), ('DROPPED', 'No longer wanted')], default='ASKED', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('applied_on', models.DateField(null=True)),
                ('court', models.CharField(blank=True, max_length=200)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical special measure',
                'verbose_name_plural': 'historical special measures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SpecialMeasure',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_measures', to='incidents.case')),
                ('code', models.CharField(choices=[('SCREENS', 'Screens'), ('LIVE_LINK', 'Live link'), ('IN_PRIVATE', 'Evidence in private'), ('NO_WIGS', 'Wigs and gowns removed'), ('RECORDED_EVIDENCE', 'Recorded evidence in chief'), ('RECORDED_CROSS', 'Recorded cross-examination'), ('INTERMEDIARY', 'Intermediary'), ('AIDS', 'Aids to communication')], max_length=20)),
                ('state', models.CharField(choices=[('ASKED', 'Wanted'), ('APPLIED', 'Applied for'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused by the court'), ('DROPPED', 'No longer wanted')], default='ASKED', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('applied_on', models.DateField(null=True)),
                ('court', models.CharField(blank=True, max_length=200)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='special_measure_told_whole'), models.UniqueConstraint(condition=models.Q(('state', 'DROPPED'), _negated=True), fields=('case', 'code'), name='special_measure_once_in_a_case'), models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'DROPPED']), models.Q(('applied_on__isnull', False), models.Q(('court', ''), _negated=True)), _connector='OR'), name='special_measure_applied_for'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['GRANTED', 'REFUSED']), _negated=True), ('decided_on__gte', models.F('applied_on')), _connector='OR'), name='special_measure_decided_on'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REFUSED', 'DROPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='special_measure_refused_with_reason')],
            },
            bases=(core.states.Machine, models.Model),
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='custody.custodyevent')),
                ('prepared_at', models.DateTimeField()),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatementOffer',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('offered_at', models.DateTimeField()),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(choices=[('MADE', 'Made it, or brought it up to date'), ('LATER', 'Wants to decide later'), ('DECLINED', 'Does not want to make one')], max_length=10)),
                ('again_on', models.DateField(null=True)),
                ('reading', models.CharField(blank=True, choices=[('SELF', 'The victim reads it aloud'), ('PROSECUTOR', 'Somebody reads it aloud for the victim'), ('PLAYED', 'A recording is played'), ('NOT_ALOUD', 'The court reads it, not aloud'), ('UNDECIDED', 'Not decided yet')], max_length=10)),
                ('reference', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-offered_at'], name='witness_car_case_id_49774e_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', 'MADE'), _negated=True), models.Q(models.Q(('reference', ''), _negated=True), models.Q(('reading', ''), _negated=True)), _connector='OR'), name='statement_made_whole'), models.CheckConstraint(condition=models.Q(models.Q(('again_on__isnull', False), ('answer', 'LATER')), models.Q(models.Q(('answer', 'LATER'), _negated=True), ('again_on', None)), _connector='OR'), name='statement_later_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='StatementUse',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('use', models.CharField(choices=[('READ_BY_VICTIM', 'The victim read it aloud'), ('READ_FOR_VICTIM', 'It was read aloud for the victim'), ('PLAYED', 'A recording was played'), ('NOT_ALOUD', 'The court read it, not aloud'), ('NOT_USED', 'It was not used'), ('NONE_MADE', 'There was no statement')], max_length=20)),
                ('note', models.TextField(blank=True)),
                ('used_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-used_on'], name='witness_car_case_id_a28f88_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('use', 'NOT_USED'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='statement_unused_says_why')],
            },
        ),
        migrations.CreateModel(
            name='RightTold',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('right', models.CharField(choices=[('CONFIRMATION', 'Written confirmation of the report'), ('REVIEW', 'Review of a decision to end the matter'), ('INTERVIEWER', 'Gender of whoever interviews the victim'), ('COMPENSATION', 'Compensation'), ('EXPENSES', 'Expenses and support at court'), ('COMPLAINT', 'Complaint where a right was not kept')], max_length=20)),
                ('wish', models.CharField(choices=[('WANTS', 'Wants it'), ('DECLINES', 'Does not want it'), ('THINKS', 'Will think about it')], max_length=10)),
                ('told_at', models.DateTimeField()),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-told_at'], name='witness_car_case_id_bb5f96_idx')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalDecisionReview',
            fields=[
                ('id', models.UUIDField(db_index=True, default=core.models.new_id, editable=False)),
                ('asked_at', models.DateTimeField()),
                ('decision', models.TextField()),
                ('outcome', models.CharField(blank=True, choices=[('UPHELD', 'The decision stands'), ('OVERTURNED', 'The decision was wrong, and the case goes on')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.case')),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical decision review',
                'verbose_name_plural': 'historical decision reviews',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='DecisionReview',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.TextField()),
                ('outcome', models.CharField(blank=True, choices=[('UPHELD', 'The decision stands'), ('OVERTURNED', 'The decision was wrong, and the case goes on')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told_at', models.DateTimeField(null=True)),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('case',), name='decision_review_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', ''), ('reason', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='decision_review_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='decision_review_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('decided_at__isnull', False), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='decision_review_told_whole')],
            },
        ),
    ]
