from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        append_only("core_entry", "core_access"),
    ]
