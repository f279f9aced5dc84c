"""What the database itself keeps: these tables take new rows and nothing else."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("witness_care", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        append_only(
            "witness_care_historicalcontact",
            "witness_care_historicalspecialmeasure",
            "witness_care_historicaldecisionreview",
            "witness_care_needsassessment",
            "witness_care_preparation",
            "witness_care_statementoffer",
            "witness_care_statementuse",
            "witness_care_righttold",
            "witness_care_telling",
        ),
    ]
