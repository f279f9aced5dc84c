
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='posting',
            name='role',
            field=models.CharField(choices=[('CONTROL', 'Control room operator'), ('CONTROL_SUPERVISOR', 'Control room supervisor'), ('RESPONSE', 'Response officer'), ('NEIGHBOURHOOD', 'Neighbourhood officer'), ('SERGEANT', 'Sergeant'), ('CRU', 'CRU officer'), ('SAFEGUARDING', 'Safeguarding officer'), ('WITNESS_CARE', 'Witness care officer'), ('MARAC', 'MARAC coordinator'), ('AUDITOR', 'Auditor'), ('ADMINISTRATOR', 'Administrator')], max_length=30),
        ),
    ]
