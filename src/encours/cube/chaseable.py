"""What may be chased on a day of what is open, item by item, and what keeps the rest from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from encours.book.parse import kinds
from encours.book.records import DEBITS
from encours.cube.branches import Text
from encours.cube.contested import CONTESTED
from encours.cube.facts.beside import narrowed
from encours.cube.facts.standing import BLOCKED
from encours.cube.filters import Filter
from encours.cube.standing import CAUSES
from encours.cube.visible import seen_items


def blocked(day: date, confines: Sequence[Filter], customers: Sequence[int] = ()) -> Text:
    """The open debits that something recorded blocks and that may be seen; others may be chased whole.

    Columns: item_id, customer_id, ccy, due_on, open_units, cause (of `standing.CAUSES`), chaseable_units: what a
    dispute leaves of it, nothing where it is held or promised besides. `customers` keeps it to these accounts.
    """
    seen = seen_items(confines)
    known = {"day": day, "positions": "positions", **narrowed()}
    causes = " ".join(f"WHEN {rank} THEN '{cause}'" for rank, cause in enumerate(CAUSES))
    mine = f"AND f.customer_id IN ({', '.join(str(int(one)) for one in customers)})" if customers else ""
    beside = " JOIN items i ON i.item_id = f.item_id JOIN customers c ON c.customer_id = f.customer_id"
    sql = f"""
      SELECT f.item_id, f.customer_id, f.ccy, f.due_on, f.open_units, CASE y.rank {causes} END AS cause,
        CASE WHEN y.stopped THEN 0 ELSE GREATEST(f.open_units - COALESCE(x.units, f.open_units), 0) END
          AS chaseable_units
      FROM positions f
      JOIN {BLOCKED.format(**known)} y ON y.item_id = f.item_id
      LEFT JOIN {CONTESTED.format(**known)} x ON x.item_id = f.item_id{beside if confines else ""}
      WHERE f.valid_from <= DATE '{day}'
        AND f.valid_to > DATE '{day}'
        AND f.open_units > 0
        AND f.kind IN ({kinds(DEBITS)}) {mine}
        AND {seen.sql}
    """
    return Text(sql, seen.parameters)
