"""The notes there are, told on the time line as those written from now on are."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone


def tell(apps: Any, schema_editor: Any) -> None:
    """One event a note, on the day it was written."""
    database = schema_editor.connection.alias
    notes, happening = apps.get_model("customers", "Note"), apps.get_model("timeline", "Happening")
    for note in notes.objects.using(database).order_by("pk").iterator():
        happening.objects.using(database).create(
            entity=note.entity,
            customer=note.customer,
            kind="note",
            key=str(note.pk),
            act="note corrected" if note.corrects_id else "note written",
            facts={"text": note.text},
            day=timezone.localdate(note.at),
            at=note.at,
            person_id=note.person_id,
        )


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("timeline", "0001_initial")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
