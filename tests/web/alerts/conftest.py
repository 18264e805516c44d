"""The small ledger of alerts, people who are told, rules as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.alerts.ledgers import TABLES

if TYPE_CHECKING:
    from encours.web.workflow.alerts.models import Rule
    from encours.web.workflow.people.models import Person


@pytest.fixture
def ledger(home_of: Callable[[dict[str, str]], Path], showing: Callable[[Path], Path]) -> Path:
    return showing(home_of(TABLES))


@pytest.fixture
def rule_of(person: Callable[..., Person]) -> Callable[..., Rule]:
    """`rule_of(event="limit_exceeded", roles=["cfo"])`: a rule of the company, unless it is given an owner."""

    def make(owner: Any = None, keep: bool = True, **said: Any) -> Rule:
        from encours.web.alerts.watching.events import BY_NAME
        from encours.web.workflow.alerts.models import Rule

        if (event := said.get("event")) and "condition" not in said:
            of = BY_NAME[event]
            usual = {"limit": of.limit.usual if of.limit else 0, "days": of.days.usual if of.days else 0}
            said["condition"] = usual
        rule = Rule(
            owner=owner or person("administrator"), company=owner is None, **{"label": "Watch", **said}
        )
        if keep:
            rule.save()
        return rule

    return make


@pytest.fixture
def look(ledger: Path) -> Callable[[], dict[str, int]]:
    """Look at all the rules and keep what they find, as the job does."""

    def run() -> dict[str, int]:
        from encours.web.alerts.watching.run import look, looked_at
        from encours.web.workflow.alerts.keeping import keep

        return keep(look(looked_at()))

    return run
