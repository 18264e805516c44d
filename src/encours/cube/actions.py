"""Actions as lists tell them: what was done by a day; the last one about each customer or item; the next steps due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.book.engine import name as sql_name
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.recorded import ABOUT, Recorded
from encours.cube.visible import of_items, seen_customers, seen_items
from encours.cube.work_measures import CHASING

ACTIONS = Recorded(
    "actions",
    """
    SELECT a.action, a.customer_id, a.item_id, a.item, a.ccy, a.deed AS kind, a.level, a.channel, a.automatic,
      a.done_at, a.done_on, a.minutes, a.author, a.outcome, a.contact, a.note, a.next_step, a.next_on
    FROM {facts} a
    WHERE a.done_on <= DATE '{until}'
    """,
    (
        "action",
        "kind",
        "level",
        "channel",
        "automatic",
        "done_at",
        "done_on",
        "minutes",
        "author",
        "outcome",
        "contact",
        "note",
        "next_step",
        "next_on",
    ),
    words=("author", "contact", "note", "next_step", "outcome"),
)


@dataclass(frozen=True, slots=True)
class Few:
    """The customers looked at, by their numbers; None for all of them."""

    numbers: Sequence[int] | None = None

    @property
    def test(self) -> Text:
        if self.numbers is None:
            return Text("TRUE")
        return Text("f.customer_id IN (SELECT UNNEST(?::INTEGER[]))", [list(self.numbers)])


def last(by: str, day: date, confines: Sequence[Filter], few: Few) -> Text:
    """The last action by the end of a day on each customer (`by` is customer_id) or item (item_id), one row each, of
    those that reached for somebody: notes and statuses do not count. What names an item that may not be seen is left
    out."""
    return _newest(by, f"f.done_on <= DATE '{day}' AND {CHASING}", "TRUE", confines, few)


def next_steps(day: date, by_then: date, confines: Sequence[Filter], few: Few) -> Text:
    """The next step each customer is at, due by a day: that of the last action, by the end of `day`, of a person that
    reached for somebody, or that said a next step itself. A later action makes an earlier step void."""
    reaching = f"(f.next_on IS NOT NULL OR NOT f.automatic AND {CHASING})"
    return _newest(
        "customer_id",
        f"f.done_on <= DATE '{day}' AND {reaching}",
        f"f.next_on <= DATE '{by_then}'",
        confines,
        few,
    )


def _newest(by: str, counts: str, kept: str, confines: Sequence[Filter], few: Few) -> Text:
    """Of the actions that count, the newest of each number that is kept. Two of one instant are told apart by key."""
    account, theirs = seen_customers(confines), few.test
    on_items = of_items(confines)
    item = seen_items(on_items) if on_items else Text("TRUE")
    items = "items i ON i.item_id = f.item_id"
    beside = f"JOIN customers c ON c.customer_id = f.customer_id LEFT JOIN {items}" if on_items else ""
    seen = f"(f.item IS NULL OR {item.sql})" if on_items else "TRUE"
    columns = ", ".join(f"{_column(column)} AS {sql_name(column)}" for column in ACTIONS.every)
    sql = f"""
      WITH counted AS (
        SELECT f.* FROM acted f {beside} WHERE f.{by} IS NOT NULL AND {counts} AND {theirs.sql} AND {seen}
      ),
      newest AS (SELECT {by}, MAX(done_at) AS done_at FROM counted GROUP BY {by}),
      held AS (
        SELECT f.* FROM counted f JOIN newest n ON n.{by} = f.{by} AND n.done_at = f.done_at
        QUALIFY ROW_NUMBER() OVER (PARTITION BY f.{by} ORDER BY f.action DESC) = 1
      )
      SELECT {columns}, f.customer_id, f.item_id
      FROM held f
      JOIN customers c ON c.customer_id = f.customer_id
      LEFT JOIN {items}
      WHERE {kept} AND ({account.sql})
      ORDER BY f.next_on, f.done_at, f.action
    """
    parameters: list[Any] = [*theirs.parameters, *item.parameters, *account.parameters]
    return Text(sql, parameters)


def _column(column: str) -> str:
    """SQL of a column of lists in a row of the table."""
    if column in ABOUT:
        return ABOUT[column].replace("r.", "f.")
    return "f.deed" if column == "kind" else f"f.{sql_name(column)}"
