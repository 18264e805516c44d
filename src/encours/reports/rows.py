"""Rows of any list as files a person opens: their columns, their rounding, and CSV; long lists pass through."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import chain, islice
from typing import Any

from encours.api.harmless import harmless
from encours.i18n import _, language
from encours.indicators.record import Unit
from encours.money import decimals_of, rounded, unsigned

MOST_ROWS = 1_048_000  # of a sheet, what is said above them aside
BATCH = 1000
MOST_DECIMALS = 10  # of a number that is no money
_RATIO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a file. Money without a currency keeps the decimals each amount comes with.

    `dated` cells are dates, or dates written 2026-11-20. `summed` columns add up in the total row of a sheet; `total`
    is what stands there of a column that does not (a rate of totals), where it is known.
    """

    label: str
    unit: Unit | None = None
    dated: bool = False
    currency: str = ""
    width: int = 15
    summed: bool = False
    total: Any = None


Row = Sequence[Any]


def too_long(rows: int) -> str:
    """The sentence that says why there is no spreadsheet."""
    return _("A sheet holds {0} rows, not {1}: take the CSV file.").format(MOST_ROWS, rows)


def csv_parts(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[bytes]:
    """CSV as a spreadsheet of the reader's language opens it: UTF-8 with its mark, in French `;` and a decimal comma.

    Dates are written 2026-11-20, shares between 0 and 1; text that begins like a formula is quoted. The language is
    that of the call, whatever is spoken when the parts are read.
    """
    french = language() == "fr"
    said = {True: _("yes"), False: _("no")}
    head = b"\xef\xbb\xbf" + _csv([[harmless(field.label) for field in fields]], french)
    return chain([head], _batches(rounded_rows(fields, rows), french, said))


def rounded_rows(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with their money rounded to its currency, so that the sum of a column is its exact sum, rounded.

    Hardly any but converted amounts have more decimals than their currency: each is rounded with what those before it
    left, and stands less than a cent from what it is. Rows pass one after the other: a list may have a million.
    """
    carried = {
        place: _Carried(decimals_of(field.currency)) for place, field in enumerate(fields) if _money(field)
    }
    for row in rows:
        yield [carried[place].take(value) if place in carried else value for place, value in enumerate(row)]


def _money(field: Field) -> bool:
    """Of one currency: amounts of several are not converted."""
    return field.unit is Unit.MONEY and bool(field.currency)


class _Carried:
    """Rounds amounts one after the other: the rounding of their sum less that of the sum before."""

    def __init__(self, decimals: int) -> None:
        self.decimals = decimals
        self.exact = self.told = Decimal(0)

    def take(self, value: Any) -> Any:
        if not isinstance(value, Decimal) or rounded(value, self.decimals) == value:
            return value
        with localcontext(prec=80):
            self.exact += value
            now = self.exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
            shown, self.told = now - self.told, now
        return unsigned(shown)


def _batches(rows: Iterator[Row], french: bool, said: dict[bool, str]) -> Iterator[bytes]:
    while batch := list(islice(rows, BATCH)):
        yield _csv(([_cell(value, french, said) for value in row] for row in batch), french)


def _csv(lines: Iterable[Sequence[str]], french: bool) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";" if french else ",", lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode()


def _cell(value: Any, french: bool, said: dict[bool, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return said[value]
    if isinstance(value, (int, Decimal, float)):
        text = _digits(value)
        return text.replace(".", ",") if french else text
    if isinstance(value, date):
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    return harmless(str(value))


def _digits(value: Decimal | int | float) -> str:
    """A ratio of endless digits stops at the sixth."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if int(exact.as_tuple().exponent) < -MOST_DECIMALS:
        exact = exact.quantize(_RATIO, ROUND_HALF_UP)
    return format(exact, "f")
