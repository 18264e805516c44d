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

from encours.api.harmless import harmless
from encours.api.lazy_rows import LazyRows
from encours.api.terminal import table
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

    def __getitem__(self, figure: str) -> list[Any]:
        """The column of a figure or dimension."""
        return [row[figure] for row in self.rows]

    @property
    def value(self) -> Any:
        """The only figure of an answer that has one."""
        (row,) = self.rows
        (figure,) = self.units
        return row[figure]

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
        """One array of flat objects; money and ratios as numbers with their exact decimals.

        >>> row = {"as_of": "2025-06-30", "net": Decimal("12.30")}
        >>> Result([row], ("as_of",), {"net": Unit.MONEY}, {}, "EUR", None).to_json()
        '[\\n{"as_of": "2025-06-30", "net": 12.30}\\n]'
        """
        lines = (
            "{" + ", ".join(f"{json.dumps(k)}: {_literal(v)}" for k, v in row.items()) + "}"
            for row in self.rows
        )
        return "[\n" + ",\n".join(lines) + "\n]"

    def to_csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(harmless, self.columns))
        writer.writerows([_cell(row[column]) for column in self.columns] for row in self.rows)
        return out.getvalue()

    def to_arrow(self) -> pa.Table:
        """Dimensions as strings, money as decimal128(38, 10), ratios as double, counts as int64; the rows
        of a very long answer are in no order."""
        import pyarrow as pa

        if isinstance(self.rows, LazyRows):
            return self.rows.table
        kinds = {Unit.MONEY: pa.decimal128(38, 10), Unit.COUNT: pa.int64()}
        columns = {}
        for column in self.columns:
            kind = kinds.get(self.units[column], pa.float64()) if column in self.units else pa.string()
            columns[column] = pa.array([_arrow(row[column], kind == pa.float64()) for row in self.rows], kind)
        return pa.table(columns)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame, when pandas is installed."""
        return self.to_arrow().to_pandas()

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


def _arrow(value: Any, as_float: bool) -> Any:
    return float(value) if as_float and value is not None else value
