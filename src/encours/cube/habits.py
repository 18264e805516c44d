"""The last invoices of some customers that fell due or were settled, and when each was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.branches import Text
from encours.cube.facts.fact import Clock
from encours.cube.filters import Filter
from encours.cube.periods import add_months
from encours.cube.since import Since
from encours.cube.visible import seen_items


def last_invoices(
    numbers: Sequence[int], confines: Sequence[Filter], day: date, n: int, months: int, known: Sequence[Since]
) -> Text:
    """The last `n` invoices of each customer number, by due date: one row each, oldest first.

    Columns: customer_id, item, document, due_date, settled_on (null while open), amount, currency. An invoice counts
    once due or once settled; one credited without any cash says nothing of how its customer pays, and does not.
    `months` is how far back due dates go, 0 for the whole history. Of an entity whose receipts are known since a day
    (`known`), invoices due before say nothing: those that were paid are not there.
    """
    # Facts are sorted by month: a bound on the due date spares reading most of them.
    of_these = f"customer_id IN (SELECT UNNEST([{', '.join(str(int(number)) for number in numbers)}]))"
    if len(numbers) == 1:
        of_these = f"customer_id = {int(numbers[0])}"  # compared while the fact is read, which a list is not
    since = f" AND due_on > DATE '{add_months(day, -months)}'" if months else ""
    since += "".join(known_receipts(one) for one in known)
    seen = seen_items(confines)
    sql = (
        "WITH owed AS (SELECT item_id, customer_id, due_on, amount FROM billings "
        f"WHERE {of_these} AND kind = 'invoice' AND posting_date <= DATE '{day}'{since}), "
        "paid AS (SELECT item_id, SUM(paid_units) AS paid, "
        f"MAX(CASE WHEN credit_kind IN ({kinds(CASH)}) THEN valued_on END) AS valued_on FROM settlements "
        f"WHERE {of_these} AND matched_on <= DATE '{day}'{since} GROUP BY item_id), "
        "told AS (SELECT o.*, CASE WHEN p.paid >= o.amount THEN p.valued_on END AS settled_on, "
        "COALESCE(p.paid >= o.amount, FALSE) AS settled FROM owed o LEFT JOIN paid p ON p.item_id = o.item_id), "
        f"{_shown(seen.sql, day, n, bool(confines))}"
    )
    return Text(sql, seen.parameters)


def known_receipts(one: Since) -> str:
    if one.receipts is None:
        return f" AND entity_id <> {one.entity_id}"
    if Clock.RECEIPTS not in one.said:
        return ""
    return f" AND NOT (entity_id = {one.entity_id} AND due_on < DATE '{one.receipts}')"


def _shown(seen: str, day: date, n: int, confined: bool) -> str:
    """What a perimeter hides leaves before the last ones are counted; details come after, for few rows."""
    beside = " JOIN items i ON i.item_id = t.item_id"
    hidden = f"{beside} JOIN customers c ON c.customer_id = t.customer_id" if confined else ""
    due = f"CASE WHEN t.settled THEN t.settled_on IS NOT NULL ELSE t.due_on <= DATE '{day}' END"
    order = "t.due_on DESC, t.item_id DESC"
    return (
        f"ranked AS (SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t.customer_id ORDER BY {order}) AS place "
        f"FROM told t{hidden} WHERE {due} AND {seen}) "
        "SELECT t.customer_id, i.item, i.document, t.due_on AS due_date, t.settled_on, t.amount, i.ccy AS currency "
        f"FROM ranked t{beside} WHERE t.place <= {int(n)} ORDER BY t.customer_id, t.place DESC"
    )
