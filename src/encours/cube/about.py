"""What a published book says of itself: its version, its newest data, what it can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from encours.book.engine import Engine
from encours.cube.since import Since, known_since


@dataclass(frozen=True, slots=True)
class About:
    """`data_date` is the newest day something was posted or matched, None for an empty book; `custom` names the custom
    fields and the table that holds each; `currencies` are those of the items; `customers` counts the accounts;
    `since` tells since when each entity is known."""

    version: int
    data_date: date | None
    custom: Mapping[str, str]
    currencies: tuple[str, ...]
    customers: int
    since: tuple[Since, ...] = ()


def about(engine: Engine) -> About:
    """Read from the small tables of the published database."""
    version, data_date = engine.row("SELECT version, data_date FROM meta")
    fields = engine.rows("SELECT field, holder FROM fields ORDER BY holder DESC, field")
    currencies = engine.rows("SELECT ccy FROM currencies ORDER BY ccy")
    customers = engine.value("SELECT COUNT(*) FROM customers")
    held = tuple(row[0] for row in currencies)
    return About(int(version), data_date, dict(fields), held, int(customers), known_since(engine))
