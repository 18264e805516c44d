"""What stands behind figures that are no plain division: the months a count-back walks, the largest customers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from encours.cube.filters import equals
from encours.cube.measure import MONEY_SQUARED
from encours.cube.periods import add_months, month_end
from encours.i18n import _
from encours.indicators.concentration import POSITIVE, SQUARES
from encours.indicators.record import Indicator, Need, Parameter, Shape, When
from encours.web import typography
from encours.web.indicators import fractions
from encours.web.indicators.explanation import Term, product, term
from encours.web.indicators.subject import Subject

MOST_MONTHS = 120
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month of sales taken off the balance: the days it counts for, and what remains after it."""

    start: date
    sales: Decimal
    length: int
    days: Decimal
    before: Decimal
    left: Decimal
    href: str


@dataclass(frozen=True, slots=True)
class Holder:
    """One of the largest, its net position and its share of all the positive ones; the square of its position where
    the figure adds squares up."""

    name: str
    code: str
    net: Decimal
    share: Decimal | None
    href: str
    square: str


def detail(subject: Subject) -> dict[str, Any]:
    """The walk or the list, whichever the figure is made of."""
    if subject.of.shape is Shape.MONTHS:
        return walk(subject)
    return largest(subject)


def walk(subject: Subject) -> dict[str, Any]:
    """The balance, then the months whose sales cover it, newest first, as the count-back takes them."""
    found = subject.ask()
    value, least = found.rows[0][subject.key], (0, subject.key) in found.lower_bounds
    starts = _starts(subject.visit.day, value)
    balance, sales = _sums(subject, starts)
    months = _walked(subject, balance, starts, sales, value) if value is not None else []
    return {
        "balance": _balance(subject, balance),
        "months": months,
        "value": value,
        "exact": typography.divided(value, subject.unit) if value is not None else "",
        "least": least,
        "last": months[-1] if months and value and not least else None,
        "whole": sum(month.length for month in months[:-1]),
    }


def _starts(day: date, value: Decimal | None) -> list[date]:
    """First days of the months walked, newest first."""
    first = day.replace(day=1)
    if value is None:
        return [first]
    back = day - timedelta(days=int(value))
    count = (first.year - back.year) * 12 + first.month - back.month + 1
    return [add_months(first, -n) for n in range(min(count, MOST_MONTHS))]


def _sums(subject: Subject, starts: list[date]) -> tuple[Decimal, list[Decimal]]:
    """The balance, and the sales of each month as known at the date: one question."""
    of, day = subject.of, subject.visit.day
    assert isinstance(of, Indicator)
    balance = replace(
        of,
        name="_balance",
        shape=Shape.SUMS,
        reckoned=lambda _, *, balance, disputed=Decimal(0), **__: balance - disputed,
    )
    also = {"_balance": balance}
    for n, start in enumerate(starts):
        length = f"{(day - start).days + 1}d"
        also[f"_since{n}"] = replace(
            of,
            name=f"_since{n}",
            shape=Shape.SUMS,
            needs=lambda _: (Need("sales", When.WINDOW),),
            reckoned=lambda _, *, sales, **__: sales,
            parameters=(*of.parameters, Parameter("window", length, "")),
        )
    book = subject.visit.book.using(also)
    lacks, _none = book.lacking(subject.key, dates=[day], where=subject.where, settings=subject.settings)
    where = [*subject.where, *([equals("entity", *sorted(lacks), operator="!=")] if lacks else [])]
    row = book.show(*also, **subject.visit.asked, where=where, settings=subject.settings).rows[0]
    since = [row[f"_since{n}"] or Decimal(0) for n in range(len(starts))]
    return row["_balance"], [now - before for now, before in zip(since, [Decimal(0), *since], strict=False)]


def _walked(
    subject: Subject, balance: Decimal, starts: list[date], sales: list[Decimal], value: Decimal
) -> list[Month]:
    """Each month counts whole, the last one for what remains of the figure."""
    months: list[Month] = []
    left, counted = balance, Decimal(0)
    for start, sold in zip(starts, sales, strict=True):
        length = min((month_end(start) - start).days + 1, (subject.visit.day - start).days + 1)
        days = min(Decimal(length), value - counted)
        if days <= 0 and months:
            break
        before, left = left, max(left - sold, Decimal(0)) if sold > 0 else left - sold
        counted += days
        end = min(month_end(start), subject.visit.day).isoformat()
        href = subject.visit.rows_url("sales", subject.where, date=end, window=f"{length}d")
        months.append(Month(start, sold, length, days, before, left, href))
    return months


def _balance(subject: Subject, balance: Decimal) -> Term:
    chosen = subject.settings
    shown = term(subject, Need(chosen["balance"]), balance)
    if chosen["disputes"] == "in":
        return shown
    return replace(shown, label=_("{0} without disputes").format(shown.label), href="")


def largest(subject: Subject) -> dict[str, Any]:
    """The largest positive net positions and their shares, then all the others together: the table adds up."""
    visit, groups = subject.visit, subject.settings["over"] == "group"
    fields = ["group"] if groups else ["entity", "customer", "customer_name"]
    n = int(subject.settings.get("n", SHOWN))
    total, squares = _positive(subject)
    where = [*subject.where, "group!="] if groups else subject.where
    found = visit.ranked("net", by=fields, where=where, having="net>0", order="-net", limit=min(n, SHOWN))
    holders = [_holder(subject, row, total, groups) for row in found.rows]
    others = total - sum((one.net for one in holders), Decimal(0))
    left = squares - sum((one.net * one.net for one in holders), Decimal(0))
    return {
        "total": typography.money(total, visit.currency, "cents"),
        "total_href": visit.rows_url("net", subject.where),
        "n": n,
        "holders": holders,
        "others": Holder(_("All the others"), "", others, _share(others, total), "", _square(subject, left)),
        "all": Holder(_("Total"), "", total, _share(total, total), "", _square(subject, squares)),
    }


def _positive(subject: Subject) -> tuple[Decimal, Decimal]:
    """All the positive positions together, and their squares, as the figure itself sums them."""
    assert isinstance(subject.of, Indicator)
    sides = (("_total", POSITIVE), ("_squares", SQUARES))
    also = {name: fractions.alone(subject.of, name, side) for name, side in sides}
    asked = {**subject.visit.asked, "where": subject.where, "settings": subject.settings}
    (row,) = subject.visit.book.using(also).show(*also, **asked).rows
    return row["_total"], row["_squares"]


def _holder(subject: Subject, row: dict[str, Any], total: Decimal, groups: bool) -> Holder:
    fields = ("group",) if groups else ("entity", "customer")
    conditions = [equals(field, row[field]) for field in fields]
    name = row["group"] if groups else row["customer_name"] or row["customer"]
    code = "" if groups else f"{row['entity']} · {row['customer']}"
    net = row["net"]
    href = subject.visit.rows_url("net", [*subject.where, *conditions])
    return Holder(name, code, net, _share(net, total), href, _square(subject, net * net))


def _share(amount: Decimal, total: Decimal) -> Decimal | None:
    return amount / total if total > 0 else None


def _square(subject: Subject, square: Decimal) -> str:
    """Only where the figure adds squares up."""
    wanted = subject.fraction
    if wanted is None or wanted.above_kind != MONEY_SQUARED:
        return ""
    return product(square, MONEY_SQUARED, subject.visit.currency)
