"""The ready-made rules: each is switched on by who steers the company, as a copy that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from encours.i18n import _, mark
from encours.watch import drift
from encours.watch.condition import Check, Condition, Way
from encours.web.access.roles import Role
from encours.web.alerts.watching.events import BY_NAME as EVENTS
from encours.web.workflow.alerts.models import Criticality, Rule
from encours.web.workflow.choices.chosen import dso_method
from encours.web.workflow.people.models import Person

MANAGERS = (Role.CREDIT_MANAGER,)


@dataclass(frozen=True, slots=True)
class Ready:
    """One of them: an event, or the drift of the DSO as the company states it."""

    name: str
    label: str
    roles: tuple[Role, ...]
    criticality: Criticality = Criticality.MEDIUM
    each: str = ""
    event: str = ""
    condition: Mapping[str, Any] = field(default_factory=dict)

    def rule(self, owner: Person) -> Rule:
        """A copy, not kept yet."""
        return Rule(
            owner=owner,
            label=_(self.label),
            figure="" if self.event else dso_method(),
            event=self.event,
            condition=dict(self.condition or _usual(self.event)),
            each=self.each,
            criticality=self.criticality.value,
            roles=[role.value for role in self.roles],
            company=True,
            ready=self.name,
        )


def _usual(event: str) -> dict[str, Any]:
    of = EVENTS[event]
    return {"limit": str(of.limit.usual if of.limit else 0), "days": of.days.usual if of.days else 0}


CATALOGUE = (
    Ready(
        "dso_drift",
        mark("DSO drifting in an entity"),
        (Role.CFO, *MANAGERS),
        each="entity",
        condition=Condition(Check.DRIFTS, drift.USUAL_STEPS, way=Way.UP).said(),
    ),
    Ready("limit_exceeded", mark("Limit exceeded"), MANAGERS, Criticality.HIGH, event="limit_exceeded"),
    Ready("promise_broken", mark("Promise broken"), (*MANAGERS, Role.COLLECTOR), event="promise_broken"),
    Ready(
        "item_newly_late", mark("Large item newly late"), (*MANAGERS, Role.COLLECTOR), event="item_newly_late"
    ),
    Ready(
        "pays_later",
        mark("Customer paying later than his habit"),
        (*MANAGERS, Role.COLLECTOR),
        event="pays_later",
    ),
    Ready(
        "dispute_unanswered",
        mark("Dispute past its answer date"),
        (*MANAGERS, Role.SALES),
        event="dispute_unanswered",
    ),
    Ready(
        "import_stale",
        mark("Import missing or stale"),
        (Role.ADMINISTRATOR, Role.ACCOUNTANT),
        Criticality.HIGH,
        event="import_stale",
    ),
)
BY_NAME = {one.name: one for one in CATALOGUE}
