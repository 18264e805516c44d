"""The language of a person: that of their browser until they choose one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_email_in_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="language",
            field=models.CharField(
                blank=True, choices=[("fr", "Français"), ("en", "English")], default="", max_length=2
            ),
        ),
    ]
