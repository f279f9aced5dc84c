"""What the database itself keeps: these tables take new rows and nothing else."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("deaths", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        append_only("deaths_step", "deaths_familycontact"),
    ]
