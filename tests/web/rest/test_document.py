"""Whatever a program sends, the interface answers as its document says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.rounds import rounds


@pytest.fixture
def document(program: Callable[..., Any]) -> Iterator[Any]:
    """The interface as a program of an auditor meets it: it sees everything and brings no file."""
    from django.core import signals
    from django.db import close_old_connections

    from encours.web.serving.wsgi import application

    ends = (signals.request_started, signals.request_finished)
    for signal in ends:  # what the test writes is undone at its end: its connection stays
        signal.disconnect(close_old_connections)
    loaded = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    loaded.secret = program("auditor").secret
    yield loaded
    for signal in ends:
        signal.connect(close_old_connections)


# A document cannot say which words are names of figures: those that are not are refused all the same.
SENSE = positive_data_acceptance
WORDS: dict[str, list[Any]] = {
    "figures": [["net"], ["overdue,dso"], ["aged"], ["net", "disputed"]],
    "measure": ["net", "overdue", "sales", "receipts", "disputed"],
    "by": [[], ["entity"], ["portfolio", "bucket"], ["customer"]],
    "where": [[], ["entity=FR01"], ["amount>=1000"], ["due_date=2026-01-01..2026-06-30"]],
    "order": ["-net", "entity", "due_date", "-amount", "customer"],
    "history": ["3", "2w"],
    "window": ["3m", "90d"],
    "edges": ["15,45"],
    "base_date": ["due", "issue"],
    "currency": ["EUR", "USD"],
    "as_known": ["", "7"],
    "set": [[]],
    "having": ["", "net>0"],
    "state": [[], ["awaited"], ["kept", "broken"], ["open", "late"], ["in_force"], ["here"]],
    "accounts": ["open", "empty", "all"],
    "search": ["", "C1", "é'%_"],
}


def record(name: str, *own: str) -> list[str]:
    """The operations of a kind of facts people write."""
    many = f"/api/v1/{name}s"
    acts = [f"POST {many}/{{{name}}}/{act}" for act in ("correction", *own, "withdrawal")]
    return [f"GET {many}", f"POST {many}", f"GET {many}/{{{name}}}", *acts]


OPERATIONS = (
    "GET /api/v1/show",
    "GET /api/v1/rows",
    "GET /api/v1/customers",
    "GET /api/v1/customers/{entity}/{customer}",
    "GET /api/v1/customers/{entity}/{customer}/statement",
    "GET /api/v1/worklist",
    "GET /api/v1/items/{entity}/{item}",
    *record("promise", "cancellation"),
    *record("dispute", "closing", "answer", "reopening"),
    "GET /api/v1/plans",
    "GET /api/v1/plans/one",
    *(f"POST /api/v1/plans{act}" for act in ("", "/cancellation", "/renegotiation", "/withdrawal")),
    *record("action"),
    *record("hold", "lifting"),
    *record("contact"),
    "GET /api/v1/alerts",
    "GET /api/v1/alerts/rules",
    "POST /api/v1/alerts/{alert}/acknowledgement",
    "GET /api/v1/imports",
    "GET /api/v1/imports/{version}",
    "POST /api/v1/imports",
    "GET /api/v1/imports/files/{upload}",
    "GET /api/v1/indicators",
    "GET /api/v1/dimensions",
    "GET /api/v1/me",
)


def test_no_operation_is_left_out(document: Any) -> None:
    assert sorted(operation.label for operation in operations(document)) == sorted(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_of_those_documented(document: Any, label: str) -> None:
    (operation,) = (one for one in operations(document) if one.label == label)
    headers = {"Authorization": f"Bearer {document.secret}", "Accept-Encoding": "identity"}
    names = {parameter.name for parameter in operation.query}

    @given(operation.as_strategy(), true_words(names))
    @settings(
        max_examples=rounds(8, 20), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def asked(case: Any, words: dict[str, Any]) -> None:
        case.query = {**(case.query or {}), **words}
        case.call_and_validate(headers=headers, excluded_checks=[SENSE])

    asked()


def true_words(names: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Now and then words the book knows: of words drawn at random none is the name of a figure."""
    known = {name: st.sampled_from(words) for name, words in WORDS.items() if name in names}
    return st.fixed_dictionaries({}, optional=known)


def operations(document: Any) -> list[Any]:
    return [found.ok() for found in document.get_all_operations()]
