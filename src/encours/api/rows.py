"""The rows behind a measure, as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from encours.api.result import Result
from encours.book.engine import Engine
from encours.cube import rows as cube_rows
from encours.cube.conversion import Converter
from encours.cube.facts.fact import days_needed
from encours.cube.measure import Measure
from encours.cube.periods import Window
from encours.cube.slice import Slice
from encours.i18n import _
from encours.indicators.record import Unit
from encours.money import SCALE, decimals_of, plain

AMOUNTS = ("amount", "open", "promised_amount", "received_amount")


@dataclass(frozen=True, slots=True)
class Behind:
    """What rows are asked: a measure under the name given to it, the window (its end is the date), what cuts it."""

    name: str
    of: Measure
    over: Window
    cut: Slice
    converter: Converter
    data_date: date

    def load_rates(self) -> None:
        """Rates for the queries that convert these rows."""
        if self.converter.needed and self.of.money:
            self.converter.load(days_needed(self.of.fact, [self.over]))


def rows_behind(engine: Engine, asked: Behind, limit: int) -> Result:
    """Largest first; amounts of the item in its currency, the measure in the reporting one."""
    asked.load_rates()
    text = cube_rows.rows(asked.converter, asked.of, asked.over, asked.cut, 0, limit)
    columns, found = engine.columns(text.sql, text.parameters)
    return as_result(asked, columns, read(asked, columns, found))


def read(asked: Behind, columns: Sequence[str], found: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Rows as people read them; DataError for one whose money has no rate."""
    rows = []
    for row in found:
        held = dict(zip(columns, row, strict=True))
        if held["missing"] is not None:
            raise asked.converter.missing(held["missing"])
        rows.append(_row(held, asked.name, asked.of.money, asked.converter))
    return rows


def as_result(asked: Behind, columns: Sequence[str], rows: list[dict[str, Any]]) -> Result:
    """The rows with the units and names of their columns."""
    held = tuple(column for column in columns if column not in (*AMOUNTS, "value", "missing"))
    units = {
        **dict.fromkeys((one for one in AMOUNTS if one in columns), Unit.MONEY),
        asked.name: asked.of.unit,
    }
    labels, reporting = {asked.name: _(asked.of.label)}, asked.converter.reporting
    return Result(rows, held, units, labels, reporting, asked.data_date, asked.over.end)


def _row(row: dict[str, Any], name: str, money: bool, converter: Converter) -> dict[str, Any]:
    del row["missing"]
    value, currency = row.pop("value"), row["currency"]
    shown = {column: _shown(column, item, currency) for column, item in row.items()}
    if not money:
        return {**shown, name: int(value)}
    with localcontext() as context:
        context.prec = 40
        exact = Decimal(value).scaleb(-SCALE)
        return {**shown, name: plain(exact, decimals_of(converter.reporting))}


def _shown(column: str, value: Any, currency: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if column in AMOUNTS:
        return plain(Decimal(value).scaleb(-SCALE), decimals_of(currency))
    return value.isoformat() if isinstance(value, date) else value
