"""What is said of jobs, kept to be told in the language of each reader; the language of who asked."""

from django.db import migrations, models

import encours.web.sentence_field


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_chain_retries_items"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="spoken",
            field=models.CharField(blank=True, default="", max_length=2),
        ),
        migrations.AlterField(
            model_name="job",
            name="error",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="job",
            name="label",
            field=encours.web.sentence_field.Sentence(),
        ),
        migrations.AlterField(
            model_name="job",
            name="step",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="error",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
    ]
