"""Disputes, each version a row that is only ever added."""

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
            name="Dispute",
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
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("answer_by", models.DateField(null=True)),
                ("amount_units", models.BigIntegerField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("cause", models.TextField(blank=True)),
                ("owner", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
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
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "ordering": ["revision", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["entity", "customer"], name="disputes_di_entity_ccb3e1_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)), fields=("key",), name="dispute_first_once"
                    )
                ],
            },
        ),
        migrations.RunPython(*only_added("disputes_dispute")),
    ]
