"""Which other ways to photograph injuries were offered becomes a choice. What was said in own words stays as it is said,
as another way in own words.
"""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


SAID_BEFORE = """
    UPDATE incidents_evidence SET offered = '{OTHER}'
    WHERE code = 'PHOTOGRAPHS' AND note <> '' AND status IN ('BOOKED', 'MISSED', 'DECLINED', 'NOT_NEEDED')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0018_grades_know_the_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='offered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='offered',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('offered__contains', ['OTHER']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='evidence_other_way_in_words'),
        ),
        migrations.RunSQL(SAID_BEFORE, migrations.RunSQL.noop),
    ]
