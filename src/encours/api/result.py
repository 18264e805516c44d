"""The answer to a question: rows, and the forms people take them away in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from encours.api.arguments import shown
from encours.api.arrow import FLAGS, flag, table_of, typed
from encours.api.harmless import harmless
from encours.api.lazy_rows import LazyRows
from encours.api.notebook import html_table
from encours.api.terminal import table
from encours.errors import UsageError
from encours.i18n import _, counted
from encours.indicators.record import Unit

if TYPE_CHECKING:
    import pandas
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Result:
    """Rows as dictionaries: `as_of`, the dimensions (text or None), then the figures (Decimal, int or None).

    `units` gives the unit of each figure, `labels` its name in the reader's language, `lower_bounds` the cells whose
    count-back met the end of the history, or flows whose window begins before all is known; `reasons` why cells have
    no value, where the book does not know all that they need.
    """

    rows: Sequence[dict[str, Any]]
    dimensions: tuple[str, ...]
    units: dict[str, Unit]
    labels: dict[str, str]
    currency: str
    data_date: date | None
    as_of: date | None = None
    lower_bounds: frozenset[tuple[int, str]] = frozenset()
    notes: tuple[str, ...] = field(default=())
    settings: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, column: str) -> list[Any]:
        """The column of a figure or dimension; UsageError when there is none of that name."""
        if column not in self.columns:
            known = ", ".join(self.columns)
            raise UsageError(_("This answer has no column {0}. It has: {1}").format(shown(column), known))
        return [row[column] for row in self.rows]

    @property
    def value(self) -> Any:
        """The only figure of an answer that has one; UsageError for any other answer."""
        if len(self.rows) != 1 or len(self.units) != 1:
            said = _("`value` is for an answer of one row and one figure: this one has {0} and {1}.")
            raise UsageError(said.format(len(self.rows), len(self.units)))
        (figure,) = self.units
        return self.rows[0][figure]

    def reason(self, row: int, figure: str) -> str:
        """Why a cell has no value, where the book does not know all that it needs; else nothing."""
        return self.reasons.get((row, figure), "")

    @property
    def empty(self) -> bool:
        """Whether nothing was found: no row, or figures of nothing."""
        return not any(row[figure] for row in self.rows for figure in self.units)

    @property
    def columns(self) -> list[str]:
        return list(self.rows[0]) if self.rows else [*self.dimensions, *self.units]

    def to_json(self) -> str:
        """One array of flat objects; money and ratios as numbers with their exact decimals, yes and no as booleans.

        >>> row = {"as_of": "2025-06-30", "net": Decimal("12.30")}
        >>> Result([row], ("as_of",), {"net": Unit.MONEY}, {}, "EUR", None).to_json()
        '[\\n{"as_of": "2025-06-30", "net": 12.30}\\n]'
        """
        lines = (
            "{" + ", ".join(f"{json.dumps(k)}: {_literal(v)}" for k, v in row.items()) + "}"
            for row in self.as_data()
        )
        return "[\n" + ",\n".join(lines) + "\n]"

    def to_csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(harmless, self.columns))
        writer.writerows([_cell(row[column]) for column in self.columns] for row in self.rows)
        return out.getvalue()

    def as_data(self) -> Iterator[dict[str, Any]]:
        """The rows as other programs read them: yes and no are booleans, in rows of items and in those of a split."""
        flags = FLAGS & set(self.columns)
        return (
            ({**row, **{name: flag(row[name]) for name in flags}} for row in self.rows)
            if flags
            else iter(self)
        )

    def to_arrow(self) -> pa.Table:
        """Dates as date32, money as decimal128(38, 10), ratios as double, counts as int64, yes and no as booleans,
        other columns as strings; the rows of a very long answer are in no order."""
        if isinstance(self.rows, LazyRows):
            return typed(self.rows.table)
        return table_of(self.columns, self.rows, self.units)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """For any library that reads Arrow: `polars.DataFrame(answer)`, `pyarrow.table(answer)`, DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame, when pandas is installed."""
        return self.to_arrow().to_pandas()

    def _repr_html_(self) -> str:
        return html_table(self)

    def __repr__(self) -> str:
        return table(self)


def _literal(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


class Paged:
    """An answer of which `rows` are a page: it is read, shown and handed over as its rows are."""

    __slots__ = ()
    rows: Result

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"{self.rows!r}\n{self._counted()}"

    def _repr_html_(self) -> str:
        return f"{self.rows._repr_html_()}<p>{self._counted()}</p>"

    def _counted(self) -> str:
        whole: int = self.count  # type: ignore[attr-defined]
        return counted("{0} of {1} row", "{0} of {1} rows", whole).format(len(self.rows), whole)


def refuse_no_cell(result: Any, row: Any) -> None:
    """UsageError for anything but an answer and one of its rows."""
    if not isinstance(result, Result) or not isinstance(row, Mapping):
        said = _("Of a cell, give the answer, one of its rows, and a measure: not {0} and {1}.")
        raise UsageError(said.format(shown(result), shown(row)))
