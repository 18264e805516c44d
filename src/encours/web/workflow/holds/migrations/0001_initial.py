"""Holds, each version a row that is only ever added."""

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
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("entity", models.TextField()),
                ("customer", models.TextField()),
                ("item", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveBigIntegerField(db_index=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("from_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("cancelled_on", models.DateField(null=True)),
                ("author", models.TextField(blank=True)),
                ("comment", models.TextField(blank=True, max_length=1000)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="holds.hold",
                    ),
                ),
            ],
            options={
                "ordering": ["revision", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["entity", "customer"], name="holds_hold_entity_3a2c31_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)), fields=("key",), name="hold_first_once"
                    )
                ],
            },
        ),
        migrations.RunPython(*only_added("holds_hold")),
    ]
