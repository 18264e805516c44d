"""The rows behind a measure, as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from encours.api.question import WINDOW
from encours.api.result import Result
from encours.book.engine import Engine
from encours.cube import rows as cube_rows
from encours.cube.conversion import Converter
from encours.cube.labels import Slice
from encours.cube.measures import Fact, measure
from encours.cube.periods import window
from encours.cube.query import days_needed
from encours.i18n import _
from encours.indicators.record import Unit
from encours.money import SCALE, decimals_of, plain

AMOUNTS = ("amount", "open")


def rows_behind(
    engine: Engine,
    converter: Converter,
    name: str,
    day: date,
    cut: Slice,
    settings: Mapping[str, str],
    limit: int,
    data_date: date,
) -> Result:
    """Largest first; amounts of the item in its currency, the measure in the reporting one."""
    of = measure(name)
    over = window(day, settings.get("window", WINDOW))
    if converter.needed and of.fact is not Fact.DISPUTE:
        converter.load(days_needed(of.fact, [over]))
    text = cube_rows.rows(converter, of, over, cut, 0, limit)
    columns, found = engine.columns(text.sql, text.parameters)
    rows = []
    for row in found:
        if row[-1] is not None:
            raise converter.missing(row[-1])
        rows.append(_row(dict(zip(columns, row, strict=True)), name, of.money, converter))
    unit = Unit.MONEY if of.money else Unit.COUNT
    held = tuple(column for column in columns if column not in (*AMOUNTS, "value", "missing"))
    units = {**dict.fromkeys(AMOUNTS, Unit.MONEY), name: unit}
    return Result(rows, held, units, {name: _(of.label)}, converter.reporting, data_date, day)


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
