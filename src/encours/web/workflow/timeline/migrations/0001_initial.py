"""What happened with customers, only ever added to."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from encours.web.workflow.trail.append_only import only_added


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Happening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity", models.TextField()),
                ("customer", models.TextField()),
                ("item", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=200)),
                ("act", models.CharField(max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-at", "-pk"],
                "indexes": [
                    models.Index(fields=["entity", "customer", "-day"], name="timeline_of_a_customer")
                ],
            },
        ),
        migrations.RunPython(*only_added("timeline_happening")),
    ]
