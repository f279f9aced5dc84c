"""A case and its unit can be named together, so that what waits for the unit follows the case to another one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_guards")]

    operations = [
        migrations.AddConstraint("case", models.UniqueConstraint(fields=["id", "unit"], name="case_in_its_unit")),
    ]
