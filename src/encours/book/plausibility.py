"""What looks wrong in an import though every line can be read: asked before it enters the book, not found after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from encours.book.engine import Engine
from encours.book.plausibility_rows import (
    AHEAD,
    CENTURY,
    CUSTOMERS,
    DUE,
    FIRST_DAY,
    FRESH,
    FRESH_AND_SAME,
    HELD,
    HUGE,
    OVERDUE,
    SIGN,
    SOLD,
    TWICE,
    UNDATED,
    UNPAID,
)
from encours.book.staging import Staged, source_lines
from encours.errors import option
from encours.i18n import mark_counted
from encours.said import Said, counted, day_text, sum_text

GRACE_DAYS = 7  # documents of the days to come are made ahead; later ones are not
DATES = ("date", "day", "due", "month")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at before importing: how often it is met, and a sentence with an example."""

    name: str
    count: int
    sentence: Said


@dataclass(frozen=True, slots=True)
class Check:
    """How a doubt is found. `rows` is SQL for at most one row; its columns are the values of `sentence` (of one, of
    several), those named `*_units` as amounts. `_file`, `_line` and `_text` make its `{example}`. `of` says of
    what alone it is asked: `list`, `no list`, or `history`: a list that is not said to be of a day."""

    name: str
    sentence: tuple[str, str]
    rows: str
    of: str = ""


FEW = 5  # a list that holds less than one in so many of what was open is hardly whole
SWEPT = 20  # items, at least, that it would settle
_SWEPT = f"""
SELECT o.entity, COUNT(*) FILTER (r.item IS NOT NULL) AS count, COUNT(*) AS among,
  (SELECT COUNT(*) FROM in_items i WHERE i.entity = o.entity AND i.inferred IS NOT TRUE) AS held
FROM open_before o LEFT JOIN reductions r ON r.entity = o.entity AND r.item = o.item AND r.still = 0
GROUP BY o.entity HAVING count >= {SWEPT} AND held * {FEW} < among ORDER BY o.entity
"""


def swept(engine: Engine, day: date) -> tuple[Doubt, ...]:
    """Entities of which a list of all that is open on a day would settle nearly everything, being short."""
    found = []
    for entity, count, among, held in engine.rows(_SWEPT):
        said = counted(
            "{entity}: this list holds {held} item and {among} were open: {count} would be settled on {day}. Does it "
            "hold all that is open?",
            "{entity}: this list holds {held} items and {among} were open: {count} would be settled on {day}. Does it "
            "hold all that is open?",
            int(held),
        )
        told = said.format(
            entity=entity, held=int(held), among=int(among), count=int(count), day=day_text(day)
        )
        found.append(Doubt("swept", int(count), told))
    return tuple(found)


def doubts(
    engine: Engine, items: Staged, day: date | None, today: date, listed: bool = False
) -> tuple[Doubt, ...]:
    """What is doubtful in the items an import adds or changes, in the order of the checks. `day` is that of a list of
    open items; `listed` says that the files are lists of anybody's, which may be one. What the book said already is not
    asked again."""
    engine.run(f"CREATE OR REPLACE TEMP VIEW fresh AS {FRESH}")
    held = engine.value("SELECT COUNT(*) FROM duckdb_tables() WHERE table_name = 'listed_items'")
    engine.run(f"CREATE OR REPLACE TEMP VIEW met AS {FRESH_AND_SAME if held else 'SELECT * FROM fresh'}")
    named = {"ahead": today + timedelta(days=GRACE_DAYS), "day": day or FIRST_DAY}
    found = []
    kinds_of_files = {"", "list" if listed else "no list", *(["history"] if listed and not day else [])}
    for check in (check for check in CHECKS if check.of in kinds_of_files):
        rows = check.rows.format(**{name: f"DATE '{value}'" for name, value in named.items()})
        columns, answers = engine.columns(rows)
        found += [_told(check, items, dict(zip(columns, row, strict=True))) for row in answers if row[0]]
    return tuple(found)


def _told(check: Check, items: Staged, row: dict[str, Any]) -> Doubt:
    values = {
        name.removesuffix("_units"): sum_text(value) if name.endswith("_units") else _shown(name, value)
        for name, value in row.items()
        if not name.startswith("_")
    }
    values["option"] = option("terms")
    if row.get("_file"):
        values["example"] = _place(items, row["_file"], row["_line"], row["_text"])
    count = int(row["count"])
    return Doubt(check.name, count, counted(*check.sentence, count).format(**values))


def _shown(name: str, value: Any) -> Any:
    return day_text(value) if name in DATES and value else value


