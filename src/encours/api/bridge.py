"""Why the DSO changed between two dates, asked of the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from encours.api import words
from encours.api.question import WINDOW
from encours.api.result import Result
from encours.cube import buckets
from encours.cube.conversion import Converter
from encours.cube.filters import equals
from encours.cube.periods import previous, window
from encours.errors import DataError
from encours.i18n import _
from encours.indicators.bridge import Part, Position, bridge


class Asked(Protocol):
    """What a bridge asks of a book: figures, and the rates of a currency."""

    @property
    def show(self) -> Callable[..., Result]: ...
    @property
    def lacking(self) -> Callable[..., tuple[dict[str, str], bool]]: ...
    @property
    def converter(self) -> Callable[[str | None], Converter]: ...


def bridge_parts(
    book: Asked,
    first: date,
    second: date,
    where: str | Sequence[str] = (),
    currency: str | None = None,
    period: str = WINDOW,
) -> tuple[Part, ...] | None:
    """The causes of the change of DSO from one date to another: their days sum exactly to it.

    None when one of the two periods had no sales.
    """
    asked: dict[str, Any] = {"where": where, "currency": currency}
    before, after = (_position(book, day, day, period, asked) for day in (first, second))
    return bridge(before, after, _position(book, second, first, period, asked))


def bridge_rows(
    book: Asked, second: date, first: date | None, where: Sequence[str], currency: str | None, period: str
) -> list[dict[str, Any]]:
    """The level at the first date, each cause, the level at the second; from the month-end before by default."""
    start = first or previous(second)
    where = [*where, *known_apart(book, (start, second), where, period)]
    parts = bridge_parts(book, start, second, where, currency, period)
    if parts is None:
        raise DataError(
            _("The DSO has no bridge from {0} to {1}: one of the two had no sales.").format(start, second)
        )
    asked: dict[str, Any] = {"where": where, "currency": currency, "window": period}
    levels = [
        {"cause": f"dso {day}", "days": book.show("dso", as_of=day, **asked).value} for day in (start, second)
    ]
    return [levels[0], *({"cause": part.name, "days": part.days} for part in parts), levels[1]]


def known_apart(book: Asked, dates: Sequence[date], where: str | Sequence[str], period: str) -> list[str]:
    """The condition that leaves out the entities of which the DSO is not known at one of two dates; DataError when
    none is left."""
    lacks, all_of_them = book.lacking("dso", dates=dates, where=where, window=period)
    if all_of_them:
        reason = words.inside(next(iter(lacks.values())))
        raise DataError(_("The DSO has no bridge from {0} to {1}: {2}.").format(*dates, reason))
    return [equals("entity", *sorted(lacks), operator="!=")] if lacks else []


def _position(book: Asked, day: date, rates_of: date, period: str, asked: dict[str, Any]) -> Position:
    """The position of a day, its balances at the rates of another; sales keep the rates of their own dates."""
    converter = book.converter(asked["currency"])
    sums = {"not_due": Decimal(0), "overdue": Decimal(0), "disputed": Decimal(0), "unapplied": Decimal(0)}
    aged = book.show(
        "net", "disputed", by=["currency", "bucket"], as_of=day, exact=True, edges=buckets.DEFAULT, **asked
    )
    for row in aged:
        now, then = (converter.factor(row["currency"], at) for at in (day, rates_of))
        factor = then / now if now and then and day != rates_of else Decimal(1)
        sums[_component(row["bucket"])] += (row["net"] - row["disputed"]) * factor
        sums["disputed"] += row["disputed"] * factor
    sales = book.show("sales", as_of=day, window=period, exact=True, **asked).value
    return Position(**sums, sales=sales, days=window(day, period).days)


def _component(bucket: str) -> str:
    return bucket if bucket in (buckets.NOT_DUE, buckets.UNAPPLIED) else "overdue"
