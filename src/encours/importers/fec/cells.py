"""Reading the amounts and dates of a FEC a million times: each different text is understood once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from encours.importers import values
from encours.importers.fec.columns import DATES, Layout
from encours.money import UNIT, to_units
from encours.said import _, reason

KEPT = 100_000
_CENT: int = UNIT // 100
_SIDES = {"d": 1, "debit": 1, "débit": 1, "+1": 1, "1": 1, "+": 1}
_SIDES |= {"c": -1, "credit": -1, "crédit": -1, "-1": -1, "-": -1}


class Amounts:
    """Whole units of an amount as the file writes it; empty is 0.

    The decimal mark is that of the column: what `samples` prove, else the first value that proves one; until
    then the comma of the norm. Raises ValueError.

    >>> Amounts([])("000000000007760,45"), Amounts(["12.50"])("-1,234.5"), Amounts([])("")
    (776045000, -123450000, 0)
    """

    def __init__(self, samples: Iterable[str]) -> None:
        self._mark = values.decimal_mark(samples)
        self._known: dict[str, int] = {"": 0}

    def __call__(self, text: str) -> int:
        known = self._known.get(text)
        if known is not None:
            return known
        whole, _mark, cents = text.partition(self._mark or ",")
        digits = whole + cents
        if len(cents) == 2 and digits.isdecimal() and digits.isascii() and len(digits) < 14:
            return int(digits) * _CENT
        units: int = self._slowly(text)
        if len(self._known) > KEPT:
            self._known = {"": 0}
        self._known[text] = units
        return units

    def _slowly(self, text: str) -> int:
        if not text.strip():
            return 0
        self._mark = self._mark or values.decimal_mark([text])
        try:
            return to_units(values.amount(text, self._mark or ","))
        except ValueError as error:
            raise ValueError(_("{reason} (expected such as 1234,56)").format(reason=reason(error))) from error


class Days:
    """The day a text of the file writes; None when it is empty, or the zeros some software puts for none.

    `order` settles 01/02/2024 where it is met instead of the yyyymmdd of the norm. Raises ValueError.

    >>> Days("dmy")("20240131"), Days("dmy")("31/01/2024"), Days("dmy")("00000000")
    (datetime.date(2024, 1, 31), datetime.date(2024, 1, 31), None)
    """

    def __init__(self, order: str) -> None:
        self._order = order
        self._known: dict[str, date | None] = {"": None}

    def __call__(self, text: str) -> date | None:
        if text in self._known:
            return self._known[text]
        day = values.day(text, self._order) if text.strip(" \u00a00") else None
        if len(self._known) < KEPT:
            self._known[text] = day
        return day


def order_of(layout: Layout, rows: Iterable[list[str]], said: str | None) -> str:
    """The order of the dates: what the person said, else what the first rows prove, else day first."""
    if said:
        return said
    columns = [layout.at[field] for field in DATES if field in layout.at]
    try:
        found = values.date_order(row[c] for row in rows for c in columns if row[c].strip(" 0"))
    except ValueError:
        return "dmy"
    return found if found in ("dmy", "mdy") else "dmy"


def balance_reader(layout: Layout, amounts: Amounts) -> Callable[[list[str]], tuple[int, int]]:
    """How to read (debit, credit) in units from a row: two columns, or one amount and its side."""
    if "debit" in layout.at and "credit" in layout.at:
        debit, credit = layout.at["debit"], layout.at["credit"]
        return lambda row: (amounts(row[debit]), amounts(row[credit]))
    amount, side = layout.at["amount"], layout.at["side"]

    def signed(row: list[str]) -> tuple[int, int]:
        units = amounts(row[amount])
        return (units, 0) if side_of(row[side]) > 0 else (0, units)

    return signed


def side_of(text: str) -> int:
    """1 for a debit, -1 for a credit; ValueError otherwise.

    >>> side_of("D"), side_of("-1")
    (1, -1)
    """
    side = _SIDES.get(text.strip().lower())
    if side is None:
        raise ValueError(
            _("{text} is neither debit nor credit (expected D or C, +1 or -1)").format(text=text)
        )
    return side
