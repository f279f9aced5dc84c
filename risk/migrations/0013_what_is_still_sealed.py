"""What is still sealed stands in an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risk", "0012_disputes_ended_by_review")]

    operations = [
        migrations.AddIndex(
            model_name="selection",
            index=models.Index(
                fields=["assessment"], condition=models.Q(("opened_at", None), ("twice", True)), name="selection_sealed"
            ),
        ),
    ]
