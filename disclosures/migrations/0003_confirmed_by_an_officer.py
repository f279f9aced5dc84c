import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0002_not_made"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("step", "disclosure_not_made_confirmed"),
        migrations.RenameField("step", "confirmed_by", "confirmed_by_name"),
        migrations.AddField(
            "step",
            "confirmed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                name="disclosure_not_made_confirmed",
                condition=Q(why_not="", confirmed_by=None, confirmed_by_name="")
                | Q(kind="NOT_DISCLOSED") & ~Q(why_not="") & (Q(confirmed_by__isnull=False) | ~Q(confirmed_by_name="")),
            ),
        ),
        migrations.AddConstraint(
            "step",
            models.CheckConstraint(
                name="disclosure_not_made_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("by")),
            ),
        ),
    ]
