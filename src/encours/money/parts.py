"""Parts that are rounded and still add up to their rounded whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

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
