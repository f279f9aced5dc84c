"""A proof points to what it is: a photograph under its reference, or one contact of the log."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_contact_log'),
        ('safety_plans', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmeasure',
            name='proof_contact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.contactattempt'),
        ),
        migrations.AddField(
            model_name='measure',
            name='proof_contact',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.contactattempt'),
        ),
        migrations.AlterField(
            model_name='historicalmeasure',
            name='evidence_kind',
            field=models.CharField(blank=True, choices=[('SEEN', 'Seen or tested by me'), ('PHOTOGRAPH', 'Photograph'), ('CONTACT', 'Contact with the victim, in the contact log'), ('DOCUMENT', 'Document or record'), ('VICTIM', 'Confirmed by the victim'), ('PARTNER', 'Confirmed by another agency'), ('RECORD', 'From an earlier record')], max_length=10),
        ),
        migrations.AlterField(
            model_name='measure',
            name='evidence_kind',
            field=models.CharField(blank=True, choices=[('SEEN', 'Seen or tested by me'), ('PHOTOGRAPH', 'Photograph'), ('CONTACT', 'Contact with the victim, in the contact log'), ('DOCUMENT', 'Document or record'), ('VICTIM', 'Confirmed by the victim'), ('PARTNER', 'Confirmed by another agency'), ('RECORD', 'From an earlier record')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence_kind', 'CONTACT'), ('proof_contact__isnull', False)), models.Q(models.Q(('evidence_kind', 'CONTACT'), _negated=True), ('proof_contact', None)), _connector='OR'), name='measure_proved_by_one_contact'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('evidence_kind', 'PHOTOGRAPH'), ('reference', ''), _negated=True), name='measure_photograph_kept_somewhere'),
        ),
    ]
