
import core.models
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_who_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('route', models.CharField(choices=[('RESPONSE', 'Response or neighbourhood officer'), ('DETECTIVE', 'Detective'), ('SPECIALIST', 'Specialist domestic abuse investigators')], max_length=20)),
                ('suggested', models.CharField(choices=[('RESPONSE', 'Response or neighbourhood officer'), ('DETECTIVE', 'Detective'), ('SPECIALIST', 'Specialist domestic abuse investigators')], max_length=20)),
                ('floor', models.CharField(choices=[('RESPONSE', 'Response or neighbourhood officer'), ('DETECTIVE', 'Detective'), ('SPECIALIST', 'Specialist domestic abuse investigators')], max_length=20)),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('below_floor', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='incidents.case')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('investigator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-decided_at'], name='incidents_a_case_id_49bb80_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('route', models.F('suggested')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='allocation_otherwise_says_why'), models.CheckConstraint(condition=models.Q(('below_floor', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='allocation_below_floor_says_why')],
            },
        ),
    ]
