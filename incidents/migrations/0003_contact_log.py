from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [("incidents", "0002_cover"), ("people", "0003_safe_contact")]

    operations = [
        append_only("incidents_contactattempt"),
    ]
