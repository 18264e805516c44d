"""The tables that stand beside a fact, for what it does not carry itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from encours.cube.contested import CAUSES, CAUSES_BY_DAY, CONTESTED, CONTESTED_BY_DAY


@dataclass(frozen=True, slots=True)
class Beside:
    """A table read beside a fact `f`, under its alias, with what ties it to a row.

    It stands `after` those it needs. It knows `{day}`, the date looked at, `{dated}`, the day that dates the money of a
    row, `{positions}`, `{among}` and `{whose}`. Every row of the fact has one there, unless it is only `perhaps`.
    """

    alias: str
    table: str = ""
    perhaps: bool = False
    after: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """SQL of a column, and the tables that must stand beside the fact to read it."""

    sql: str
    beside: tuple[Beside, ...] = ()


ROW = Beside("f")  # the row of the fact itself
ITEM = Beside("i", "items i ON i.item_id = f.item_id")
CUSTOMER = Beside("c", "customers c ON c.customer_id = f.customer_id")
NAME = Beside(
    "n",
    """(
      SELECT customer_id, CASE WHEN name IS NOT NULL THEN RANK() OVER (ORDER BY strip_accents(LOWER(name))) END AS rank
      FROM customers
    ) n ON n.customer_id = f.customer_id""",
)
CREDIT = Beside("k", "items k ON k.item_id = f.credit_id")
POSITION = Beside(
    "o",
    "positions o ON o.item_id = f.item_id AND o.valid_from <= DATE '{day}' AND o.valid_to > DATE '{day}'",
    perhaps=True,
)
DISPUTE = Beside("x", CONTESTED + " x ON x.item_id = f.item_id", perhaps=True)
DISPUTE_BY_DAY = Beside(
    "x", CONTESTED_BY_DAY + " x ON x.item_id = f.item_id AND x.as_of = f.as_of", perhaps=True
)
CAUSE = Beside("x", CAUSES + " x ON x.item_id = f.item_id", perhaps=True)
CAUSE_BY_DAY = Beside("x", CAUSES_BY_DAY + " x ON x.item_id = f.item_id AND x.as_of = f.as_of", perhaps=True)
RATE = Beside("r", "factors r ON r.day = {dated} AND r.ccy = f.ccy", perhaps=True)


def joined(
    tables: Iterable[Beside],
    day: date,
    dated: str = "",
    positions: str = "positions",
    itemless: bool = False,
    among: Sequence[int] = (),
) -> str:
    """SQL for these tables beside a fact, each once; of a fact whose rows may name no item, none is lost for it.
    Where the rows are those of a few items, what is gathered of all may be gathered `among` these."""
    known = {"day": day, "dated": dated, "positions": positions, **narrowed(among)}
    return "".join(
        f" {'LEFT JOIN' if one.perhaps or (itemless and one is ITEM) else 'JOIN'} {one.table.format(**known)}"
        for one in dict.fromkeys(each for table in tables for each in (*table.after, table))
        if one.table
    )


def narrowed(among: Sequence[int] = ()) -> dict[str, str]:
    """The conditions that keep a table to some items, or to those whose items they are; none: all of them."""
    if not among:
        return {"among": "", "whose": ""}
    items = f"item_id IN ({', '.join(map(str, among))})"
    return {
        "among": f"AND {items}",
        "whose": f"AND customer_id IN (SELECT customer_id FROM items WHERE {items})",
    }
