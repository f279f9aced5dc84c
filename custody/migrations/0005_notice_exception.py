from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("custody", "0004_hearings"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="exception_reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
