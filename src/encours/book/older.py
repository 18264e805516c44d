"""A ledger given after a list of open items of a later day: what one leaves open and the other does not show."""

from __future__ import annotations

from datetime import date

from encours.book.engine import Engine
from encours.book.plausibility import Doubt
from encours.said import several, sum_text


def older_than_list(engine: Engine, entity: str, last: date, day: date) -> tuple[Doubt, ...]:
    """What a ledger that ends before a list of open items leaves open, and the list does not show."""
    count, units = engine.row(
        "SELECT COUNT(*), COALESCE(SUM(o.units), 0) FROM open_said o JOIN put_items p ON p.entity = o.entity "
        "AND p.item = o.item WHERE o.entity = ? AND p._new AND o.units <> 0",
        [entity],
    )
    if not count:
        return ()
    sentence = several(
        "{entity}: the ledger ends on {last}, and {count} item it leaves open, for {amount}, "
        "is not on the list of {day}. Paid since? Give the ledger until then.",
        "{entity}: the ledger ends on {last}, and {count} items it leaves open, for "
        "{amount}, are not on the list of {day}. Paid since? Give the ledger until then.",
    )
    said = {"last": str(last), "count": count, "amount": sum_text(int(units)), "day": str(day)}
    return (Doubt("older", int(count), sentence.format(entity=entity, **said)),)
