"""A mapping remembered is of a list or of a FEC."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="mapping", name="importer", field=models.CharField(default="flat", max_length=60)
        ),
    ]
