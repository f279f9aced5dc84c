"""What was once written about an absence stays."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        append_only("accounts_historicalabsence"),
    ]
