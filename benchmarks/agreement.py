"""All contenders must find the same figures, to the last unit: a faster wrong answer is no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from encours.api import OpenBook
from encours.money import from_units, to_units

Cell = tuple[str, str, int]  # entity, currency, number of the bucket
Aged = Mapping[Cell, int]
Rates = dict[str, list[tuple[date, Decimal]]]
REFERENCE = "EUR"
BUCKETS = ("not_due", "1-30", "31-60", "61-90", "91+", "unapplied")


class Disagreement(Exception):
    """Two contenders found different figures."""


def of_rows(rows: Iterable[Sequence[object]]) -> dict[Cell, int]:
    """The figures a rival gives as rows of entity, currency, bucket number and units."""
    return {(str(e), str(c), int(str(b))): int(str(units)) for e, c, b, units in rows}


def of_book(book: OpenBook, day: date) -> dict[Cell, int]:
    """The figures of the book, each currency by itself so that nothing is converted."""
    found = {}
    for currency in book.currencies:
        only = f"currency={currency}"
        for row in book.show("net", by=["entity", "bucket"], where=only, as_of=day, currency=currency):
            if row["net"]:
                cell = (str(row["entity"]), currency, BUCKETS.index(str(row["bucket"])))
                found[cell] = to_units(Decimal(row["net"]))
    return found


def compare(ours: Aged, theirs: Aged, who: str, day: date) -> int:
    """How many cells were compared; Disagreement names the first that differs.

    >>> cell = ("E01", "EUR", 0)
    >>> compare({cell: 100}, {cell: 100}, "pandas", date(2025, 6, 30))
    1
    >>> compare({cell: 100}, {}, "pandas", date(2025, 6, 30))
    Traceback (most recent call last):
    ...
    benchmarks.agreement.Disagreement: pandas on 2025-06-30, E01 EUR not_due: 0 units, Encours: 100
    """
    for cell in sorted({*ours, *theirs}):
        if ours.get(cell, 0) != theirs.get(cell, 0):
            entity, currency, bucket = cell
            raise Disagreement(
                f"{who} on {day}, {entity} {currency} {BUCKETS[bucket]}: {theirs.get(cell, 0)} units, "
                f"Encours: {ours.get(cell, 0)}"
            )
    return len(ours)


def check_reporting(book: OpenBook, ours: Aged, rates: Rates, day: date) -> None:
    """The aged balance in the reporting currency is that of each currency at its last rate, to the cent."""
    expected: dict[tuple[str, int], Decimal] = {}
    for (entity, currency, bucket), units in ours.items():
        if bucket < BUCKETS.index("unapplied"):
            cell = (entity, bucket)
            expected[cell] = expected.get(cell, Decimal(0)) + from_units(units) / _last(rates, currency, day)
    for row in book.show("aged", by="entity", as_of=day, currency=REFERENCE, exact=True):
        cell = (str(row["entity"]), BUCKETS.index(str(row["bucket"])))
        if round(row["aged"], 2) != round(expected.get(cell, Decimal(0)), 2):
            raise Disagreement(
                f"on {day}, {cell[0]} {row['bucket']}: {row['aged']} {REFERENCE}, {expected.get(cell)} expected"
            )


def rates_of(source: Path) -> Rates:
    """The rates of a generated book: (day, units of the currency for one of the reference), oldest first."""
    import pyarrow.parquet as pq

    found: Rates = {}
    for row in pq.read_table(source / "rates.parquet").sort_by("date").to_pylist():
        found.setdefault(row["currency"], []).append((row["date"], Decimal(row["rate"])))
    return found


def _last(rates: Rates, currency: str, day: date) -> Decimal:
    if currency == REFERENCE:
        return Decimal(1)
    return next(rate for since, rate in reversed(rates[currency]) if since <= day)
