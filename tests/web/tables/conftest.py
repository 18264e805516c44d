"""Tables asked for by an address, without any page around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from encours.i18n import speaking

if TYPE_CHECKING:
    from django.http import HttpRequest

    from encours.web.tables import Table


@pytest.fixture
def get(web_home: Path) -> Iterator[Callable[..., HttpRequest]]:
    """Someone asks for an address. Templates are drawn alone: no scope, no navigation."""
    from django.conf import settings
    from django.test import RequestFactory, override_settings

    from encours.web.workflow.people.models import Person

    def ask(address: str) -> HttpRequest:
        request = RequestFactory().get(address)
        request.user = Person(role="cfo")
        return request

    alone = [
        {**settings.TEMPLATES[0], "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "context_processors": []}}
    ]
    with override_settings(TEMPLATES=alone), speech("en"):
        yield ask


@contextmanager
def speech(lang: str) -> Iterator[None]:
    """A page's language: that of the library's sentences and that of the templates."""
    from django.utils import translation

    with speaking(lang), translation.override(lang):
        yield


@pytest.fixture
def listed(get: Callable[..., HttpRequest]) -> Callable[..., Table]:
    """`listed("sort=name&page=2")`: the table of that address; other rows or another frame may be given."""
    from encours.web.tables import of_rows
    from tests.web.tables.books import COLUMNS, FRAME, ROWS

    def made(
        query: str = "", rows: Sequence[Any] = ROWS, columns: Any = COLUMNS, frame: Any = FRAME
    ) -> Table:
        return of_rows(get(f"/late/?{query}"), "late", columns, rows, frame)

    return made
