"""When the documents of a list without due dates fall due: by the terms it gives, those known or asked for; told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.reading import Known, Options
from encours.book.records import Kind
from encours.importers.due import DueDates, default_terms
from encours.said import counted
from encours.terms import DEFAULT


def with_due_dates(lines: pa.Table, options: Options, known: Known) -> tuple[pa.Table, list[str]]:
    """The lines with a due date for each debit that has none and whose terms are known: those the list gives, those of
    the customer in the book, else those asked for. The others stay without: they are asked about before they enter."""
    missing = pc.is_null(lines["due_date"])
    blank = lines.filter(missing)
    if not len(blank):
        return lines, []
    default = default_terms(options.terms) if options.terms else None
    told = _terms(blank, known)
    dates = DueDates({text: text for text in told if text}, default or DEFAULT)
    due: list[date | None] = []
    for text, (kind, issued) in zip(told, _rows(blank), strict=True):
        found = dates.of(text, kind, issued, None)[0] if text or default else None
        due.append(found if default or text not in dates.misread else None)
    count = sum(day is not None for day in due)
    if not count:
        return lines, []
    computed = pa.array(["computed" if day else None for day in due], pa.string())
    given = lines["due_source"] if "due_source" in lines.column_names else pa.nulls(len(lines), pa.string())
    for name, held, filled in (
        ("due_date", lines["due_date"], pa.array(due, pa.date32())),
        ("due_source", given, computed),
    ):
        lines = _with(lines, name, pc.replace_with_mask(_whole(held), _whole(missing), filled))
    place = next(place for place, day in enumerate(due) if day)
    example = f"{blank['_file'][place]}:{blank['_line'][place]}"
    note = counted(
        "{count} document without a due date falls due by payment terms: {example}",
        "{count} documents without a due date fall due by payment terms, such as {example}",
        count,
    )
    return lines, [note.format(count=count, example=example)]


def _terms(lines: pa.Table, known: Known) -> list[str]:
    """The terms of each line: those the list gives, else those of the customer in the book, else ""."""
    held = {entity: known.terms(entity) for entity in pc.unique(lines["entity"]).to_pylist()}
    columns = (lines[name].to_pylist() for name in ("entity", "customer", "payment_terms"))
    return [text or held[entity].get(customer, "") for entity, customer, text in zip(*columns, strict=True)]


def _rows(lines: pa.Table) -> Iterator[tuple[Kind, date]]:
    issued = pc.coalesce(lines["issue_date"], lines["posting_date"])
    kinds = (Kind(kind) for kind in lines["kind"].to_pylist())
    return zip(kinds, issued.to_pylist(), strict=True)


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _with(lines: pa.Table, name: str, column: pa.Array) -> pa.Table:
    if name in lines.column_names:
        return lines.set_column(lines.column_names.index(name), name, column)
    return lines.append_column(name, column)
