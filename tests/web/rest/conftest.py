"""Programs that hold keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from encours.web.access import roles
from encours.web.access.roles import Right, Role
from tests.web.conftest import PASSWORD


@pytest.fixture
def program(demo: Any, person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`program("cfo", portfolios=["P1"], key={"scopes": ["rows"]})`: a client with a key of such a person, whose role
    has the right to keys besides its own."""
    from django.test import Client

    from encours.web.workflow.keys.keys import make
    from encours.web.workflow.keys.models import Scope

    def hold(role: str = "cfo", key: dict[str, Any] | None = None, **perimeter: Any) -> Any:
        monkeypatch.setitem(roles.RIGHTS, Role(role), roles.RIGHTS[Role(role)] | {Right.KEYS})
        someone = person(role, **perimeter)
        given = {"name": "BI", "scopes": Scope.values, "expires_on": date(2199, 12, 31), **(key or {})}
        held, secret = make(someone, **given)
        client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})
        client.person, client.key, client.secret = someone, held, secret  # type: ignore[attr-defined]
        return client

    return hold


@pytest.fixture
def portfolios(demo: Any) -> list[str]:
    """Names of the portfolios of the demo book, two at least."""
    from encours.api import open_book

    found = [row["portfolio"] for row in open_book(demo).show("net", by="portfolio") if row["portfolio"]]
    assert len(found) > 1
    return found


@pytest.fixture
def sure_of(client_of: Callable[..., Any]) -> Callable[..., Any]:
    """`sure_of("cfo")`: the browser of such a person, who just showed the password again."""

    def make(role: str, **perimeter: Any) -> Any:
        client = client_of(role, **perimeter)
        client.post("/compte/confirmer/", {"password": PASSWORD})
        return client

    return make
