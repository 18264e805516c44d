"""Whether the balance ties: its buckets and credits against the net, and the ledger behind it against its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from encours.cube.entities import gaps
from encours.web.aged.asked import Aged
from encours.web.aged.lines import Line
from encours.web.visit.visit import Visit

KEPT = 64
NOTHING = Decimal(
    "0.00001"
)  # rates have eighteen digits or more: below, what differs is where products were cut
_checked: dict[tuple[str, int, date], tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class TieOut:
    """Buckets and credits of the page, and the net asked for by itself."""

    gross: Decimal
    unapplied: Decimal
    net: Decimal

    @property
    def holds(self) -> bool:
        with localcontext(prec=80):
            return abs(self.gross + self.unapplied - self.net) < NOTHING


def tie_out(asked: Aged, total: Line) -> TieOut:
    """The two ways to the net of the page, each its own question, to the last digit."""
    net = asked.visit.book.show("net", **asked.question, exact=True).value
    return TieOut(total.gross, total.unapplied, net)


def untied(visit: Visit) -> Sequence[str]:
    """Entities whose position on the date is not what their items less their allocations come to.

    It is asked of the whole ledger of each; only entities of which this person sees something are named.
    """
    seen = {row["entity"] for row in visit.allowed.show("item_count", by="entity", as_of=visit.day)}
    return [entity for entity in _gaps(visit) if entity in seen]


def _gaps(visit: Visit) -> tuple[str, ...]:
    """Looked for once: what was published does not change."""
    book = visit.allowed
    key = (str(book.home.path), book.version, visit.day)
    known = _checked.get(key)
    if known is None:
        if len(_checked) >= KEPT:
            _checked.clear()  # by another thread perhaps, between the look above and now
        text = gaps(visit.day)
        rows = book.engine.rows(text.sql, text.parameters)
        known = _checked[key] = tuple(sorted({entity for entity, _currency, _units in rows}))
    return known
