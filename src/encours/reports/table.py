"""One answer as a spreadsheet: what it is, typed cells, the total of what adds up."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from encours.api import words
from encours.errors import UsageError
from encours.i18n import _
from encours.indicators.record import Unit
from encours.reports.rows import MOST_ROWS, Field
from encours.reports.sheet import write_rows

if TYPE_CHECKING:
    from encours.api import Result

OF_THE_ITEM = ("amount", "open")  # in its own currency, whatever that of the answer


def write_table(result: Result, target: Path | BytesIO, title: str, about: Sequence[str] = ()) -> None:
    """Write the rows of an answer on one sheet, `about` saying above them what they are. Text stays text: nothing in it
    is run as a formula.

    Raises UsageError beyond the rows a sheet can hold.
    """
    if len(result.rows) > MOST_ROWS:
        raise UsageError(
            _("A sheet holds {0} rows, not {1}: use --format csv.").format(MOST_ROWS, len(result.rows))
        )
    columns = result.columns
    rows = ([row[column] for column in columns] for row in result.rows)
    one_day = len({row.get("as_of") for row in result.rows}) <= 1
    write_rows([_field(result, column, one_day) for column in columns], rows, target, title, about=about)


def _field(result: Result, column: str, one_day: bool) -> Field:
    """Money of one day and one currency adds up; counts may count the same thing twice, and rates never do."""
    unit = result.units.get(column)
    own = column in OF_THE_ITEM
    return Field(
        result.labels.get(column) or words.field(column),
        unit,
        dated=column.endswith(("_date", "_on", "as_of")),
        currency="" if own else result.currency,
        summed=unit is Unit.MONEY and one_day and not own,
    )
