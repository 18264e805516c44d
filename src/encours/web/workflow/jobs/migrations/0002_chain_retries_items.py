"""Jobs that follow others and are tried again after a pause; things done one by one, known by their key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastTold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=60, unique=True)),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="job",
            name="after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followers",
                to="jobs.job",
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="entry",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="job",
            name="items",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="job",
            name="not_before",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="job",
            name="retried",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=200)),
                ("payload", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("taken", "Under way"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("unsure", "Unsure"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("worker", models.CharField(blank=True, max_length=150)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["kind", "state", "id"], name="item_next")],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="item_once")],
            },
        ),
    ]
