"""French late-payment law in figures: penalties, fixed compensation, and the table of payment delays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from encours.errors import DataError
from encours.i18n import _
from encours.indicators.ratio import ratio

DAY = timedelta(days=1)
BUCKETS = ("0", "1-30", "31-60", "61-90", "91+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A rate (0.0215 for 2.15 %) or an amount, in force from a day until the next one of its series."""

    from_date: date
    value: Decimal


# L.441-10 II: 10 points over the rate of the European Central Bank; D.441-5: 40 euros, owed since 2013.
POINTS_OVER_REFINANCING = Decimal("0.10")
MULTIPLE_OF_LEGAL_RATE = 3
FIXED_COMPENSATION = (Dated(date(2013, 1, 1), Decimal(40)),)


@dataclass(frozen=True, slots=True)
class Penalty:
    """The interest of the days that share one rate; both dates included."""

    from_date: date
    to_date: date
    days: int
    rate: Decimal
    amount: Decimal


def interest(open_amount: Decimal, rate: Decimal, days: Decimal) -> Decimal:
    """Simple interest on an amount incl. VAT: open × rate × days / 365.

    A quarter of a year at 10.25 %:

    >>> print(round(interest(Decimal(10_000), rate=Decimal("0.1025"), days=Decimal("91.25")), 2))
    256.25
    """
    return open_amount * rate * days / 365


def penalties(
    open_amount: Decimal, due: date, until: date, rate_of: Callable[[date], Decimal]
) -> tuple[Penalty, ...]:
    """Late-payment penalties on an amount open from its due date until a day, that day included.

    They run from the day after the due date, split where a half-year begins: `rate_of` gives the rate in
    force on 1 January or 1 July, frozen for that half-year (`statutory_rate` or `contractual_rate`). Call it
    once for each span over which the open amount did not change. Not rounded.

    >>> ecb = (Dated(date(2024, 12, 18), Decimal("0.0315")), Dated(date(2025, 6, 11), Decimal("0.0215")))
    >>> for part in penalties(Decimal(10_000), date(2025, 5, 31), date(2025, 8, 31), statutory_rate(ecb)):
    ...     print(part.from_date, part.to_date, part.days, part.rate, round(part.amount, 2))
    2025-06-01 2025-06-30 30 0.1315 108.08
    2025-07-01 2025-08-31 62 0.1215 206.38
    """
    return tuple(
        _penalty(open_amount, first, last, rate_of(_half_year_start(first)))
        for first, last in _half_years(due + DAY, until)
    )


def statutory_rate(refinancing: Sequence[Dated]) -> Callable[[date], Decimal]:
    """The rate when the contract says nothing: ECB main refinancing rate + 10 points (L.441-10 II)."""
    return lambda day: in_force(refinancing, day) + POINTS_OVER_REFINANCING


def contractual_rate(agreed: Decimal, legal_interest: Sequence[Dated]) -> Callable[[date], Decimal]:
    """The rate of the contract, but at least three times the legal interest rate (L.441-10 II).

    >>> rate_of = contractual_rate(Decimal("0.08"), [Dated(date(2025, 1, 1), Decimal("0.0371"))])
    >>> rate_of(date(2025, 1, 1))
    Decimal('0.1113')
    """
    return lambda day: max(agreed, MULTIPLE_OF_LEGAL_RATE * in_force(legal_interest, day))


def in_force(series: Sequence[Dated], day: date) -> Decimal:
    """The last value dated on or before the day, whatever their order; DataError when there is none."""
    known = [dated for dated in series if dated.from_date <= day]
    if not known:
        message = _("No rate in force on {day}: add to the rates the one that applied on that day.")
        raise DataError(message.format(day=day.isoformat()))
    return max(known, key=lambda dated: dated.from_date).value