def _place(items: Staged, file: str, line: int, text: str | None) -> str:
    """A line as a person finds it again."""
    where = f"{file}:{source_lines(items, [line]).get(line, line)}"
    return f"{where} ({text})" if text else where


CHECKS: Sequence[Check] = (
    Check(
        "twice",
        mark_counted(
            "{count} document stands twice, with the same number, customer, dates and amount: "
            "{example}. Are they two?",
            "{count} documents stand twice, with the same number, customer, dates and amount: "
            "{example}. Are they two?",
        ),
        TWICE,
    ),
    Check(
        "held",
        mark_counted(
            "{count} document is in the book under another key: {example} is {item} there. Do these "
            "files come from another source?",
            "{count} documents are in the book under another key: {example} is {item} there. Do "
            "these files come from another source?",
        ),
        HELD,
    ),
    Check(
        "huge",
        mark_counted(
            "{count} amount is over a hundred times what is usual ({middle} {currency}): {amount} at "
            "{example}. Is the decimal mark in its place?",
            "{count} amounts are over a hundred times what is usual ({middle} {currency}): {amount} "
            "at {example}. Is the decimal mark in its place?",
        ),
        HUGE,
    ),
    Check(
        "ahead",
        mark_counted(
            "{count} document is dated in the future, {date}: {example}. Are day and month in order?",
            "{count} documents are dated in the future, up to {date}: {example}. Are day and month in order?",
        ),
        AHEAD,
    ),
    Check(
        "due",
        mark_counted(
            "{count} document falls due over three years after its date, {date}: {example}. Is the "
            "year right?",
            "{count} documents fall due over three years after their date, up to {date}: {example}. "
            "Is the year right?",
        ),
        DUE,
    ),
    Check(
        "undated",
        mark_counted(
            "{count} document has no due date and is due on its own day: {example}. Say the terms of "
            "payment ({option}; 0: due at once), or which column holds the due dates.",
            "{count} documents have no due date and are due on their own day, such as {example}. Say "
            "the terms of payment ({option}; 0: due at once), or which column holds the due dates.",
        ),
        UNDATED,
        "list",
    ),
    Check(
        "undated",
        mark_counted(
            "{count} document has no due date and is due on its own day: {example}. Has it none?",
            "{count} documents have no due date and are due on their own day, such as {example}. "
            "Have they none?",
        ),
        UNDATED,
        "no list",
    ),
    Check(
        "century",
        mark_counted(
            "{count} document has a date of another century, {date}: {example}. Is the year right?",
            "{count} documents have a date of another century, such as {date}: {example}. Is the year right?",
        ),
        CENTURY,
    ),
    Check(
        "sign",
        mark_counted(
            "{entity}: all that is open would turn from {before} to {after} {currency}: customers "
            "would be owed money. Are debits and credits the right way round?",
            "{entity}: all that is open would turn from {before} to {after} {currency}: customers "
            "would be owed money. Are debits and credits the right way round?",
        ),
        SIGN,
    ),
    Check(
        "customers",
        mark_counted(
            "{entity}: {count} of the {among} customers met is new: {example}. Are these their usual "
            "codes, and the right entity?",
            "{entity}: {count} of the {among} customers met are new: {example}. Are these their "
            "usual codes, and the right entity?",
        ),
        CUSTOMERS,
    ),
    Check(
        "overdue",
        mark_counted(
            "{entity}: all {count} debits left open are overdue on {day}, the last since {due}. Is "
            "the column of due dates the right one?",
            "{entity}: all {count} debits left open are overdue on {day}, the last since {due}. Is "
            "the column of due dates the right one?",
        ),
        OVERDUE,
    ),
    Check(
        "sales",
        mark_counted(
            "{entity}: {count} documents of {month} make sales of {amount} {currency}, ten times "
            "those of the months before ({before} at most). Is the month whole, and counted once?",
            "{entity}: {count} documents of {month} make sales of {amount} {currency}, ten times "
            "those of the months before ({before} at most). Is the month whole, and counted once?",
        ),
        SOLD,
    ),
    Check(
        "unpaid",
        mark_counted(
            "{entity}: no payment among {count} documents. Is this the list of what was open on a "
            "day? Say of which: without it they are taken for all that was ever invoiced, and nobody "
            "ever pays.",
            "{entity}: no payment among {count} documents. Is this the list of what was open on a "
            "day? Say of which: without it they are taken for all that was ever invoiced, and nobody "
            "ever pays.",
        ),
        UNPAID,
        "history",
    ),
)
