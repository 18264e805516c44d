"""One answer as a spreadsheet: typed cells, frozen header, filters."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Unit
from encours.reports.rows import MOST_ROWS, Field, write_rows

if TYPE_CHECKING:
    from encours.api import Result


def write_table(result: Result, target: Path | BytesIO, title: str) -> None:
    """Write the rows of an answer on one sheet. Text stays text: nothing in it is run as a formula.

    Raises UsageError beyond the rows a sheet can hold.
    """
    if len(result.rows) > MOST_ROWS:
        raise UsageError(
            _("A sheet holds {0} rows, not {1}: use --format csv.").format(MOST_ROWS, len(result.rows))
        )
    columns = result.columns
    rows = ([row[column] for column in columns] for row in result.rows)
    write_rows([_field(result, column) for column in columns], rows, target, title)


def _field(result: Result, column: str) -> Field:
    return Field(
        result.labels.get(column, column),
        result.units.get(column, Unit.INDEX),
        dated=column.endswith(("_date", "_on", "as_of")),
        currency=result.currency,
    )
