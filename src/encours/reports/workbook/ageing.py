"""The aged balance as a table: one column per bucket, the credits, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from encours.cube import buckets
from encours.i18n import mark
from encours.reports.workbook.look import AGEING, Kind
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Column

LABELS = buckets.labels(buckets.edges(buckets.DEFAULT))
BUCKETS = tuple(f"b{rank}" for rank in range(len(LABELS)))
LATE = BUCKETS[1:]
KEYS = {**dict(zip(LABELS, BUCKETS, strict=True)), buckets.UNAPPLIED: "unapplied"}
ADDED = (*BUCKETS, "unapplied", "count")


def columns(report: Report, label: str, kind: Kind = Kind.TEXT) -> list[Column]:
    """A label, the buckets, gross, unapplied credits, net, overdue, overdue ratio, items."""
    say, summed = report.say, kind is Kind.TEXT
    first, last = f"{{{BUCKETS[0]}}}", f"{{{BUCKETS[-1]}}}"
    return [
        Column("label", label, kind),
        *bucket_columns(report, summed),
        Column("gross", say(mark("Gross")), Kind.MONEY, f"=SUM({first}:{last})", summed),
        Column("unapplied", say(mark("Unapplied credits")), Kind.MONEY, summed=summed),
        Column("net", say(mark("Net")), Kind.MONEY, "={gross}+{unapplied}", summed),
        Column("overdue", say(mark("Overdue")), Kind.MONEY, f"=SUM({{{LATE[0]}}}:{last})", summed),
        Column("rate", say(mark("Overdue ratio")), Kind.RATE, share_formula("overdue", "gross")),
        Column("count", say(mark("Open items")), Kind.COUNT, summed=summed),
    ]


def bucket_columns(report: Report, summed: bool = True) -> list[Column]:
    return [
        Column(key, report.say.bucket(label), Kind.MONEY, summed=summed, colour=colour)
        for key, label, colour in zip(BUCKETS, LABELS, AGEING, strict=True)
    ]


def share_formula(part: str, whole: str) -> str:
    """One column over another, "n.c." when the other is nil."""
    return f'=IF({{{whole}}}=0,"{{unknown}}",{{{part}}}/{{{whole}}})'


def aged_rows(result: Iterable[Mapping[str, Any]], *by: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows of net and item_count by bucket, gathered by the other dimensions, with all that adds up from them."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in result:
        cells = found.setdefault(tuple(row[name] for name in by), dict.fromkeys(ADDED, Decimal(0)))
        key = KEYS[row["bucket"]]
        if row["net"] is None:
            continue  # not known on that day
        cells[key] += row["net"]
        cells["count"] += row["item_count"]
        cells[f"{key}_count"] = row["item_count"]
    return {key: derived(cells) for key, cells in found.items() if cells["count"]}


def derived(cells: dict[str, Any]) -> dict[str, Any]:
    """The same row with gross, net, overdue and its ratio."""
    gross = sum((cells[key] for key in BUCKETS), Decimal(0))
    overdue = sum((cells[key] for key in LATE), Decimal(0))
    rate = overdue / gross if gross else None
    return {**cells, "gross": gross, "net": gross + cells["unapplied"], "overdue": overdue, "rate": rate}


def total_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The rows added up."""
    held = list(rows)
    return derived({key: sum((row[key] for row in held), Decimal(0)) for key in ADDED})