def compensation(
    due: date,
    as_of: date,
    paid_on: date | None = None,
    *,
    insolvent: bool = False,
    amounts: Sequence[Dated] = FIXED_COMPENSATION,
) -> Decimal:
    """The fixed compensation owed for one invoice: 40 € once it is late, paid since or not (D.441-5).

    Once per invoice: neither per reminder nor per part payment. `paid_on` is the day of its last payment. It
    cannot be claimed when insolvency proceedings forbid the debtor to pay (`insolvent`).

    >>> [str(compensation(date(2025, 6, 30), as_of)) for as_of in (date(2025, 6, 30), date(2025, 7, 1))]
    ['0', '40']
    """
    last_day_open = as_of if paid_on is None else min(paid_on, as_of)
    if insolvent or last_day_open <= due or due + DAY < min(dated.from_date for dated in amounts):
        return Decimal(0)
    return in_force(amounts, due + DAY)


@dataclass(frozen=True, slots=True)
class Delays:
    """One column of the table: how many invoices, how much, and as a share of the sales of the year."""

    count: int
    amount: Decimal
    sales_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DelayTable:
    """The table of payment delays of the management report (D.441-6).

    `total` counts one day late and more: the column `0` stands outside it. `excluded` discloses the disputed
    invoices left out, none when they are in. `excluding_vat` must be said on the printed table.
    """

    columns: Mapping[str, Delays]
    total: Delays
    excluded: Delays | None
    excluding_vat: bool


def statutory_bucket(days_late: int) -> str:
    """The column of D.441-6 an invoice falls in; due today or later is `0`.

    >>> [statutory_bucket(days) for days in (-5, 0, 1, 30, 31, 90, 91)]
    ['0', '0', '1-30', '1-30', '31-60', '61-90', '91+']
    """
    return BUCKETS[min(max(days_late + 29, 0) // 30, len(BUCKETS) - 1)]


def delay_table(
    invoices: Mapping[str, Delays],
    sales: Decimal,
    *,
    excluding_vat: bool,
    disputed: Mapping[str, Delays] | None = None,
) -> DelayTable:
    """The D.441-6 table from the sums of each bucket of `BUCKETS`; a bucket not given is empty.

    `invoices` holds all of them, disputed or not. Giving `disputed`, those of them in dispute, takes these
    out and discloses their count and amount, without which the law does not let them be left out. `sales` are
    those of the year, with or without VAT like the amounts.
    """
    left_out = disputed or {}
    kept = {name: _less(invoices.get(name), left_out.get(name)) for name in BUCKETS}
    return DelayTable(
        columns={name: _share(column, sales) for name, column in kept.items()},
        total=_share(_sum([kept[name] for name in BUCKETS[1:]]), sales),
        excluded=None if disputed is None else _share(_sum(list(disputed.values())), sales),
        excluding_vat=excluding_vat,
    )


def _penalty(open_amount: Decimal, first: date, last: date, rate: Decimal) -> Penalty:
    days = (last - first).days + 1
    return Penalty(first, last, days, rate, interest(open_amount, rate, Decimal(days)))


def _half_years(first: date, last: date) -> Iterator[tuple[date, date]]:
    while first <= last:
        start = _half_year_start(first)
        following = date(start.year, 7, 1) if start.month == 1 else date(start.year + 1, 1, 1)
        yield first, min(last, following - DAY)
        first = following


def _half_year_start(day: date) -> date:
    return date(day.year, 1 if day.month < 7 else 7, 1)


def _less(column: Delays | None, part: Delays | None) -> Delays:
    whole, out = column or Delays(0, Decimal(0)), part or Delays(0, Decimal(0))
    return Delays(whole.count - out.count, whole.amount - out.amount)


def _sum(columns: Sequence[Delays]) -> Delays:
    return Delays(sum(c.count for c in columns), sum((c.amount for c in columns), Decimal(0)))


def _share(column: Delays, sales: Decimal) -> Delays:
    return Delays(column.count, column.amount, ratio(column.amount, sales))
