import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_call_drafts'),
        ('people', '0003_safe_contact'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactAttempt',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('tried_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('PHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('LETTER', 'Letter'), ('IN_PERSON', 'In person'), ('THROUGH', 'Through somebody she trusts')], max_length=10)),
                ('outcome', models.CharField(choices=[('REACHED', 'I spoke with the victim'), ('NO_ANSWER', 'Nobody answered'), ('SOMEBODY_ELSE', 'Somebody else answered, and nothing was said'), ('NOT_SAFE', 'The victim could not speak safely'), ('NO_LONGER', 'This way no longer leads to the victim')], max_length=15)),
                ('exception_reason', models.TextField(blank=True)),
                ('safe_how', models.TextField()),
                ('what_said', models.TextField(blank=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_attempts', to='incidents.case')),
                ('safe_contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.safecontact')),
                ('tried_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-tried_at'], name='contact_attempt_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('safe_how', ''), _negated=True), name='contact_made_safe'), models.CheckConstraint(condition=models.Q(('outcome', 'REACHED'), ('what_said', ''), _negated=True), name='contact_reached_says_what'), models.CheckConstraint(condition=models.Q(('safe_contact__isnull', False), models.Q(('exception_reason', ''), _negated=True), _connector='OR'), name='contact_by_safe_channel_or_reason')],
            },
        ),
        append_only("incidents_contactattempt"),
    ]
