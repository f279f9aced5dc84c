import core.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '0001_initial'),
        ('incidents', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.force')),
                ('month', models.DateField()),
                ('track', models.CharField(choices=[('CALLS', 'Calls'), ('MEASURES', 'Measures said to be done')], max_length=10)),
                ('begun_at', models.DateTimeField()),
                ('theme', models.CharField(blank=True, max_length=30)),
                ('seed', models.CharField(blank=True, max_length=32)),
                ('population', models.PositiveIntegerField(null=True)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('force', 'month', 'track'), name='round_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='round_month_begins'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('drawn_by', None), ('finished_at', None), ('population', None), ('seed', ''), ('theme', '')), models.Q(('drawn_at__isnull', False), ('drawn_by__isnull', False), ('population__isnull', False), models.Q(('theme', ''), _negated=True), models.Q(('seed', ''), _negated=True), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='round_drawn_whole')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.UUIDField(default=core.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='oversight.round')),
                ('place', models.PositiveSmallIntegerField()),
                ('subject_id', models.UUIDField()),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answers', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('scored_at', models.DateTimeField(null=True)),
                ('scored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('read_at', models.DateTimeField(null=True)),
                ('reply', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'scored_at'], name='oversight_c_person__0128f6_idx')],
                'constraints': [models.UniqueConstraint(fields=('round', 'subject_id'), name='check_once'), models.UniqueConstraint(fields=('round', 'place'), name='check_place_once'), models.CheckConstraint(condition=models.Q(('scored_by', models.F('person')), _negated=True), name='check_not_of_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('answers', {}), ('scored_at', None), ('scored_by', None)), models.Q(('scored_at__isnull', False), ('scored_by__isnull', False), models.Q(('answers', {}), _negated=True)), _connector='OR'), name='check_scored_whole'), models.CheckConstraint(condition=models.Q(('read_at', None), ('scored_at__isnull', False), _connector='OR'), name='check_read_after_scoring')],
            },
        ),
    ]
