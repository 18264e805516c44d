"""Whatever a program sends, the interface answers as its document says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings


@pytest.fixture
def document(program: Callable[..., Any]) -> Any:
    """The interface as a program of an auditor meets it: it sees everything and brings no file."""
    from encours.web.wsgi import application

    loaded = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    loaded.secret = program("auditor").secret
    return loaded


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_of_those_documented(case: Any, document: Any) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {document.secret}"})
