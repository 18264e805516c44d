"""What may be chased on a day of the open items, and what keeps the rest from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from encours.api.customers import rows_of
from encours.api.recorded import Row
from encours.cube import chaseable as cube
from encours.cube.rows import DESCRIBED
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook


def blocked(book: OpenBook, as_of: date, customers: Sequence[int] = ()) -> list[Row]:
    """The open debits of a day that something recorded blocks; others may be chased whole. `customers` are numbers of
    accounts, none for all that may be seen.

    Columns: item_id, customer_id, currency, due_date, open, chaseable (what a dispute leaves; zero where the item is
    held or promised), cause (disputed, arbitration, held, promised).
    """
    book.lay(*DESCRIBED)
    return [
        {
            "item_id": row["item_id"],
            "customer_id": row["customer_id"],
            "currency": row["ccy"],
            "due_date": row["due_on"],
            "open": from_units(row["open_units"], row["ccy"]),
            "chaseable": from_units(int(row["chaseable_units"]), row["ccy"]),
            "cause": row["cause"],
        }
        for row in rows_of(book, cube.blocked(as_of, book.confines, customers))
    ]
