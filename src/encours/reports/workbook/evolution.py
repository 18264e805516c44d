"""How the position moved since the month-end before and since a year ago, in value and in count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from encours.i18n import mark
from encours.reports.workbook.ageing import BUCKETS, LABELS, aged_rows, derived
from encours.reports.workbook.look import Kind
from encours.reports.workbook.page import Page
from encours.reports.workbook.table import Column, draw

TIMES = ("now", "before", "year")
COUNTED = (*BUCKETS, "unapplied", "net")


def write(page: Page, row: int) -> int:
    """Write the table; the row that follows."""
    say = page.report.say
    row = page.heading(row, say(mark("Change since the month-end before and since a year ago")))
    table = draw(page, row, _columns(page), list(_rows(page)))
    return table.after


def _columns(page: Page) -> list[Column]:
    say, asked = page.report.say, page.report.asked
    days = dict(zip(TIMES, (asked.day, asked.before, asked.year_before), strict=True))
    money = [Column(key, say.day(day), Kind.MONEY) for key, day in days.items()]
    counts = [
        Column(f"{key}_count", say(mark("Items {0}")).format(say.day(day)), Kind.COUNT)
        for key, day in days.items()
    ]
    changes = [_change(say(mark("Change since {0}")).format(say.day(days[key])), key) for key in TIMES[1:]]
    growths = [_growth(say(mark("In %")), key) for key in TIMES[1:]]
    in_count = [
        _change(say(mark("Items since {0}")).format(say.day(days[key])), key, "_count", Kind.COUNT_CHANGE)
        for key in TIMES[1:]
    ]
    shares = [Column("share", say(mark("Share of gross")), Kind.RATE)]
    label = Column("label", say(mark("Bucket")), Kind.TEXT)
    moved = [column for pair in zip(changes, growths, strict=True) for column in pair]
    return [label, *money, *moved, *shares, *counts, *in_count]


def _change(label: str, then: str, of: str = "", kind: Kind = Kind.COUNT_CHANGE) -> Column:
    return Column(f"{then}{of}_change", label, kind, f"={{now{of}}}-{{{then}{of}}}")


def _growth(label: str, then: str) -> Column:
    formula = f'=IF({{{then}}}=0,"{{unknown}}",({{now}}-{{{then}}})/ABS({{{then}}}))'
    return Column(f"{then}_growth", label, Kind.GROWTH, formula)


def _rows(page: Page) -> Iterator[dict[str, Any]]:
    asked, say = page.report.asked, page.report.say
    aged = {key[0]: cells for key, cells in aged_rows(asked.ageing, "as_of").items()}
    days = (asked.day, asked.before, asked.year_before)
    none = derived(dict.fromkeys((*BUCKETS, "unapplied", "count"), Decimal(0)))
    then = {key: aged.get(day.isoformat(), none) for key, day in zip(TIMES, days, strict=True)}
    labels = {key: say.bucket(label) for key, label in zip(BUCKETS, LABELS, strict=True)}
    gross = say(mark("Gross"))
    for key, label in (
        *labels.items(),
        ("gross", gross),
        ("unapplied", say(mark("Unapplied credits"))),
        ("net", say(mark("Net"))),
    ):
        strong = {"look": {"bold": True}} if key in ("gross", "net") else {}
        yield {"label": label, **_row(key, then), **strong}


def _row(key: str, then: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for time, cells in then.items():
        row[time], row[f"{time}_count"] = cells[key], count_of(key, cells)
    for time in TIMES[1:]:
        row[f"{time}_change"] = row["now"] - row[time]
        row[f"{time}_growth"] = row[f"{time}_change"] / abs(row[time]) if row[time] else None
        row[f"{time}_count_change"] = row["now_count"] - row[f"{time}_count"]
    gross = then["now"]["gross"]
    row["share"] = row["now"] / gross if gross and key in (*BUCKETS, "gross") else ""
    return row


def count_of(key: str, cells: Mapping[str, Any]) -> Decimal:
    """Open items behind a line: of the debits for the gross, of all for the net."""
    parts = {"gross": BUCKETS, "net": (*BUCKETS, "unapplied")}.get(key, (key,))
    return sum((Decimal(cells.get(f"{part}_count", 0)) for part in parts), Decimal(0))
