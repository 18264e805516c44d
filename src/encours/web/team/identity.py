"""Where the receipts of a period are laid: to promises, to actions, to nothing; the parts are the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.cube.facts.attribution import ACTED, PROMISED
from encours.cube.filters import equals
from encours.i18n import _
from encours.web.team.asked import Asked


@dataclass(frozen=True, slots=True)
class Part:
    """`share` is that of all receipts; None where nothing came in. `x` and `width` place it on a bar, in per cent."""

    label: str
    amount: Decimal
    share: Decimal | None
    href: str
    tone: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Identity:
    """`difference` is what the parts lack of the receipts: nothing, and the page says so."""

    parts: tuple[Part, ...]
    receipts: Decimal
    href: str
    difference: Decimal

    @property
    def ties(self) -> bool:
        return not self.difference


def identity(asked: Asked) -> Identity:
    """Over all receipts of the perimeter, whoever asks: those laid to others are a part of the whole."""
    laid: dict[Any, Decimal] = {
        row["came_after"]: row[asked.laid] for row in asked.show(asked.laid, by="came_after", own=False)
    }
    alone = asked.show("spontaneous", own=False).value
    receipts = asked.show("receipts", own=False).value
    said = [
        (
            _("After a live promise"),
            laid.get(PROMISED, Decimal(0)),
            asked.laid,
            [equals("came_after", PROMISED)],
            "p",
        ),
        (_("After an action"), laid.get(ACTED, Decimal(0)), asked.laid, [equals("came_after", ACTED)], "a"),
        (_("Spontaneous"), alone, "spontaneous", [], "s"),
    ]
    parts, before = [], Decimal(0)
    for label, amount, measure, where, tone in said:
        share = amount / receipts if receipts else None
        drawn = f"{before * 100:.2f}", f"{(share or 0) * 100:.2f}"
        parts.append(Part(label, amount, share, asked.rows_url(measure, where, own=False), tone, *drawn))
        before += share or 0
    total = sum((part.amount for part in parts), Decimal(0))
    return Identity(tuple(parts), receipts, asked.rows_url("receipts", own=False), receipts - total)
