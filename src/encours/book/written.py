"""How a value of the book is written for other tools: SQL expressions, the inverse of reading."""

from __future__ import annotations

from decimal import Decimal

from encours.book.columns import Type
from encours.money import SCALE

UNIT_AMOUNT = Decimal(1).scaleb(-SCALE)


def text(kind: Type, held: str) -> str:
    """The text of a value in an interchange file; null, written as nothing, when it is unknown."""
    match kind:
        case Type.MONEY:
            return _shortest(exact(held))
        case Type.NUMBER:
            return _shortest(held)
        case Type.MOMENT:
            return f"REPLACE(CAST({held} AS VARCHAR), ' ', 'T')"
        case Type.TEXT:
            return held
        case _:
            return f"CAST({held} AS VARCHAR)"


def exact(units: str) -> str:
    """Units as an amount in major units: a product of decimals, since the engine divides in floating point."""
    product = f"CAST({units} AS DECIMAL(19,0)) * CAST('{UNIT_AMOUNT:f}' AS DECIMAL({SCALE},{SCALE}))"
    return f"CAST({product} AS DECIMAL(19,{SCALE}))"


def _shortest(amount: str) -> str:
    """Without the zeros that follow the last decimal that counts."""
    return f"RTRIM(RTRIM(CAST({amount} AS VARCHAR), '0'), '.')"
