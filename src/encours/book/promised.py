"""Promises with the numbers of what they are about, and the cash that came in for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from encours.book.engine import Engine
from encours.book.follow_up import GRACE_DAYS
from encours.book.parse import kinds
from encours.book.records import CASH

COLUMNS = ("promise", "customer_id", "item_id", "credit_id", "matched_on", "valued_on", "paid_units")


class Chance(NamedTuple):
    """A receipt that a promise may claim; one receipt is one item, credit and matching date."""

    item: int
    credit: int
    matched_on: date
    valued_on: date
    units: int
    promise: str
    need: int
    customer: int


def attributed(chances: Iterable[Chance]) -> Iterator[tuple[Chance, int]]:
    """Each unit received goes to one promise at most: receipts in their order, each to its promises in theirs, until
    what was promised is there.

    Two instalments of 500 promised on one day and a receipt of 700, then one of 300:

    >>> day = date(2026, 3, 10)
    >>> first = [Chance(1, 7, day, day, 700, promise, 500, 1) for promise in "ab"]
    >>> then = [Chance(1, 8, day, day, 300, promise, 500, 1) for promise in "ab"]
    >>> [(chance.promise, units) for chance, units in attributed([*first, *then])]
    [('a', 500), ('b', 200), ('b', 300)]
    """
    missing: dict[str, int] = {}
    for _receipt, claims in groupby(chances, key=lambda chance: chance[:3]):
        left: int | None = None
        for claim in claims:
            left = claim.units if left is None else left
            taken = min(left, missing.setdefault(claim.promise, claim.need))
            if taken > 0:
                left -= taken
                missing[claim.promise] -= taken
                yield claim, taken


class Days(NamedTuple):
    """A promise, and the days on which receipts may be claimed for it."""

    promise: str
    customer: int
    made_on: date
    keep_by: date
    grace_days: int = GRACE_DAYS

    @property
    def ends_on(self) -> date:
        return self.keep_by + timedelta(days=self.grace_days)


def met(
    promises: Sequence[Days], moved: Iterable[tuple[int, date, date] | tuple[int, date, date, int]]
) -> list[Days]:
    """The promises whose days meet those of some that moved, or of others that do: they compete for the same receipts.

    >>> def days(name, first, last): return Days(name, 1, date(2026, 3, first), date(2026, 3, last))
    >>> said = [days("a", 1, 2), days("b", 5, 8), days("c", 11, 14), days("d", 20, 21)]
    >>> [one.promise for one in met(said, [(1, date(2026, 3, 9), date(2026, 3, 10))])]
    ['b', 'c', 'a']
    """
    found: list[Days] = []
    left = list(promises)
    reach = [Days("", *one) for one in moved]
    while reach:
        near = [one for one in left if any(_meet(one, other) for other in reach)]
        left = [one for one in left if one not in near]
        found, reach = [*found, *near], near
    return found


def _meet(one: Days, other: Days) -> bool:
    return one.customer == other.customer and one.made_on <= other.ends_on and other.made_on <= one.ends_on


def numbered(promises: str, items: str = "items") -> str:
    """SQL for promises (rows of the book's table) with the numbers and the money of what they are about.

    The promise's own date is `keep_by`; `issued_on` and `due_on` are those of the item, when one is named: it is looked
    for among `items`, all of them or those of a few accounts.
    """
    return f"""
        SELECT p.promise, p.item, p.collector, p.amount AS units, p.made_on, p.due_on AS keep_by, p.cancelled_on,
          COALESCE(p.grace_days, {GRACE_DAYS})::INTEGER AS grace_days, p.channel, p.promised_by, p.plan, i.item_id,
          c.customer_id, c.entity_id, COALESCE(p.currency, i.ccy, e.currency, 'EUR') AS ccy, i.kind, i.issued_on,
          i.due_on, i.doubtful
        FROM {promises} p
        JOIN customers c ON c.entity = p.entity AND c.customer = p.customer
        JOIN entities e ON e.entity_id = c.entity_id
        LEFT JOIN {items} i ON i.entity = p.entity AND i.item = p.item
    """


def chances(promises: str, settlements: str = "settlements") -> str:
    """SQL for the receipts that promises (rows of `numbered`) may claim among `settlements`, in the order in which they
    do.

    A receipt counts when its value date is on the day the promise was made or after, at most the grace after its date,
    and before it was cancelled. Receipts are taken as they became known, so that what a promise had by any past day
    does not depend on what came later; parts that count from one day are one receipt. A promise of the item itself
    claims before one of the customer's whole account, then the earliest date first.
    """
    return f"""
        SELECT s.item_id, s.credit_id, s.matched_on, s.valued_on, SUM(s.paid_units)::BIGINT AS paid_units, p.promise,
          p.units, p.customer_id
        FROM {promises} p
        JOIN {settlements} s ON s.customer_id = p.customer_id AND s.ccy = p.ccy
        WHERE s.credit_kind IN ({kinds(CASH)}) AND (p.item IS NULL OR s.item_id = p.item_id)
          AND s.valued_on >= p.made_on AND s.valued_on <= p.keep_by + p.grace_days
          AND (p.cancelled_on IS NULL OR s.valued_on < p.cancelled_on)
        GROUP BY ALL
        ORDER BY s.matched_on, s.valued_on, s.item_id, s.credit_id, ANY_VALUE(p.item) IS NULL, ANY_VALUE(p.keep_by),
          ANY_VALUE(p.made_on), p.promise
    """


def receipts(engine: Engine, promises: str, settlements: str = "settlements") -> Any:
    """The cash each promise received, as an Arrow table of `COLUMNS`: one row for each part of a receipt it claims."""
    import pyarrow as pa

    claimed = list(attributed(map(Chance._make, engine.rows(chances(promises, settlements)))))
    values: list[list[Any]] = [
        [claim.promise for claim, _units in claimed],
        [claim.customer for claim, _units in claimed],
        [claim.item for claim, _units in claimed],
        [claim.credit for claim, _units in claimed],
        [claim.matched_on for claim, _units in claimed],
        [claim.valued_on for claim, _units in claimed],
        [units for _claim, units in claimed],
    ]
    types = (pa.string(), pa.int32(), pa.int32(), pa.int32(), pa.date32(), pa.date32(), pa.int64())
    columns = [pa.array(column, type) for column, type in zip(values, types, strict=True)]
    return pa.table(columns, names=list(COLUMNS))


def publish(engine: Engine) -> None:
    """Make both tables whole in the published database."""
    engine.run(f"CREATE OR REPLACE TABLE promised AS {numbered('promises')}")
    with engine.table("claimed", receipts(engine, "promised")):
        engine.run("CREATE OR REPLACE TABLE promise_receipts AS SELECT * FROM claimed")


def claiming(before: str, now: str, about: str) -> str:
    """SQL for the customers whose promises may have received something else: of their settlements some moved from what
    they were `before`, on days that count for a promise, or a promise `about` an item that changed is theirs."""
    columns = "item_id, credit_id, customer_id, ccy, credit_kind, matched_on, valued_on, paid_units"
    was, are = (f"SELECT {columns} FROM {table}" for table in (before, now))
    return f"""
        SELECT customer_id FROM promised WHERE promise IN (SELECT promise FROM {about})
        UNION
        SELECT p.customer_id
        FROM promised p
        JOIN (({was} EXCEPT ALL {are}) UNION ALL ({are} EXCEPT ALL {was})) s
          ON s.customer_id = p.customer_id AND s.ccy = p.ccy
        WHERE s.credit_kind IN ({kinds(CASH)}) AND s.valued_on >= p.made_on AND s.valued_on <= p.keep_by + p.grace_days
    """


def claim_again(engine: Engine, customers: str) -> None:
    """Put what the promises of these customers received, and no other's, right. No receipt is claimed across two."""
    theirs = f"customer_id IN (SELECT customer_id FROM {customers})"
    engine.run(f"DELETE FROM promise_receipts WHERE {theirs}")
    with engine.table("claimed", receipts(engine, f"(SELECT * FROM promised WHERE {theirs})")):
        engine.run("INSERT INTO promise_receipts BY NAME SELECT * FROM claimed")
