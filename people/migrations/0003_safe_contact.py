import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SafeContact',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('when_safe', models.TextField()),
                ('code_word', models.CharField(blank=True, max_length=100)),
                ('who_may_answer', models.TextField(blank=True)),
                ('never', models.TextField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='SafeChannel',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('PHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('LETTER', 'Letter'), ('IN_PERSON', 'In person'), ('THROUGH', 'Through somebody she trusts')], max_length=10)),
                ('to', models.CharField(max_length=400)),
                ('key', models.CharField(max_length=400)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='channels', to='people.safecontact')),
            ],
        ),
        migrations.AddConstraint(
            model_name='safecontact',
            constraint=models.UniqueConstraint(fields=('person', 'version'), name='safe_contact_version_once'),
        ),
        migrations.AddConstraint(
            model_name='safecontact',
            constraint=models.CheckConstraint(condition=models.Q(('when_safe', ''), _negated=True), name='safe_contact_says_when'),
        ),
        migrations.AddConstraint(
            model_name='safecontact',
            constraint=models.CheckConstraint(condition=models.Q(('never', ''), _negated=True), name='safe_contact_says_never'),
        ),
        migrations.AddConstraint(
            model_name='safechannel',
            constraint=models.UniqueConstraint(fields=('contact', 'kind'), name='safe_channel_once'),
        ),
        migrations.AddConstraint(
            model_name='safechannel',
            constraint=models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='safe_channel_leads_somewhere'),
        ),
        append_only("people_safecontact", "people_safechannel"),
    ]
