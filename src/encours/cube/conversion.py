"""From the currency of an item to the reporting currency, by dated rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from encours.book.engine import Engine
from encours.errors import DataError
from encours.i18n import _

FACTORS = "factors"
REFERENCE = "EUR"  # rates are units of a currency for one of this (the ECB convention)


MOST_DAYS = 20_000  # beyond, the days that nobody asks about any more are let go of


@dataclass(slots=True)
class Held:
    """What the table of factors of a connection holds."""

    between: tuple[str, ...]  # the reporting currency, then those it is the price of
    days: set[date] = field(default_factory=set)


class Converter:
    """Factors that turn units of one currency into units of another on a day, for the queries of one connection.

    `currencies` are those of the items; `beside` tells those of what else is converted, which people may change.
    """

    def __init__(
        self,
        engine: Engine,
        currencies: Sequence[str],
        reporting: str,
        beside: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._engine, self._items, self._beside, self.reporting = engine, currencies, beside, reporting
        self._read_for: tuple[str, ...] = ()
        self._decimals = 18
        self._rates: dict[str, tuple[list[date], list[Decimal]]] = {}

    @property
    def _currencies(self) -> tuple[str, ...]:
        return (*self._items, *sorted({*self._beside()} - {*self._items}))

    @property
    def _between(self) -> tuple[str, ...]:
        return (self.reporting, *self._currencies)

    @property
    def needed(self) -> bool:
        return any(currency != self.reporting for currency in self._currencies)

    @property
    def decimals(self) -> int:
        """How many decimals the factors have, whatever the day and the currency."""
        self._read()
        return self._decimals

    def load(self, days: Iterable[date]) -> None:
        """See to it that `factors(day, ccy, factor)` has these days; a currency without a rate on a day has no row.

        Eighteen digits of factor keep any figure exact to the cent up to a million billion. Days that are there already
        stay: the questions of a page are most often about the same ones.
        """
        held: Held | None = self._engine.held.get(FACTORS)  # type: ignore[assignment]
        wanted = set(days)
        if held is None or held.between != self._between or len(held.days) > MOST_DAYS:
            held = self._begin()
        if lacking := sorted(wanted - held.days):
            self._add(lacking)
            held.days.update(lacking)

    def _begin(self) -> Held:
        """An empty table, whose factors all have the same decimals whatever is asked first."""
        held = Held(self._between)
        self._engine.held.pop(FACTORS, None)
        self._engine.run(
            f"CREATE OR REPLACE TEMP TABLE factors (day DATE, ccy VARCHAR, factor DECIMAL(18,{self.decimals}))"
        )
        self._engine.held[FACTORS] = held
        return held

    def _add(self, days: Sequence[date]) -> None:
        found = ((d, c, self.factor(c, d)) for d in days for c in self._currencies)
        rows = [(d, c, format(factor, "f")) for d, c, factor in found if factor is not None]
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            self._engine.run(
                "INSERT INTO factors SELECT UNNEST(?::DATE[]), UNNEST(?::VARCHAR[]), UNNEST(?::VARCHAR[])",
                columns,
            )

    def _whole(self) -> int:
        """How many digits the largest factor there may ever be has before its point."""
        one = [Decimal(1)]
        target = max(self._rates[self.reporting][1] or one)
        sources = [min(self._rates[currency][1] or one) for currency in self._currencies]
        return len(str(int(max((target / source for source in sources), default=Decimal(1)))))

    def factor(self, currency: str, day: date) -> Decimal | None:
        """Units of the reporting currency for one of `currency`, by the last rates on or before the day: with the
        decimals it has in the table of factors, so that a sum is the same figure wherever it is converted."""
        if currency == self.reporting:
            return Decimal(1)
        source, target = self._rate(currency, day), self._rate(self.reporting, day)
        if source is None or target is None:
            return None
        with localcontext() as context:
            context.prec = 40
            return Decimal(f"{target / source:.{self.decimals}f}")

    def _rate(self, currency: str, day: date) -> Decimal | None:
        if currency == REFERENCE:
            return Decimal(1)
        self._read()
        if currency not in self._rates:  # what nothing is in may be asked all the same, before something is
            self._rates |= self._found([currency])
        days, rates = self._rates[currency]
        position = bisect_right(days, day)
        return rates[position - 1] if position else None

    def _read(self) -> None:
        """The rates between these currencies, once."""
        if self._read_for != self._between:
            self._rates, self._read_for = self._found([*self._between]), self._between
            self._decimals = 18 - self._whole()

    def _found(self, currencies: Sequence[str]) -> dict[str, tuple[list[date], list[Decimal]]]:
        found: dict[str, tuple[list[date], list[Decimal]]] = {one: ([], []) for one in currencies}
        rows = self._engine.rows(
            "SELECT currency, date, rate FROM rates WHERE currency IN (SELECT UNNEST(?)) ORDER BY date",
            [[one for one in currencies if one != REFERENCE]],
        )
        for currency, day, rate in rows:
            days, rates = found[currency]
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
