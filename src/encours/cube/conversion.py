"""From the currency of an item to the reporting currency, by dated rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext

from encours.book.engine import Engine
from encours.errors import DataError
from encours.i18n import _

FACTORS = "factors"
REFERENCE = "EUR"  # rates are units of a currency for one of this (the ECB convention)


class Converter:
    """Factors that turn units of one currency into units of another on a day, for the queries of one connection."""

    def __init__(self, engine: Engine, currencies: Sequence[str], reporting: str) -> None:
        self._engine, self._currencies, self.reporting = engine, tuple(currencies), reporting
        self._rates: Mapping[str, tuple[list[date], list[Decimal]]] | None = None

    @property
    def needed(self) -> bool:
        return any(currency != self.reporting for currency in self._currencies)

    def load(self, days: Iterable[date]) -> None:
        """Create `factors(day, ccy, factor)` for these days; a currency without a rate on a day has no row.

        Eighteen digits of factor keep any figure exact to the cent up to a million billion. Rows that are there already
        stay: the questions of a page are most often about the same days.
        """
        rows = [
            (d, c, f)
            for d in sorted(set(days))
            for c in self._currencies
            if (f := self.factor(c, d)) is not None
        ]
        if self._engine.held.get(FACTORS) == rows:
            return
        self._engine.held.pop(FACTORS, None)
        self._fill(rows)
        self._engine.held[FACTORS] = rows

    def _fill(self, rows: Sequence[tuple[date, str, Decimal]]) -> None:
        whole = max((len(str(int(factor))) for _day, _currency, factor in rows), default=1)
        self._engine.run(
            f"CREATE OR REPLACE TEMP TABLE factors (day DATE, ccy VARCHAR, factor DECIMAL(18,{18 - whole}))"
        )
        if rows:
            columns = [
                list(column)
                for column in zip(*((d, c, f"{f:.{18 - whole}f}") for d, c, f in rows), strict=True)
            ]
            self._engine.run(
                "INSERT INTO factors SELECT UNNEST(?::DATE[]), UNNEST(?::VARCHAR[]), UNNEST(?::VARCHAR[])",
                columns,
            )

    def factor(self, currency: str, day: date) -> Decimal | None:
        """Units of the reporting currency for one of `currency`, by the last rates on or before the day."""
        if currency == self.reporting:
            return Decimal(1)
        source, target = self._rate(currency, day), self._rate(self.reporting, day)
        if source is None or target is None:
            return None
        with localcontext() as context:
            context.prec = 40
            return target / source

    def _rate(self, currency: str, day: date) -> Decimal | None:
        if currency == REFERENCE:
            return Decimal(1)
        if self._rates is None:
            self._rates = self._read()
        days, rates = self._rates.get(currency, ([], []))
        position = bisect_right(days, day)
        return rates[position - 1] if position else None

    def _read(self) -> Mapping[str, tuple[list[date], list[Decimal]]]:
        wanted = sorted({*self._currencies, self.reporting} - {REFERENCE})
        found: dict[str, tuple[list[date], list[Decimal]]] = {}
        rows = self._engine.rows(
            "SELECT currency, date, rate FROM rates WHERE currency IN (SELECT UNNEST(?)) ORDER BY date",
            [wanted],
        )
        for currency, day, rate in rows:
            days, rates = found.setdefault(currency, ([], []))
            days.append(day)
            rates.append(rate)
        return found

    def missing(self, currency_and_day: str) -> DataError:
        """The error for a currency without a rate; takes "USD 2025-06-30"."""
        currency, day = currency_and_day.split(" ")
        lacking = currency if self._rate(currency, date.fromisoformat(day)) is None else self.reporting
        message = _(
            "There is no rate for {0} on {1} or before. Import rates: encours import eurofxref-hist.csv"
        )
        return DataError(message.format(lacking, day))
