"""The days and hours at which a victim may be reached; like the version they belong to, they are never changed."""

import core.models
import django.db.models.deletion
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_one_house'),
        ('core', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='SafeTime',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.PositiveSmallIntegerField()),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='times', to='people.safecontact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'day', 'begins', 'ends'), name='safe_time_once'), models.CheckConstraint(condition=models.Q(('day__gte', 1), ('day__lte', 7)), name='safe_time_is_on_a_day')],
            },
        ),
        append_only('people_safetime'),
    ]
