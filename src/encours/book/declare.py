"""What a person says of since when an entity is known: an import with its reason, that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from encours.book.home import Home
from encours.book.importing import import_into
from encours.book.publication import open_served
from encours.book.reading import Reading, RowsTable
from encours.book.records import KNOWN_SINCE
from encours.book.report import Report
from encours.book.since import CLOCKS, Days
from encours.errors import UsageError
from encours.said import _

FORMAT = KNOWN_SINCE.name
LONGEST_REASON = 500
_NOBODY: Mapping[str, Any] = {}


def held(home: Home) -> dict[str, Days]:
    """Since when each entity of the published book is known."""
    engine = open_served(home)
    try:
        rows = engine.rows(f"SELECT entity, {', '.join(CLOCKS)} FROM since")
        return {row[0]: Days(*row[1:]) for row in rows}
    finally:
        engine.close()


def said_of(home: Home, entity: str) -> Days:
    """What was said of an entity; None where its first item says it."""
    engine = open_served(home)
    try:
        rows = engine.rows(f"SELECT {', '.join(CLOCKS)} FROM known_since WHERE entity = ?", [entity])
        return Days(*rows[0]) if rows else Days()
    finally:
        engine.close()


def _newest(home: Home) -> date:
    engine = open_served(home)
    try:
        found: date = engine.value("SELECT data_date FROM meta")
        return found
    finally:
        engine.close()


def declare(home: Home, entity: str, days: Days, reason: str, origin: Mapping[str, Any] = _NOBODY) -> Report:
    """From now on the entity is known since these days; one left None stays as it is. The import that says so, with its
    reason, is in the list of imports and can be taken back.

    `origin` says who does, for the version to keep.

    UsageError for an entity the book does not hold, without a reason, or where nothing is said.
    """
    import pyarrow as pa

    known = held(home)
    if entity not in known:
        raise UsageError(_("The book holds no entity {0}.").format(entity))
    reason = " ".join(reason.split())
    if not reason:
        raise UsageError(_("Say why: the reason stands beside the date."))
    if days == Days():
        raise UsageError(_("Say since when the position, the sales or the receipts are known."))
    newest = _newest(home)
    if any(day and day > newest for day in (days.position, days.sales, days.receipts)):
        raise UsageError(_("Nothing is known after the newest data."))
    was = said_of(home, entity)
    said = (days.position or was.position, days.sales or was.sales, days.receipts or was.receipts)
    columns = dict(zip(CLOCKS, ([day] for day in said), strict=True))
    table = pa.table(
        {
            "entity": [entity],
            **{name: pa.array(values, pa.date32()) for name, values in columns.items()},
            "reason": [reason[:LONGEST_REASON]],
            "_file": [FORMAT],
            "_line": pa.array([1], pa.int64()),
        }
    )
    reading = Reading(FORMAT, {KNOWN_SINCE.name: RowsTable(table)}, read=1, scope=[entity])
    return import_into(home, [reason[:LONGEST_REASON]], lambda _known: reading, origin=lambda: origin)
