"""What a scope needs of the person behind the key, to read and to write: declared once, heeded by every operation."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from encours.web.access.roles import Right
from encours.web.recorded import RECORDED
from encours.web.rest.caller import UNDER
from encours.web.workflow.keys.models import NEEDED, Scope

JSON = "application/json"


def operations(method: str) -> list[str]:
    """The paths of the interface that take such requests, after the root."""
    from encours.web.rest.interface import api

    paths = api.get_openapi_schema()["paths"]
    return [path.removeprefix("/api/v1/") for path, known in paths.items() if method in known]


def test_every_scope_says_what_it_needs() -> None:
    assert set(NEEDED) == set(Scope)


def scope_of(path: str) -> str:
    """The scope that opens a path: the first of its words, or that which opens these."""
    first = path.partition("/")[0]
    return UNDER.get(first, first)


def test_what_writes_stands_under_a_scope_that_says_what_writing_needs() -> None:
    scopes = {scope_of(path) for path in operations("post")}
    assert scopes == {scope for scope, needs in NEEDED.items() if needs.write}


@pytest.mark.parametrize("scope", sorted(scope for scope, needs in NEEDED.items() if needs.write))
def test_who_may_not_write_there_is_told_so_whatever_was_sent(
    program: Callable[..., Any], scope: str
) -> None:
    auditor = program("auditor")
    assert not auditor.person.may(NEEDED[scope].write)
    for path in operations("post"):
        if scope_of(path) == scope:
            address = "/api/v1/" + re.sub(r"{\w+}", "K2", path)
            for content in ("{", "{}", '{"unknown": 1}'):
                assert auditor.post(address, content, content_type=JSON).status_code == 403


def test_a_scope_without_anything_to_write_lets_nobody_write(program: Callable[..., Any]) -> None:
    from encours.web.rest.caller import Caller

    caller = Caller(program("administrator").person)
    assert {scope: caller.may(scope, write=True) for scope in NEEDED} == {
        Scope.FIGURES: False,
        Scope.ROWS: False,
        Scope.CUSTOMERS: False,
        **{kind.listing: caller.person.may(Right.RECORD) for kind in RECORDED},
        Scope.ALERTS: caller.person.may(Right.OWN),
        Scope.IMPORTS: caller.person.may(Right.IMPORT),
    }
