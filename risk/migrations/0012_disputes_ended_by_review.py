import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0020_rural_places'),
        ('risk', '0011_held_grades'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='gradedispute',
            name='grade_dispute_decided_by_neither',
        ),
        migrations.AddField(
            model_name='gradedispute',
            name='review',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risk.review'),
        ),
        migrations.AddConstraint(
            model_name='gradedispute',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), ('review__isnull', False), models.Q(models.Q(('decided_by', models.F('raised_by')), _negated=True), models.Q(('decided_by', models.F('grader')), _negated=True)), _connector='OR'), name='grade_dispute_decided_by_neither'),
        ),
        migrations.AddConstraint(
            model_name='gradedispute',
            constraint=models.CheckConstraint(condition=models.Q(('review', None), models.Q(('decided', models.F('wanted')), ('decided_at__isnull', False)), _connector='OR'), name='grade_dispute_review_ends_as_wanted'),
        ),
    ]
