"""Secrets of second factors are sealed where they lie."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations

from encours.web.workflow.people.sealing import sealed


def seal(apps: Any, schema_editor: Any) -> None:
    """Those of before; a code works the next minute as it did."""
    held = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for factor in held.filter(type__in=("totp", "recovery_codes")):
        factor.data = sealed(factor.data, settings.SECRET_KEY)
        factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [
        ("people", "0003_tries"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations: ClassVar[list[Any]] = [migrations.RunPython(seal, migrations.RunPython.noop)]
