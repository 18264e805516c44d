"""An own indicator can be put back, has a version, and its name is free once it is deleted. No column is renamed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="customindicator",
            name="shared",
            field=models.JSONField(default=list, db_column="shared"),
        ),
        migrations.RenameField(model_name="customindicator", old_name="shared", new_name="roles"),
        migrations.AddField(
            model_name="customindicator", name="version", field=models.PositiveIntegerField(default=1)
        ),
        migrations.AddField(
            model_name="customindicator", name="deleted_at", field=models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            model_name="customindicator", name="name", field=models.CharField(max_length=41)
        ),
        migrations.AlterField(
            model_name="customindicator",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="customindicator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)), fields=("name",), name="own_indicator_name_once"
            ),
        ),
    ]
