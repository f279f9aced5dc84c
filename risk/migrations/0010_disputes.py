
import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0011_allocation'),
        ('risk', '0009_circumstances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GradeDispute',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('stands', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('wanted', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('reasons', models.TextField()),
                ('for_agency', models.CharField(blank=True, max_length=100)),
                ('raised_at', models.DateTimeField()),
                ('decided', models.CharField(blank=True, choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('decision_reasons', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='risk.assessment')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grade_disputes', to='incidents.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-raised_at'], name='risk_graded_case_id_786c28_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('case',), name='grade_dispute_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('wanted', models.F('stands')), _negated=True), models.Q(('reasons', ''), _negated=True)), name='grade_dispute_about_another_grade'), models.CheckConstraint(condition=models.Q(models.Q(('decided', ''), ('decided_at', None), ('decided_by', None), ('decision_reasons', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided', ''), _negated=True), models.Q(('decision_reasons', ''), _negated=True)), _connector='OR'), name='grade_dispute_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('raised_by')), _negated=True), models.Q(('decided_by', models.F('grader')), _negated=True)), _connector='OR'), name='grade_dispute_decided_by_neither')],
            },
        ),
    ]
