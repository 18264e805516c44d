"""A dispute holds what its owner answers: when, what is proposed, the amount of a credit note, in words."""

from django.db import migrations, models

from encours.web.workflow.trail.append_only import still_only_added


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0001_initial"),
    ]

    operations = [
        migrations.AddField("dispute", "answered_on", models.DateField(null=True)),
        migrations.AddField("dispute", "answer_amount_units", models.BigIntegerField(null=True)),
        migrations.AddField(
            "dispute", "answer", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "dispute",
            "answer_note",
            models.TextField(blank=True, default="", max_length=1000),
            preserve_default=False,
        ),
        migrations.RunPython(*still_only_added("disputes_dispute")),
    ]
