"""What is said of files and folders, kept to be told in the language of each reader."""

from django.db import migrations

import encours.web.sentence_field


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_mapping_importer"),
    ]

    operations = [
        migrations.AlterField(
            model_name="file",
            name="refused",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="seen",
            name="error",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="source",
            name="last_error",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="source",
            name="last_result",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
        migrations.AlterField(
            model_name="upload",
            name="refused",
            field=encours.web.sentence_field.Sentence(blank=True),
        ),
    ]
