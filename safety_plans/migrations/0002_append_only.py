"""What the database itself keeps: these tables take new rows and nothing else."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("safety_plans", "0001_initial"),
        ("core", "0002_append_only"),
    ]

    operations = [
        append_only("safety_plans_historicalplan", "safety_plans_historicalmeasure", "safety_plans_planreview"),
    ]
