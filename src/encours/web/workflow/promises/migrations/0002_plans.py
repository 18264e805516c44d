"""A promise says its days of grace and the plan it is an instalment of; who promised is named as in the book."""

from django.db import migrations, models

from encours.web.workflow.trail.append_only import still_only_added


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0001_initial"),
    ]

    operations = [
        migrations.RenameField("promise", "contact", "promised_by"),
        migrations.AddField("promise", "grace_days", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "promise", "plan", models.TextField(blank=True, db_index=True, default=""), preserve_default=False
        ),
        migrations.RunPython(*still_only_added("promises_promise")),
    ]
