"""Parts that are rounded and still add up to their rounded whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext

from encours.money import rounded, unsigned


def add_up(parts: Sequence[Decimal], decimals: int, whole: Decimal | None = None) -> list[Decimal]:
    """The parts as they are shown: their sum is what their whole is shown as (`rounded`), or `whole`
    where that is given.

    Each is rounded to the nearest; the cents that then lack, or are too many, go one by one to the parts that were
    nearest to the other side, the first of those that tie. No part moves by a cent or more, and one that was not
    rounded does not move at all.

    >>> [str(part) for part in add_up([Decimal("1.003333"), Decimal("2.003333"), Decimal("3.00")], 2)]
    ['1.01', '2.00', '3.00']
    >>> [str(part) for part in add_up([Decimal("1.003333"), Decimal("2.003333")], 2, Decimal("3.00"))]
    ['1.00', '2.00']
    """
    with localcontext() as context:
        context.prec = 60
        shown = [rounded(part, decimals) for part in parts]
        told = rounded(sum(parts, Decimal(0)), decimals) if whole is None else whole
        lacking = told - sum(shown, Decimal(0))
        step = Decimal(1).scaleb(-decimals).copy_sign(lacking)
        moved = [place for place, part in enumerate(parts) if shown[place] != part] if lacking else []
        moved.sort(key=lambda place: parts[place] - shown[place], reverse=lacking > 0)
        for place in moved:
            taken = lacking if abs(lacking) < abs(step) else step
            if not taken:
                break
            shown[place], lacking = unsigned(shown[place] + taken), lacking - taken
    return shown


def apportioned(parts: Sequence[Decimal], whole: Decimal, decimals: int) -> list[Decimal]:
    """The parts with so many decimals, adding up to a whole that has no more: each is rounded down, and what then lacks
    goes one by one to those that lost most (the largest remainder), the first of those that tie.

    >>> [str(part) for part in apportioned([Decimal("0.335"), Decimal("0.335"), Decimal("-0.27")], Decimal("0.4"), 1)]
    ['0.4', '0.3', '-0.3']
    """
    if not parts:
        return []
    with localcontext() as context:
        context.prec = 60
        step = Decimal(1).scaleb(-decimals)
        shown = [part.quantize(step, ROUND_FLOOR) for part in parts]
        each, more = divmod(int((whole - sum(shown, Decimal(0))) / step), len(parts))
        places = sorted(range(len(parts)), key=lambda place: shown[place] - parts[place])
        for rank, place in enumerate(places):
            shown[place] = unsigned(shown[place] + step * (each + (rank < more)))
    return shown
