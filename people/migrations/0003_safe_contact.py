from django.db import migrations

from core.sql import append_only


class Migration(migrations.Migration):

    dependencies = [("people", "0002_append_only")]

    operations = [
        append_only("people_safecontact", "people_safechannel"),
    ]
