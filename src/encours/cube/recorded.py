"""What people record in a table of the book, as lists tell it: those that may be seen at a date, sought and summed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from encours.book.engine import Engine
from encours.book.engine import name as sql_name
from encours.cube.branches import Text
from encours.cube.filters import Filter
from encours.cube.one_account import own_rows
from encours.cube.overlay import LAYERS
from encours.cube.search import holds
from encours.cube.visible import of_customers, of_items, seen_customers, seen_items

# What every list tells of whom a record is about; `document` is the number people know the item by.
ABOUT = {
    "entity": "c.entity",
    "customer": "c.customer",
    "customer_name": "c.name",
    "portfolio": "c.portfolio",
    "item": "r.item",
    "document": "COALESCE(i.document, r.item)",
    "business_unit": "i.business_unit",
    "currency": "r.ccy",
}
SEARCHED = ("c.customer", "c.name", "r.item", "i.document")


@dataclass(frozen=True, slots=True)
class Recorded:
    """How the rows of a table that people write are listed.

    `rows` is SQL for those there are at a date. It knows `{facts}`, the published table that numbers the rows, `{own}`,
    the table of the book, `{day}`, the day whose ledger is looked at, `{until}`, the last day on which people are
    heard, and `{seen}`, once, which holds of an item `i` of a customer `c` that may be seen. Each row has
    `customer_id`, `item_id` and `item` (null: about the whole account), `ccy`, and `columns`; those in `money` are in
    units. It `weighs` on what is open where it reads positions.
    """

    table: str
    rows: str
    columns: tuple[str, ...]
    money: tuple[str, ...] = ()
    choices: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # what a column may be, where it is one of a few
    words: tuple[str, ...] = ()  # columns that a search reads besides who it is about
    weighs: bool = False

    @property
    def key(self) -> str:
        return LAYERS[self.table].key

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.columns, *ABOUT)

    def sql(self, column: str) -> str:
        return ABOUT.get(column) or f"r.{sql_name(column)}"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which records: values of columns of text (`among`, the empty one for none), days between two (`between`),
    conditions on the customers (`where`), words, columns that say something (`present`). `facts` is where they are
    read, `own` where their fields of one's own are."""

    day: date
    until: date
    facts: str
    own: str
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    between: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    where: Sequence[Filter] = ()
    search: str = ""
    present: Sequence[str] = ()


def facts(engine: Engine, of: Recorded, *, imported: bool = False) -> tuple[str, str]:
    """SQL for the published table that numbers the rows, and for the table of the book: with what people recorded laid
    over them, or without."""
    layer = LAYERS[of.table]
    numbering, own = (
        f"(SELECT * FROM {own_rows(engine, table)})" if imported else table
        for table in (layer.facts or layer.table, layer.table)
    )
    return numbering, own


def page(
    of: Recorded, sought: Sought, confines: Sequence[Filter], order: str, limit: int, offset: int
) -> Text:
    """The rows of a page in an order (`-amount` from the largest down; what has no value last), each with `custom`, a
    map of its fields of one's own."""
    text = _found(of, sought, confines)
    columns = ", ".join(f"{of.sql(column)} AS {sql_name(column)}" for column in of.every)
    by, way = of.sql(order.removeprefix("-")), "DESC" if order.startswith("-") else "ASC"
    folded = f"strip_accents(LOWER({by}))" if order.removeprefix("-") == "customer_name" else by
    order_by = f"{folded} {way} NULLS LAST, {of.sql(of.key)}"
    shown = (
        f"SELECT {columns}, ROW_NUMBER() OVER (ORDER BY {order_by}) AS place {text.sql} "
        f"ORDER BY place LIMIT {limit} OFFSET {offset}"
    )
    # Fields of one's own are looked up for the rows of the page alone.
    text.sql = f"SELECT p.* EXCLUDE (place), {_own(of, sought)} FROM ({shown}) p ORDER BY p.place"
    return _held(of, sought, confines, text)


