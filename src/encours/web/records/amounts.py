"""Amounts of what people record in the currency of a page."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from encours.api.recorded import Row

if TYPE_CHECKING:
    from encours.web.visit.visit import Visit


class Amounts:
    """At the rates of the day of the page; `why_not` says which rate is missing, and its amounts are left out."""

    def __init__(self, visit: Visit) -> None:
        self._day, self._converter, self.why_not = visit.day, visit.book.converter(visit.currency), ""

    def of(self, row: Row, column: str) -> Decimal:
        if row[column] is None:
            return Decimal(0)
        factor = self._converter.factor(row["currency"], self._day)
        if factor is None:
            self.why_not = str(self._converter.missing(f"{row['currency']} {self._day}"))
            return Decimal(0)
        with localcontext(prec=40):
            return Decimal(row[column] * factor)
