"""Contacts, each version a row that is only ever added."""

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
            name="Contact",
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
                ("name", models.TextField()),
                ("role", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("language", models.TextField(blank=True)),
                ("accepts", models.TextField(blank=True)),
                ("main", models.BooleanField(default=False)),
                ("left_on", models.DateField(null=True)),
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
                        to="contacts.contact",
                    ),
                ),
            ],
            options={
                "ordering": ["revision", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["entity", "customer"], name="contacts_co_entity_b038cd_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)), fields=("key",), name="contact_first_once"
                    )
                ],
            },
        ),
        migrations.RunPython(*only_added("contacts_contact")),
    ]
