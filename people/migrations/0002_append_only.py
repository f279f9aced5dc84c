"""What the database itself keeps: these tables take new rows and nothing else."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        append_only(
            "people_historicalperson",
            "people_safecontact",
            "people_safechannel",
            "people_historicalpossibleduplicate",
            "people_historicalmarker",
            "people_officertie",
            "people_safetime",
        ),
    ]
