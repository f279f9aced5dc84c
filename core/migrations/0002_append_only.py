"""What happened and who looked can only be added to."""

from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        # The function stays for every later guard; it goes with the first.
        migrations.RunSQL(migrations.RunSQL.noop, "DROP FUNCTION append_only();"),
        append_only("core_entry", "core_access"),
    ]
