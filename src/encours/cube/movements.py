"""What a customer paid or was credited, which debit each credit went to, and one item with all that touches it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.engine import name
from encours.book.parse import kinds
from encours.book.records import DEBITS, ITEMS, SALES, Kind
from encours.cube.branches import Text
from encours.cube.facts.beside import joined
from encours.cube.facts.standing import BLOCKING, CHASE, blocking_cause, reminder_status
from encours.cube.filters import Filter
from encours.cube.periods import Window
from encours.cube.visible import seen_items

BILLED = tuple(kind for kind in SALES if kind in DEBITS)


def credits(number: int, of: tuple[Kind, ...], confines: Sequence[Filter], day: date) -> Text:
    """Credits of some kinds posted by a day, with what of each is still to be used; in no order.

    Columns: item, kind, document, posting_date, value_date, currency, amount, matched, unmatched (units, positive),
    reference, payment_method, inferred.
    """
    seen = seen_items(confines)
    sql = (
        "SELECT i.item, i.kind, i.document, i.posting_date, i.issued_on AS value_date, i.ccy AS currency, "
        "-i.amount AS amount, COALESCE(p.open_units, 0) - i.amount AS matched, "
        "-COALESCE(p.open_units, 0) AS unmatched, i.reference, i.payment_method, "
        "COALESCE(i.inferred, FALSE) AS inferred "
        "FROM items i JOIN customers c ON c.customer_id = i.customer_id "
        f"LEFT JOIN {_open(f'customer_id = {int(number)}', day)} p ON p.item_id = i.item_id "
        f"WHERE i.customer_id = {int(number)} AND i.kind IN ({kinds(of)}) AND i.posting_date <= DATE '{day}' "
        f"AND {seen.sql}"
    )
    return Text(sql, seen.parameters)


def billed(number: int, confines: Sequence[Filter], over: Window, days: int) -> Text:
    """Invoices and debit notes issued in a window and posted by its end, those of the last `days` days of posting.

    Newest first. Columns: item, kind, document, posting_date, due_date, currency, amount (units).
    """
    seen = seen_items(confines)
    beside = (
        " JOIN items i ON i.item_id = f.item_id JOIN customers c ON c.customer_id = f.customer_id"
        if confines
        else ""
    )
    sql = (
        "SELECT i.item, t.kind, i.document, t.posting_date, t.due_on AS due_date, t.ccy AS currency, t.amount FROM ("
        "SELECT f.*, DENSE_RANK() OVER (ORDER BY f.posting_date DESC) AS place "
        f"FROM billings f{beside} WHERE f.customer_id = {int(number)} AND f.kind IN ({kinds(BILLED)}) "
        f"AND f.issued_on BETWEEN DATE '{over.start}' AND DATE '{over.end}' AND f.posting_date <= DATE '{over.end}' "
        f"AND {seen.sql}) t JOIN (SELECT * FROM items WHERE customer_id = {int(number)}) i ON i.item_id = t.item_id "
        f"WHERE t.place <= {int(days)} ORDER BY t.posting_date DESC, t.item_id"
    )
    return Text(sql, seen.parameters)


def item_numbers(entity: str, item: str, confines: Sequence[Filter], day: date) -> Text:
    """The number of an item posted by a day and that may be seen, and of its customer."""
    seen = seen_items(confines)
    sql = (
        "SELECT i.item_id, i.customer_id FROM items i JOIN customers c ON c.customer_id = i.customer_id "
        f"WHERE i.entity = ? AND i.item = ? AND i.posting_date <= DATE '{day}' AND {seen.sql}"
    )
    return Text(sql, [entity, item, *seen.parameters])


def item(number: int, day: date) -> Text:
    """Every column of an item as figures read it, its customer's name, its open amount on the day and its own fields.

    Dates left unsaid are those that stand for them; `due_read` says whether the due date was given.
    """
    read = {"currency": "i.ccy", "issue_date": "i.issued_on", "due_date": "i.due_on"}
    columns = [f"{read.get(n, 'i.' + name(n))} AS {name(n)}" for n in ITEMS.names]
    return Text(
        f"SELECT {', '.join(columns)}, i.due_date IS NOT NULL AS due_read, i.custom, c.name AS customer_name, "
        "COALESCE(p.open_units, 0) AS open FROM items i JOIN customers c ON c.customer_id = i.customer_id "
        f"LEFT JOIN {_open(f'item_id = {int(number)}', day)} p ON p.item_id = i.item_id WHERE i.item_id = {int(number)}"
    )


def standing(number: int, day: date) -> Text:
    """What blocks an item on a day, and how far it was chased by then."""
    beside = joined((BLOCKING, CHASE), day, among=[number])
    return Text(
        f"SELECT {blocking_cause()} AS blocking_cause, {reminder_status()} AS reminder_status "
        f"FROM (SELECT * FROM items WHERE item_id = {int(number)}) f{beside}"
    )


def disputes(number: int, day: date) -> Text:
    """Disputes opened about an item by a day; how one ended is told once it has."""
    closed = f"closed_on <= DATE '{day}'"
    return Text(
        f"SELECT dispute, cause, owner, amount, ccy AS currency, opened_on, CASE WHEN {closed} THEN closed_on END AS "
        f"closed_on, CASE WHEN {closed} THEN outcome END AS outcome FROM contests "
        f"WHERE item_id = {int(number)} AND opened_on <= DATE '{day}' ORDER BY opened_on DESC, dispute"
    )


def allocations(customer: int, confines: Sequence[Filter], day: date, item: int | None = None) -> Text:
    """Which credit went to which debit by a day, for a customer or for one of its items; in no order.

    Columns: date, debit_item, debit_kind, debit_document, debit_due_date, credit_item, credit_kind, credit_document,
    value_date, amount (units), currency, matching_ref, inferred, other_customer. Where one of the two items is of a
    customer who may not be seen, or is posted later, nothing of it is told.
    """
    seen = seen_items(confines)
    beside = " JOIN customers c ON c.customer_id = i.customer_id" if confines else ""
    sided = f"SELECT {_SIDED}, {seen.sql} AND i.posting_date <= DATE '{day}' AS seen FROM items i{beside}"
    alone = f" AND item_id = {int(item)}" if item is not None else ""
    sql = (
        f"WITH mine AS MATERIALIZED ({sided} WHERE i.customer_id = {int(customer)}), "
        f"own AS MATERIALIZED (SELECT item_id FROM mine WHERE seen{alone}), "
        f"sides AS MATERIALIZED ({_side('debit_id', day)} UNION ALL {_side('credit_id', day)} "
        "AND a.debit_id NOT IN (SELECT item_id FROM own)), "
        "others AS MATERIALIZED (SELECT UNNEST([debit_id, credit_id]) AS item_id FROM sides "
        "EXCEPT SELECT item_id FROM mine), parties AS MATERIALIZED (SELECT * FROM mine UNION ALL "
        f"{sided} WHERE i.item_id IN (SELECT item_id FROM others)) SELECT {_allocated(customer)} FROM sides a "
        "JOIN parties d ON d.item_id = a.debit_id JOIN parties k ON k.item_id = a.credit_id"
    )
    return Text(sql, [*seen.parameters, *seen.parameters])


_SIDED = "i.item_id, i.customer_id, i.customer, i.item, i.kind, i.document, i.due_on, i.issued_on, i.ccy"


def _side(column: str, day: date) -> str:
    return (
        "SELECT a.debit_id, a.credit_id, a.date, a.amount, a.matching_ref, COALESCE(a.inferred, FALSE) AS inferred "
        f"FROM allocations a WHERE a.{column} IN (SELECT item_id FROM own) AND a.in_force <= DATE '{day}'"
    )


def _allocated(customer: int) -> str:
    sides = [(t, side, column) for t, side in _SIDES for column in ("item", "kind", "document")]
    named = [f"CASE WHEN {t}.seen THEN {t}.{column} END AS {side}_{column}" for t, side, column in sides]
    other = (
        f"CASE WHEN d.customer_id <> {int(customer)} AND d.seen THEN d.customer "
        f"WHEN k.customer_id <> {int(customer)} AND k.seen THEN k.customer END AS other_customer"
    )
    dated = [
        "CASE WHEN d.seen THEN d.due_on END AS debit_due_date",
        "CASE WHEN k.seen THEN k.issued_on END AS value_date",
    ]
    held = ["a.amount", "d.ccy AS currency", "a.matching_ref", "a.inferred"]
    return ", ".join(["a.date", *named, *dated, *held, other])


_SIDES = (("d", "debit"), ("k", "credit"))


def _open(test: str, day: date) -> str:
    """Open amounts on a day; the test stands inside, so that of one customer little is read."""
    return (
        f"(SELECT item_id, open_units FROM positions WHERE {test} "
        f"AND valid_from <= DATE '{day}' AND valid_to > DATE '{day}')"
    )


def ordered(text: Text, order: str) -> Text:
    """The rows of a query in an order."""
    return Text(f"{text.sql} ORDER BY {order}", text.parameters)


def at_hand(text: Text) -> tuple[Text, Text, str]:
    """For rows dear to find and looked at more than once: what keeps them, what reads them, what forgets them."""
    kept = Text(f"CREATE OR REPLACE TEMP TABLE moved AS {text.sql}", text.parameters)
    return kept, Text("SELECT * FROM moved"), "DROP TABLE moved"


def page(text: Text, order: str, limit: int, offset: int) -> Text:
    """Some of the rows of a query."""
    return Text(f"{text.sql} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}", text.parameters)


def totals(text: Text, columns: Sequence[str]) -> Text:
    """How many rows a query has in each currency, and the sums of some of its columns."""
    sums = "".join(f", SUM({column})" for column in columns)
    return Text(
        f"SELECT currency, COUNT(*){sums} FROM ({text.sql}) GROUP BY currency ORDER BY currency",
        text.parameters,
    )
