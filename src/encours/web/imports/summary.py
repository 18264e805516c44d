"""What files say in all, as pages show it first: documents by kind, customers, days, what is open, printed totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.book.reading import PrintedTotal
from encours.i18n import _


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind, or all of a currency together."""

    label: str
    count: int
    amount: Decimal
    currency: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class OpenLine:
    """What is left open in one currency."""

    currency: str
    net: Decimal
    owed: Decimal
    credits: Decimal


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary as a report keeps it, its amounts as numbers."""

    documents: int
    customers: int
    first: date | None
    last: date | None
    currencies: Sequence[str]
    kinds: Sequence[KindLine]
    opens: Sequence[OpenLine]
    printed: Sequence[PrintedTotal]


def summary_of(report: Mapping[str, Any]) -> Summary | None:
    """None when the files hold no items, or the report is of before summaries."""
    said = report.get("summary")
    if not said or not said["kinds"]:
        return None
    return Summary(
        said["documents"],
        said["customers"],
        date.fromisoformat(said["from"]),
        date.fromisoformat(said["to"]),
        said["currencies"],
        _kinds(said),
        [
            OpenLine(one["currency"], *(Decimal(one[name]) for name in ("net", "owed", "credits")))
            for one in said["open"]
        ],
        [
            PrintedTotal(one["file"], one["line"], Decimal(one["printed"]), Decimal(one["read"]))
            for one in said["printed"]
        ],
    )


def ties_of(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Totals of the ledger beside the book's, as numbers and days."""
    return [
        {
            **tie,
            **{name: Decimal(tie[name]) for name in ("source", "book")},
            **{name: date.fromisoformat(tie[name]) for name in ("first", "last") if tie.get(name)},
        }
        for tie in report.get("ties", ())
    ]


def _kinds(said: Mapping[str, Any]) -> list[KindLine]:
    """Those of each currency, then their total."""
    lines = []
    for total in said["totals"]:
        kinds = [one for one in said["kinds"] if one["currency"] == total["currency"]]
        lines += [
            KindLine(words.kind(one["kind"]), one["count"], Decimal(one["amount"]), one["currency"])
            for one in kinds
        ]
        count = sum(one["count"] for one in kinds)
        lines.append(KindLine(_("Together"), count, Decimal(total["amount"]), total["currency"], whole=True))
    return lines
