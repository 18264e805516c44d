"""Whether the balance ties: its buckets and credits against the net."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from encours.web.aged.lines import Line
from encours.web.aged.query import Aged

NOTHING = Decimal(
    "0.00001"
)  # rates have eighteen digits or more: below, what differs is where products were cut


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
    net = asked.visit.show("net", **asked.question, exact=True).value
    return TieOut(total.gross, total.unapplied, net)
