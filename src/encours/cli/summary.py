"""What an import says first: the files in all, as whoever exported them can check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.counts import number
from encours.book.reading import PrintedTotal
from encours.i18n import _, counted
from encours.money import UNIT
from encours.said import day_text, sum_text


def summary_lines(said: Mapping[str, Any] | None) -> Iterator[str]:
    """The lines of a summary as a report keeps it; none when the files hold no items, or the report is of before."""
    if said is None:
        return
    if said["kinds"]:
        yield from _kinds(said)
        line = counted(
            "  {0} customer, from {1} to {2}", "  {0} customers, from {1} to {2}", said["customers"]
        )
        yield line.format(number(said["customers"]), day_text(said["from"]), day_text(said["to"]))
        for one in said["open"]:
            line = _("  open: {0} {1}, of which {2} owed and {3} of credits")
            yield line.format(
                amount_text(one["net"]),
                one["currency"],
                amount_text(one["owed"]),
                amount_text(one["credits"]),
            )
    for total in said["printed"]:
        printed, read = Decimal(total["printed"]), Decimal(total["read"])
        yield f"  {PrintedTotal(total['file'], total['line'], printed, read)}"


def _kinds(said: Mapping[str, Any]) -> Iterator[str]:
    """One line a kind, then their total, in columns."""
    rows = [(words.kind(one["kind"]), one["count"], one["amount"], one["currency"]) for one in said["kinds"]]
    for total in said["totals"]:
        count = sum(one["count"] for one in said["kinds"] if one["currency"] == total["currency"])
        rows.append((_("Together"), count, total["amount"], total["currency"]))
    cells = [(label, number(count), amount_text(amount), currency) for label, count, amount, currency in rows]
    label, count, amount = (max(len(row[place]) for row in cells) for place in range(3))
    for row in cells:
        yield f"  {row[0]:<{label}}  {row[1]:>{count}}  {row[2]:>{amount}} {row[3]}"


def amount_text(amount: str | Decimal) -> str:
    """An amount with its thousands set apart."""
    return sum_text(int(Decimal(amount) * UNIT))
