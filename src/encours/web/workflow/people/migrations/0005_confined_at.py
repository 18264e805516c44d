"""Since when the perimeter of each person is what it is: for those of before, since this is known."""

from typing import Any, ClassVar

from django.db import migrations, models
from django.utils import timezone


def from_now_on(apps: Any, schema_editor: Any) -> None:
    """Whoever is confined may have been less so: what they did until now stays with who sees the whole."""
    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    whole = models.Q(entities=None, portfolios=None, salesperson="")
    people.exclude(whole).update(confined_at=timezone.now())


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [
        ("people", "0004_sealed"),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.AddField("person", "confined_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(from_now_on, migrations.RunPython.noop),
    ]
