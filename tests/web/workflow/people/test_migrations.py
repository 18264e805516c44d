"""Factors that people set up under an older version of the product are found again, sealed."""

from __future__ import annotations

import json
from typing import Any

from tests.web.customers.test_migrations import OLD, connection, migrated

__all__ = ["connection"]
BEFORE = [("people", "0003_tries"), ("mfa", "0003_authenticator_type_uniq")]


def test_factors_set_up_before_they_were_sealed_are_sealed_and_work(connection: Any) -> None:
    from django.conf import settings

    from encours.web.workflow.people.sealing import opened

    apps = migrated(connection, BEFORE)
    someone = apps.get_model("people", "Person").objects.using(OLD).create(email="c@example.test")
    held = apps.get_model("mfa", "Authenticator").objects.using(OLD)
    before = {
        "totp": {"secret": "JBSWY3DPEHPK3PXP"},
        "recovery_codes": {"seed": "ab12", "used_mask": 5},
        "webauthn": {"name": "Key", "credential": {"id": "x"}},
    }
    for kind, data in before.items():
        held.create(user_id=someone.pk, type=kind, data=data)
    apps = migrated(connection, [])
    found = dict(apps.get_model("mfa", "Authenticator").objects.using(OLD).values_list("type", "data"))
    assert "JBSWY3DPEHPK3PXP" not in json.dumps(found)
    assert opened(found["totp"]["secret"], settings.SECRET_KEY) == "JBSWY3DPEHPK3PXP"
    assert opened(found["recovery_codes"]["seed"], settings.SECRET_KEY) == "ab12"
    assert found["recovery_codes"]["used_mask"] == 5
    assert found["webauthn"] == before["webauthn"]
