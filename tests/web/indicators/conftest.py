"""A visit of someone to the demo book, without the pages around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from encours.web.visit.visit import Visit
    from encours.web.workflow.people.models import Person


@pytest.fixture
def visit_of(demo: Path, person: Callable[..., Person]) -> Callable[..., Visit]:
    """`visit_of("date=2026-03-31&entity=FR01", role="cfo")`: what such a person asks by such an address."""
    from django.test import RequestFactory

    from encours.web.access.roles import Right
    from encours.web.visit.visit import enter

    def make(query: str = "", someone: Any = None, **more: Any) -> Visit:
        request = RequestFactory().get("/", QUERY_STRING=query)
        request.user = someone or person(**more)
        return enter(request, Right.SEE)

    return make


@pytest.fixture
def own(person: Callable[..., Person]) -> Callable[..., Any]:
    """An indicator someone made."""
    from encours.web.workflow.own_indicators.models import CustomIndicator

    def make(
        owner: Person, name: str = "late_share", formula: str = "overdue / gross * 100", **more: Any
    ) -> Any:
        given = {"label": "Late share", "unit": "percent", "definition": "", "roles": [], **more}
        return CustomIndicator.objects.create(name=name, formula=formula, owner=owner, **given)

    return make
