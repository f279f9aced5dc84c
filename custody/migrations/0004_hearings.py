
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_witness_care'),
        ('custody', '0003_feeds_and_orders'),
        ('people', '0006_ties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='custodyevent',
            name='custody_event_is_of_a_known_kind',
        ),
        migrations.AlterField(
            model_name='custodyevent',
            name='kind',
            field=models.CharField(choices=[('WANTED', 'Wanted'), ('ARRESTED', 'Arrested'), ('INTERVIEWED', 'Interviewed under caution'), ('CHARGED', 'Charged'), ('BAIL_GRANTED', 'Bail granted'), ('BAIL_VARIED', 'Bail varied'), ('BAIL_ENDED', 'Bail ended'), ('REMANDED', 'Kept in custody (remanded)'), ('RELEASED_UNDER_INVESTIGATION', 'Released under investigation'), ('NO_FURTHER_ACTION', 'No further action'), ('HEARING_LISTED', 'Hearing listed'), ('HEARING_VACATED', 'Hearing vacated'), ('COURT_HEARD', 'Heard in court'), ('SENTENCED', 'Sentenced'), ('VCS_REFERRED', 'Victim referred to the Victim Contact Scheme'), ('VCS_NOT_QUALIFYING', 'Offence does not qualify for the Victim Contact Scheme'), ('RELEASE_DATE_KNOWN', 'Release date known'), ('RELEASED', 'Released from custody'), ('RECALLED', 'Recalled to prison'), ('LICENCE_ENDED', 'Licence ended'), ('BREACHED', 'Breach of bail or an order'), ('ORDER_MADE', 'Protective order made'), ('ORDER_REFUSED', 'Protective order refused'), ('ORDER_ENDED', 'Protective order ended'), ('DVPN_SERVED', 'Domestic violence protection notice served'), ('DAPN_SERVED', 'Domestic abuse protection notice served'), ('ADDRESS_NOTIFIED', 'Name and address given under an order'), ('NOTICE_CONSIDERED', 'Protection notice considered, none given'), ('DECEASED', 'Suspect has died')], max_length=30),
        ),
        migrations.AlterField(
            model_name='historicalcustodyevent',
            name='kind',
            field=models.CharField(choices=[('WANTED', 'Wanted'), ('ARRESTED', 'Arrested'), ('INTERVIEWED', 'Interviewed under caution'), ('CHARGED', 'Charged'), ('BAIL_GRANTED', 'Bail granted'), ('BAIL_VARIED', 'Bail varied'), ('BAIL_ENDED', 'Bail ended'), ('REMANDED', 'Kept in custody (remanded)'), ('RELEASED_UNDER_INVESTIGATION', 'Released under investigation'), ('NO_FURTHER_ACTION', 'No further action'), ('HEARING_LISTED', 'Hearing listed'), ('HEARING_VACATED', 'Hearing vacated'), ('COURT_HEARD', 'Heard in court'), ('SENTENCED', 'Sentenced'), ('VCS_REFERRED', 'Victim referred to the Victim Contact Scheme'), ('VCS_NOT_QUALIFYING', 'Offence does not qualify for the Victim Contact Scheme'), ('RELEASE_DATE_KNOWN', 'Release date known'), ('RELEASED', 'Released from custody'), ('RECALLED', 'Recalled to prison'), ('LICENCE_ENDED', 'Licence ended'), ('BREACHED', 'Breach of bail or an order'), ('ORDER_MADE', 'Protective order made'), ('ORDER_REFUSED', 'Protective order refused'), ('ORDER_ENDED', 'Protective order ended'), ('DVPN_SERVED', 'Domestic violence protection notice served'), ('DAPN_SERVED', 'Domestic abuse protection notice served'), ('ADDRESS_NOTIFIED', 'Name and address given under an order'), ('NOTICE_CONSIDERED', 'Protection notice considered, none given'), ('DECEASED', 'Suspect has died')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='custodyevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['WANTED', 'ARRESTED', 'INTERVIEWED', 'CHARGED', 'BAIL_GRANTED', 'BAIL_VARIED', 'BAIL_ENDED', 'REMANDED', 'RELEASED_UNDER_INVESTIGATION', 'NO_FURTHER_ACTION', 'HEARING_LISTED', 'HEARING_VACATED', 'COURT_HEARD', 'SENTENCED', 'VCS_REFERRED', 'VCS_NOT_QUALIFYING', 'RELEASE_DATE_KNOWN', 'RELEASED', 'RECALLED', 'LICENCE_ENDED', 'BREACHED', 'ORDER_MADE', 'ORDER_REFUSED', 'ORDER_ENDED', 'DVPN_SERVED', 'DAPN_SERVED', 'ADDRESS_NOTIFIED', 'NOTICE_CONSIDERED', 'DECEASED'])), name='custody_event_is_of_a_known_kind'),
        ),
    ]
