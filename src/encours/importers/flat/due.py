"""When the documents of a list without due dates fall due: by the terms it gives, those known or asked for; told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Known, Options
from encours.book.records import Kind
from encours.errors import option
from encours.importers.due import DueDates, default_terms
from encours.said import _
from encours.terms import Terms

ON_THE_DAY = Terms(0)


def with_due_dates(lines: pa.Table, options: Options, known: Known) -> tuple[pa.Table, list[str]]:
    """The lines with a due date for each debit, marked as computed, where the list gives none at all. Without terms
    anywhere a document falls due on its own day."""
    if not len(lines) or lines["due_date"].null_count < len(lines):
        return lines, []
    default = default_terms(options.terms) if options.terms else ON_THE_DAY
    told = _terms(lines, known)
    dates = DueDates({text: text for text in told if text}, default)
    due = [
        dates.of(text, kind, issued, None)[0] for text, (kind, issued) in zip(told, _rows(lines), strict=True)
    ]
    if not any(due):
        return lines, []
    computed = pa.array(["computed" if day else None for day in due], pa.string())
    for name, column in (("due_date", pa.array(due, pa.date32())), ("due_source", computed)):
        lines = _with(lines, name, column)
    return lines, [_note(bool(options.terms), any(told), len(due) - computed.null_count)]


def _note(asked: bool, given: bool, count: int) -> str:
    if asked or given:
        text = _("no due date column: {count} due dates computed from payment terms")
        return text.format(count=count)
    text = _(
        "no due date column: {count} documents fall due on their own day; terms ({option}) would tell when"
    )
    return text.format(count=count, option=option("terms"))


def _terms(lines: pa.Table, known: Known) -> list[str]:
    """The terms of each line: those the list gives, else those of the customer in the book, else ""."""
    held = {entity: known.terms(entity) for entity in pc.unique(lines["entity"]).to_pylist()}
    columns = (lines[name].to_pylist() for name in ("entity", "customer", "payment_terms"))
    return [text or held[entity].get(customer, "") for entity, customer, text in zip(*columns, strict=True)]


def _rows(lines: pa.Table) -> Iterator[tuple[Kind, date]]:
    issued = pc.coalesce(lines["issue_date"], lines["posting_date"])
    kinds = (Kind(kind) for kind in lines["kind"].to_pylist())
    return zip(kinds, issued.to_pylist(), strict=True)


def _with(lines: pa.Table, name: str, column: pa.Array) -> pa.Table:
    if name in lines.column_names:
        return lines.set_column(lines.column_names.index(name), name, column)
    return lines.append_column(name, column)
