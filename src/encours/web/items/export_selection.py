"""Ticked rows taken away as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponseBase
from django.shortcuts import redirect

from encours.cube.filters import equals
from encours.errors import UsageError
from encours.i18n import _
from encours.web.items.query import Asked
from encours.web.items.table import identity, listed
from encours.web.tables import Row
from encours.web.tables.exports import file_of
from encours.web.workflow import acts
from encours.web.workflow.trail.models import Kind
from encours.web.workflow.trail.record import record

MOST = 200


def ticked(asked: Asked) -> HttpResponseBase:
    """The file of the rows ticked on the page, in its order and columns; nothing ticked, the page again."""
    request = asked.visit.request
    chosen = set(request.POST.getlist("chosen"))
    if not chosen:
        return redirect(asked.url())
    if len(chosen) > MOST:
        raise UsageError(_("At most {0} rows are taken at a time: take all the rows instead.").format(MOST))
    rows = _rows(asked, chosen)
    table = replace(listed(asked), all_rows=lambda: rows, count=len(rows))
    file = file_of(request, table, request.POST.get("format", ""))
    record(request, acts.ROWS_EXPORTED, asked.name, after={"rows": len(rows)}, kind=Kind.EXPORTED)
    return file


def _rows(asked: Asked, chosen: set[str]) -> Sequence[Row]:
    """Asked of the book again, under the person's perimeter: what the form names is only looked for there."""
    items = sorted({parts[1] for one in chosen if len(parts := one.split("\x1f")) == 4})
    where = [*asked.where, equals("item", *items)]
    found = asked.visit.book.rows(asked.name, **{**asked.question, "where": where})
    return [row for row in found if identity(row) in chosen]