def sums(of: Recorded, sought: Sought, confines: Sequence[Filter], by: Sequence[str]) -> Text:
    """How many there are and what they come to, in each currency of each cell: columns of `by`, `currency`, `count`,
    those of money."""
    text = _found(of, sought, confines)
    cells = ", ".join(f"{of.sql(column)} AS {sql_name(column)}" for column in (*by, "currency"))
    money = "".join(f", COALESCE(SUM({of.sql(column)}), 0)::BIGINT AS {column}" for column in of.money)
    text.sql = f"SELECT {cells}, COUNT(*) AS count{money} {text.sql} GROUP BY ALL ORDER BY ALL"
    return _held(of, sought, confines, text)


def over(of: Recorded, sought: Sought, confines: Sequence[Filter], select: str) -> Text:
    """A query of one's own over the rows sought, `r`, of a customer `c`, about an item `i`: `{rows}`, once, is where
    they are read."""
    text = _found(of, sought, confines)
    text.sql = select.format(rows=text.sql)
    return _held(of, sought, confines, text)


def _own(of: Recorded, sought: Sought) -> str:
    return f"(SELECT ANY_VALUE(o.custom) FROM {sought.own} o WHERE o.{of.key} = p.{of.key}) AS custom"


def named(account: tuple[str, str], items: Sequence[str], confines: Sequence[Filter]) -> Text:
    """Of these items of an account, those that may be seen: item, the number people know it by, currency."""
    seen = seen_items(confines)
    return Text(
        "SELECT i.item, COALESCE(i.document, i.item) AS document, i.ccy AS currency "
        "FROM items i JOIN customers c ON c.customer_id = i.customer_id "
        f"WHERE i.entity = ? AND i.customer = ? AND i.item IN (SELECT UNNEST(?::VARCHAR[])) AND {seen.sql}",
        [*account, list(items), *seen.parameters],
    )


def _held(of: Recorded, sought: Sought, confines: Sequence[Filter], text: Text) -> Text:
    """The rows there are, by what they say themselves, are found once: items are then looked up for these few."""
    seen = seen_items(confines)
    places = {"facts": sought.facts, "own": sought.own, "day": sought.day, "until": sought.until}
    rows = of.rows.format(**places, seen=seen.sql)
    said = _tests(of, sought, of.columns)
    held = f"SELECT * FROM ({rows}) r WHERE {said.sql}"
    confined = seen.parameters if "{seen}" in of.rows else []
    return Text(
        f"WITH held AS MATERIALIZED ({held}) {text.sql}", [*confined, *said.parameters, *text.parameters]
    )


def _tests(of: Recorded, sought: Sought, columns: Sequence[str]) -> Text:
    """What is asked of these columns."""
    tests, parameters = ["TRUE"], list[Any]()
    for column in columns:
        if column in sought.among:
            tests.append(f"COALESCE({of.sql(column)}, '') IN (SELECT UNNEST(?::VARCHAR[]))")
            parameters.append(list(sought.among[column]))
        if column in sought.present:
            tests.append(f"{of.sql(column)} IS NOT NULL")
        for sign, day in zip((">=", "<="), sought.between.get(column, ()), strict=False):
            if day is not None:
                tests.append(f"{of.sql(column)} {sign} ?")
                parameters.append(day)
    return Text(" AND ".join(tests), parameters)


def _found(of: Recorded, sought: Sought, confines: Sequence[Filter]) -> Text:
    """FROM and WHERE of the records sought, of an account that may be seen and about an item that may be seen."""
    account, item = seen_customers(confines), seen_items(of_items(confines))
    about = _tests(of, sought, tuple(ABOUT))
    tests = [f"({account.sql})", f"(r.item IS NULL OR {item.sql})", about.sql]
    parameters = [*account.parameters, *item.parameters, *about.parameters]
    for text in map(of_customers, sought.where):
        tests.append(f"({text.sql})")
        parameters += text.parameters
    if sought.search.strip():
        read = [*SEARCHED, *(of.sql(column) for column in (of.key, *of.words))]
        tests.append("(" + " OR ".join(map(holds, read)) + ")")
        parameters += [sought.search.strip()] * len(read)
    return Text(
        "FROM held r JOIN customers c ON c.customer_id = r.customer_id LEFT JOIN (SELECT * FROM items WHERE item_id IN "
        f"(SELECT item_id FROM held)) i ON i.item_id = r.item_id WHERE {' AND '.join(tests)}",
        parameters,
    )
