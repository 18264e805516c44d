"""Sums of the cube as people read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any

from encours.cube.conversion import Converter
from encours.cube.measure import Measure
from encours.money import SCALE, decimals_of, plain, rounded
from encours.money.parts import add_up


def shown(measure: Measure, value: Any, converter: Converter, exact: bool = False) -> Decimal | int:
    """Money in major units with its exact decimals; rounded when a conversion leaves too many, unless `exact`."""
    if not measure.money:
        return int(value)
    decimals = decimals_of(converter.reporting)
    with localcontext() as context:
        context.prec = 40
        amount = Decimal(value).scaleb(-SCALE)
        if converter.needed and not exact:
            return rounded(amount, decimals)
        return plain(amount, decimals)


def add_up_to_totals(rows: Sequence[dict[str, Any]], figures: Sequence[str], decimals: int) -> None:
    """Round the converted money of rows, whose parts then add up at each date to what their total is shown as."""
    at: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        at[row["as_of"]].append(row)
    for figure in figures:
        for those in at.values():
            valued = [row for row in those if row[figure] is not None]
            for row, part in zip(valued, add_up([row[figure] for row in valued], decimals), strict=True):
                row[figure] = part
