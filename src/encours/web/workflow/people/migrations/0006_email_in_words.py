"""The address of a person is named in words where a password is refused for its likeness."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [
        ("people", "0005_confined_at"),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.AlterField(
            "person", "email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")
        ),
    ]
