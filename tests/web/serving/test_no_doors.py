"""What a backup holds opens no door, and what the command line does to accounts is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_who_was_signed_in_is_in_no_backup(db: None) -> None:
    """The number of a session is the cookie that opens it."""
    from django.apps import apps

    from encours.web.serving.tables import _tables

    saved = {model._meta.label_lower for model in _tables(apps)}
    assert "people.person" in saved
    assert not [label for label in saved if "session" in label]


def test_accounts_changed_at_the_command_line_are_in_the_trail(db: None, person: Callable[..., Any]) -> None:
    from encours.web.serving import accounts
    from encours.web.workflow.trail.models import Event

    person("administrator")
    accounts.create(accounts.Account("ines@example.test", "Inès", "cfo", "fr"), "Tram 12, vers la mer")
    accounts.set_role("ines@example.test", "collector")
    accounts.set_active("ines@example.test", False)
    accounts.set_active("ines@example.test", True)
    accounts.set_password("ines@example.test", "Tram 13, vers la ville")
    told = Event.objects.filter(subject="ines@example.test").order_by("number")
    assert [(event.what, event.email) for event in told] == [
        (what, "encours user")
        for what in ("user created", "user changed", "user deactivated", "user activated", "password chosen")
    ]
    assert told[1].changes["role"] == ("cfo", "collector")
