"""Actions, each version a row that is only ever added."""

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
            name="Action",
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
                ("done_at", models.DateTimeField()),
                ("kind", models.TextField(blank=True)),
                ("level", models.IntegerField(null=True)),
                ("channel", models.TextField(blank=True)),
                ("automatic", models.BooleanField(default=False)),
                ("outcome", models.TextField(blank=True)),
                ("contact", models.TextField(blank=True)),
                ("note", models.TextField(blank=True, max_length=4000)),
                ("next_step", models.TextField(blank=True)),
                ("next_on", models.DateField(null=True)),
                ("minutes", models.DecimalField(decimal_places=9, max_digits=18, null=True)),
                ("author", models.TextField(blank=True)),
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
                        to="actions.action",
                    ),
                ),
            ],
            options={
                "ordering": ["revision", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["entity", "customer"], name="actions_act_entity_21d424_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)), fields=("key",), name="action_first_once"
                    )
                ],
            },
        ),
        migrations.RunPython(*only_added("actions_action")),
    ]
