"""Rules of alerts, the states they found, who was told; what became of each is only ever added."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import encours.web.sentence_field
from encours.web.workflow.trail.append_only import only_added


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("criticality", models.CharField(max_length=10)),
                ("figure", models.CharField(blank=True, max_length=60)),
                ("event", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(max_length=400)),
                ("facts", models.JSONField(default=dict)),
                ("level", models.PositiveSmallIntegerField()),
                ("worst", models.PositiveSmallIntegerField()),
                ("value", models.CharField(blank=True, max_length=60)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("unit", models.CharField(blank=True, max_length=10)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("day", models.DateField()),
                ("extent", models.TextField()),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("silenced_until", models.DateField(null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="History",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("begun", "begun"),
                            ("worse", "worse"),
                            ("ceased", "ceased"),
                            ("stopped", "stopped"),
                            ("acknowledged", "acknowledged"),
                            ("taken_up", "taken_up"),
                            ("silenced", "silenced"),
                            ("heard", "heard"),
                        ],
                        max_length=15,
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="history", to="alerts.alert"
                    ),
                ),
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
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Hook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("url", models.CharField(max_length=500)),
                ("secret", models.CharField(max_length=300)),
                ("private", models.BooleanField(default=False)),
                ("active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", encours.web.sentence_field.Sentence(blank=True, default="")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("roles", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("label", models.CharField(max_length=80)),
                ("figure", models.CharField(blank=True, max_length=60)),
                ("event", models.CharField(blank=True, max_length=30)),
                ("condition", models.JSONField(default=dict)),
                ("each", models.CharField(blank=True, max_length=60)),
                ("where", models.JSONField(default=list)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("criticality", models.CharField(default="medium", max_length=10)),
                ("people", models.JSONField(default=list)),
                ("mail", models.BooleanField(default=False)),
                ("hooks", models.JSONField(default=list)),
                ("company", models.BooleanField(default=False)),
                ("active", models.BooleanField(default=True)),
                ("ready", models.CharField(blank=True, max_length=30)),
                ("checked_at", models.DateTimeField(null=True)),
                ("found", models.PositiveIntegerField(default=0)),
                ("left_out", models.PositiveIntegerField(default=0)),
                ("problem", encours.web.sentence_field.Sentence(blank=True, default="")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["label", "pk"],
            },
        ),
        migrations.AddField(
            model_name="alert",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="alerts",
                to="alerts.rule",
            ),
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("mailed", models.PositiveSmallIntegerField(default=0)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="alerts.alert"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["ended_at", "rule"], name="alert_standing"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("rule", "subject"), name="alert_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.UniqueConstraint(fields=("alert", "person"), name="alert_told_once"),
        ),
        migrations.RunPython(*only_added("alerts_history")),
    ]
