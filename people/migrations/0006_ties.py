import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_markers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficerTie',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('SELF', 'I am this person'), ('FAMILY', 'Partner, former partner or family'), ('HOUSEHOLD', 'Same household'), ('FRIEND', 'Friend, neighbour or colleague'), ('OTHER', 'Another tie that could make me partial')], max_length=10)),
                ('recorded_at', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('officer', 'person'), name='tie_once')],
            },
        ),
        append_only("people_officertie"),
    ]
