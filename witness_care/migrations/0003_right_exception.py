from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("witness_care", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="righttold",
            name="exception_reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
