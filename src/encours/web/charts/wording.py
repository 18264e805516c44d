"""Values as a drawing writes them: short on the marks, every axis in one scale, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.i18n import _, language
from encours.indicators.record import Unit
from encours.web.typography import MINUS, NARROW, NO_BREAK, SHORT_MONTHS, SYMBOLS, absent, day, month, number

APART = "\u200b"
FEW_DIGITS = 100  # from here on, a decimal tells nothing on a drawing


@dataclass(frozen=True, slots=True)
class Scale:
    """How values are shortened on a drawing: divided by `divisor`, between `prefix` and `suffix`."""

    divisor: Decimal
    prefix: str = ""
    suffix: str = ""
    whole: bool = False

    def drawn(self, value: Any) -> float | None:
        """The height of a mark. A drawing is the only place where an amount is a float: its text is exact."""
        return None if value is None else round(float(Decimal(value) / self.divisor), 9)

    def short(self, value: Any, signed: bool = False) -> str:
        """The value in about three figures, with its unit: `13,7 M€`."""
        if value is None:
            return absent()
        text = self.bare(value)
        sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
        plus = "+" if signed and not sign and digits.strip("0,.") else ""
        return f"{sign or plus}{self.prefix}{digits}{self.suffix}"

    def bare(self, value: Any) -> str:
        """The value in about three figures, its unit being on the axis: `13,7`."""
        if value is None:
            return absent()
        scaled = Decimal(value) / self.divisor
        return number(scaled, self._places(abs(scaled)))

    def _places(self, size: Decimal) -> int:
        if self.whole or size >= FEW_DIGITS:
            return 0
        # A ratio without unit may be a few hundredths, and differ in the next digit.
        small = not (self.prefix or self.suffix) and 0 < size < 1
        return 4 if small else 1


def scale_of(values: Sequence[Any], unit: Unit, currency: str = "") -> Scale:
    """The scale that suits the largest of the values.

    >>> scale_of([Decimal(13_710_000)], Unit.MONEY, "EUR").short(Decimal(9_480_000))
    '€9.5M'
    >>> scale_of([Decimal("0.2864")], Unit.RATE).short(Decimal("0.2864"))
    '28.6%'
    """
    if unit is Unit.MONEY:
        return _money(max((abs(Decimal(v)) for v in values if v is not None), default=Decimal(0)), currency)
    per_cent = f"{NARROW}%" if language() == "fr" else "%"
    return {
        Unit.RATE: Scale(Decimal("0.01"), suffix=per_cent),
        Unit.PERCENT: Scale(Decimal(1), suffix=per_cent),
        Unit.DAYS: Scale(Decimal(1), suffix=NO_BREAK + _("d")),
        Unit.COUNT: Scale(Decimal(1), whole=True),
    }.get(unit, Scale(Decimal(1)))


def _money(largest: Decimal, currency: str) -> Scale:
    """French puts the currency behind, English before; a code of letters keeps a space from the figure."""
    symbol = SYMBOLS.get(currency, currency)
    gap = NO_BREAK if symbol == currency and symbol else ""
    size, letter = _size(largest)
    whole = size == 1
    if language() == "fr":
        behind = f"{letter}{gap if letter else ''}{symbol}"
        return Scale(Decimal(size), suffix=f"{NO_BREAK}{behind}" if behind else "", whole=whole)
    return Scale(Decimal(size), prefix=f"{symbol}{gap}", suffix=letter, whole=whole)


def _size(largest: Decimal) -> tuple[int, str]:
    billions = "Md" if language() == "fr" else "bn"
    for size, letter in ((10**9, billions), (10**6, "M"), (10**3, "k")):
        if largest >= size:
            return size, letter
    return 1, ""


def word(value: Any) -> str:
    """A value of a column as text: dates as the language writes them, "–" where there is none."""
    if isinstance(value, date):
        return day(value)
    return "–" if value in (None, "") else str(value)


def positions_in_words(values: Sequence[Any]) -> dict[Any, str]:
    """Each distinct value with its text: months when every date is alone in its month, days otherwise."""
    distinct = list(dict.fromkeys(values))
    write = _month if _monthly(distinct) else word
    texts: dict[str, int] = {}
    named = {}
    for value in distinct:
        text = write(value)
        texts[text] = texts.get(text, 0) + 1
        # Two customers may bear one name: an invisible mark keeps their bars apart.
        named[value] = text + APART * (texts[text] - 1)
    return named


def _month(value: date) -> str:
    return month(value).replace(" ", NO_BREAK)


def ticks(positions: Mapping[Any, str]) -> dict[str, str]:
    """The short form of each position, for an axis that has room for all: the year at its first month alone."""
    if not _monthly(list(positions)):
        return {text: text for text in positions.values()}
    return {text: _without_year(day, text, n == 0) for n, (day, text) in enumerate(positions.items())}


def _without_year(value: date, text: str, first: bool) -> str:
    return text if first or value.month == 1 else SHORT_MONTHS[language()][value.month - 1]


def _monthly(values: Sequence[Any]) -> bool:
    if len(values) < 2 or not all(isinstance(value, date) for value in values):
        return False
    return len({(value.year, value.month) for value in values}) == len(values)
