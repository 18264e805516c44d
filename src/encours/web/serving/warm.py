"""What the first visitor of a new process would otherwise wait for: pages, charts and the book, made ready before."""

from __future__ import annotations

import logging
from contextlib import suppress

log = logging.getLogger("encours.web")


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
    for name in ("cockpit/cockpit.html", "tables/table.html", "charts/chart.html"):
        get_template(name)


def _position() -> None:
    """One small question: the file of the book is open and its newest intervals are in memory."""
    from encours.errors import EncoursError
    from encours.web.visit import books

    with suppress(EncoursError):  # nothing imported yet
        books.book().show("net", "overdue", "disputed")
