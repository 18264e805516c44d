"""Sums of the cube as people read them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

from encours.cube.conversion import Converter
from encours.cube.measure import Measure
from encours.money import SCALE, decimals_of, plain, rounded


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
