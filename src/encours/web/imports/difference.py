"""The explained difference as a page shows it: totals, causes that add up to them, items; each leads to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from encours.book.reasons import Cause
from encours.i18n import _
from encours.web import typography
from encours.web.access.perimeter import whole
from encours.web.imports.sandbox.differences import label_of, reason_of
from encours.web.tables import Column, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Moved:
    """The position in one currency before and after, None for who does not see the whole of it; links to its rows."""

    currency: str
    before: Decimal | None
    difference: Decimal
    after: Decimal | None
    before_url: str
    after_url: str


@dataclass(frozen=True, slots=True)
class Caused:
    """What one cause moved; `items` is None where they were not counted apart."""

    label: str
    currency: str
    items: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """`count` items differ in all, `lines` are the largest of them."""

    before: int
    after: int
    day: date
    count: int
    totals: list[Moved]
    causes: list[Caused]
    lines: list[Mapping[str, Any]]

    @property
    def shortened(self) -> bool:
        return self.count > len(self.lines)


def difference_of(visit: Visit, content: Mapping[str, Any]) -> Difference:
    """From what the explanation kept."""
    return Difference(
        content["before"],
        content["after"],
        date.fromisoformat(content["as_of"]),
        content["count"],
        [_moved(visit, content, total) for total in content["totals"]],
        [
            Caused(label_of(one["cause"]), one["currency"], one["items"], Decimal(one["amount"]))
            for one in content["causes"]
        ],
        content["lines"],
    )


def difference_table(request: HttpRequest, visit: Visit, difference: Difference) -> Table:
    """The items that differ, the largest first."""
    frame = Frame(_("Items that differ"), prefix="d", size=25)
    return of_rows(request, "moved", columns(visit), difference.lines, frame)


def columns(visit: Visit) -> list[Column]:
    """An item, its position before and after, and why."""
    return [
        Column("item", _("Item"), href=lambda line: visit.url("item", line["entity"], line["item"])),
        Column("entity", _("Entity")),
        Column("customer", _("Customer")),
        _money("before", _("Before")),
        _money("after", _("After")),
        _money("difference", _("Difference")),
        Column("currency", _("Currency"), hidden=True),
        Column("cause", _("Cause"), Kind.TAG, value=lambda line: label_of(line["cause"])),
        Column("reasons", _("Reasons"), value=_reasons),
    ]


def _money(key: str, label: str) -> Column:
    return Column(
        key,
        label,
        Kind.MONEY,
        value=lambda line: Decimal(line[key]),
        currency=lambda line: line["currency"],
        style="cents",
    )


def _reasons(line: Mapping[str, Any]) -> str:
    return "; ".join(_said(reason, line["currency"]) for reason in line["reasons"])


def _said(reason: Mapping[str, Any], currency: str) -> str:
    """A reason, its dates and amounts as a person reads them."""
    found = reason_of(reason)
    read = _READ.get(found.cause)
    if read is None:
        return str(found)
    before, after = (read(text, currency) if text else "" for text in (found.before, found.after))
    return str(replace(found, before=before, after=after))


def _amount(text: str, currency: str) -> str:
    return typography.money(Decimal(text), currency, "cents")


def _day(text: str, _currency: str) -> str:
    return typography.day(date.fromisoformat(text))


_READ = {
    Cause.AMOUNT: _amount,
    Cause.ALLOCATION_ADDED: _amount,
    Cause.ALLOCATION_REMOVED: _amount,
    Cause.ALLOCATION_CHANGED: _amount,
    Cause.DUE_DATE: _day,
    Cause.POSTING_DATE: _day,
}


def _moved(visit: Visit, content: Mapping[str, Any], total: Mapping[str, str]) -> Moved:
    difference = Decimal(total["difference"])
    if not whole(visit.person):  # these are positions of the whole book
        return Moved(total["currency"], None, difference, None, "", "")
    urls = [_rows(visit, total["currency"], content["as_of"], content[name]) for name in ("before", "after")]
    return Moved(total["currency"], Decimal(total["before"]), difference, Decimal(total["after"]), *urls)


def _rows(visit: Visit, currency: str, day: str, version: int) -> str:
    """The open items of one currency on a day, as a version of the book knew them; none before the first."""
    if not version:
        return ""
    asked = {"date": day, "known": str(version), "currency": currency}
    return visit.rows_url("net", [f"currency={currency}"], **asked)
