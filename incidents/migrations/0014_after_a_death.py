"""What has to be known of a case after a death."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0013_offence_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='somebody_died',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='victim_died',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='somebody_died',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='victim_died',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
