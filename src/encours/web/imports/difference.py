"""The explained difference as a page shows it: totals, causes that add up to them, items; each leads to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from encours.i18n import _
from encours.web.imports.bringing import sees_all
from encours.web.imports.explaining import label_of, reason_of
from encours.web.imports.links import item_url, rows_url
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
    frame = Frame(_("Items that differ"), prefix="d", file="difference", size=25)
    return of_rows(request, "moved", columns(visit), difference.lines, frame)


def columns(visit: Visit) -> list[Column]:
    """An item, its position before and after, and why."""
    return [
        Column("item", _("Item"), href=lambda line: item_url(visit, line["entity"], line["item"])),
        Column("entity", _("Entity")),
        Column("customer", _("Customer")),
        _money("before", _("Before")),
        _money("after", _("After")),
        _money("difference", _("Difference")),
        Column("currency", _("Currency"), hidden=True),
        Column("cause", _("Cause"), Kind.TAG, value=lambda line: label_of(line["cause"])),
        Column(
            "reasons", _("Reasons"), value=lambda line: "; ".join(str(reason_of(r)) for r in line["reasons"])
        ),
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


def _moved(visit: Visit, content: Mapping[str, Any], total: Mapping[str, str]) -> Moved:
    difference = Decimal(total["difference"])
    if not sees_all(visit.person):  # these are positions of the whole book
        return Moved(total["currency"], None, difference, None, "", "")
    urls = [
        rows_url(visit, total["currency"], content["as_of"], content[name]) for name in ("before", "after")
    ]
    return Moved(total["currency"], Decimal(total["before"]), difference, Decimal(total["after"]), *urls)
