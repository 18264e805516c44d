"""The rows of an aged balance: an amount and a number of items for each bucket, credits beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from encours.cube.buckets import UNAPPLIED

Values = tuple[str | None, ...]
ZERO = Decimal(0)
MEASURES = ("gross", "unapplied", "item_count")


@dataclass(frozen=True, slots=True)
class Line:
    """`values` of the dimensions; `amounts` and `counts` by bucket, credits apart; `before` the net at another date.

    A subtotal has the values of its group alone.
    """

    values: Values
    amounts: tuple[Decimal, ...]
    counts: tuple[int, ...]
    unapplied: Decimal = ZERO
    unapplied_count: int = 0
    before: Decimal | None = None
    subtotal: bool = False

    @property
    def gross(self) -> Decimal:
        return _sum(self.amounts)

    @property
    def net(self) -> Decimal:
        return _sum([*self.amounts, self.unapplied])

    @property
    def count(self) -> int:
        return sum(self.counts) + self.unapplied_count

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else _sum([self.net, self.before.copy_negate()])

    def share(self, place: int) -> Decimal | None:
        """A bucket as a part of the gross; none of nothing."""
        return part(self.amounts[place], self.gross)


def part(amount: Decimal, whole: Decimal) -> Decimal | None:
    """What an amount is of a whole, 0 to 1; none of nothing."""
    return amount / whole if whole else None


def lines(
    rows: Iterable[Mapping[str, Any]], keys: Sequence[str], labels: Sequence[str]
) -> dict[Values, Line]:
    """The cells of an answer split by `keys` and bucket, one line for each set of values."""
    places = {label: place for place, label in enumerate(labels)}
    held: dict[Values, tuple[list[Decimal], list[int]]] = {}
    for row in rows:
        values = tuple(row[key] for key in keys)
        amounts, counts = held.setdefault(values, ([ZERO] * (len(labels) + 1), [0] * (len(labels) + 1)))
        credit = row["bucket"] == UNAPPLIED
        place = len(labels) if credit else places[row["bucket"]]
        amounts[place] = _sum([amounts[place], row["unapplied" if credit else "gross"]])
        counts[place] += row["item_count"]
    return {
        values: Line(values, tuple(amounts[:-1]), tuple(counts[:-1]), amounts[-1], counts[-1])
        for values, (amounts, counts) in held.items()
        if any(counts)
    }


def compared(found: Mapping[Values, Line], before: Mapping[Values, Decimal], width: int) -> list[Line]:
    """The lines with their net at another date; those that had one then and nothing now are there too."""
    now = [replace(line, before=before.get(values, ZERO)) for values, line in found.items()]
    gone = [
        replace(nothing(width), values=values, before=net)
        for values, net in before.items()
        if values not in found and net
    ]
    return [*now, *gone]


def added(found: Sequence[Line], width: int, values: Values = (), subtotal: bool = False) -> Line:
    """The sum of lines, as one."""
    befores = [line.before for line in found if line.before is not None]
    return Line(
        values,
        tuple(_sum(line.amounts[place] for line in found) for place in range(width)),
        tuple(sum(line.counts[place] for line in found) for place in range(width)),
        _sum(line.unapplied for line in found),
        sum(line.unapplied_count for line in found),
        _sum(befores) if befores else None,
        subtotal,
    )


def nothing(width: int) -> Line:
    """A line of zeros."""
    return Line((), (ZERO,) * width, (0,) * width)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    """Converted money has many decimals: none is lost on the way."""
    with localcontext(prec=80):
        return sum(amounts, ZERO)
