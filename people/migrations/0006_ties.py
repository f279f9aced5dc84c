from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [("people", "0005_markers")]

    operations = [
        append_only("people_officertie"),
    ]
