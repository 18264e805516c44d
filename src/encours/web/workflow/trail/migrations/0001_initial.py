"""The trail, its head, and what makes the database refuse to change it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from encours.web.workflow.trail.refusals import begin, forget, refuse


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                ("email", models.CharField(blank=True, db_index=True, max_length=254)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("seen", "Seen"),
                            ("done", "Done"),
                            ("denied", "Denied"),
                            ("exported", "Exported"),
                            ("signed_in", "Signed In"),
                            ("signed_out", "Signed Out"),
                            ("sign_in_failed", "Sign In Failed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("path", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=150)),
                ("via", models.CharField(blank=True, max_length=20)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(refuse, forget),
    ]
