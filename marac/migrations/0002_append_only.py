"""What the database itself keeps: these tables take new rows and nothing else."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("marac", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        append_only(
            "marac_historicalreferral",
            "marac_historicalmeeting",
            "marac_historicallisting",
            "marac_historicalaction",
            "marac_idvaattempt",
            "marac_sending",
        ),
    ]
