"""What the first visitor of a new process would otherwise wait for: pages, charts and the book, made ready before."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

log = logging.getLogger("encours.web")
WEB = Path(__file__).parents[1]


def warm() -> None:
    """Read every page's code and templates, the chart grammar, and the newest position. Whatever fails here fails
    again, and is told, when somebody asks for it."""
    try:
        _pages()
        _position()
    except Exception:
        log.warning("not warmed", exc_info=True)


def _pages() -> None:
    from django.template.loader import get_template
    from django.urls import get_resolver

    import encours.web.charts.specs  # noqa: F401  (the grammar is the slowest import of all)

    _ = get_resolver().url_patterns
    for page in WEB.glob("*/templates/**/*.html"):
        get_template(page.relative_to(_templates(page)).as_posix())


def _templates(page: Path) -> Path:
    return next(folder for folder in page.parents if folder.name == "templates")


def _position() -> None:
    """Small questions of each kind: the file of the book is open, its newest intervals and its indexes in memory."""
    from encours.errors import EncoursError
    from encours.web.visit import connections

    with suppress(EncoursError):  # nothing imported yet
        book = connections.book()
        book.show("net", "overdue", "disputed", history=2)
        book.page("overdue", limit=1)
        book.ranked("overdue", by=["entity", "customer"], order="-overdue", limit=1)
