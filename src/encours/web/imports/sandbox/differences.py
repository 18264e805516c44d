"""The difference an import made, laid out by cause: each item counted once, the causes adding up to the whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from encours.book.diff import Diff, Line, diff
from encours.book.home import Home
from encours.book.manifest import history
from encours.book.reasons import Cause, Reason
from encours.cube.periods import LAST
from encours.errors import DataError
from encours.said import _

LINES = 2_000  # kept to be shown, the largest first
COUNTED = 200_000  # told apart by cause; smaller ones are counted together
OTHER = "other"
ORDER = (
    *(Cause.NEW_ITEM, Cause.REMOVED, Cause.CURRENCY, Cause.AMOUNT, Cause.ALLOCATION_ADDED),
    *(Cause.ALLOCATION_CHANGED, Cause.ALLOCATION_REMOVED, Cause.POSTING_DATE, Cause.CUSTOMER),
    *(Cause.DUE_DATE, Cause.KIND),
)


def explain(version: int, step: Callable[[str], None]) -> dict[str, Any]:
    """The explained difference between a version and the one before, as JSON holds it."""
    home = Home(Path(os.environ["ENCOURS_HOME"]))
    step(_("Explaining the difference"))
    first = not any(other.version < version for other in history(home))
    return laid_out(_differing(home, str(version), LINES if first else COUNTED), first)


def laid_out(found: Diff, first: bool) -> dict[str, Any]:
    """`first` says that there was no book before: all is new, and a sum by currency tells it."""
    return {
        "before": found.before,
        "after": found.after,
        "as_of": found.as_of.isoformat(),
        "count": found.count,
        "totals": [
            {
                "currency": t.currency,
                "before": str(t.before),
                "difference": str(t.difference),
                "after": str(t.after),
            }
            for t in found.totals
        ],
        "causes": _all_new(found) if first else _by_cause(found),
        "lines": [_line(line) for line in found.lines[:LINES]],
    }


def _differing(home: Home, version: str, limit: int) -> Diff:
    """What differs on the newest day of either; nothing does while neither holds an item, which have no day then."""
    try:
        return diff(home, after=version, limit=limit)
    except DataError:
        found = diff(home, after=version, limit=limit, as_of=LAST)
        if found.count:
            raise
        return found


def main_cause(reasons: Iterable[Reason]) -> str:
    """The one an item is counted under when several changed."""
    said = {reason.cause for reason in reasons}
    return next((str(cause) for cause in ORDER if cause in said), OTHER)


def reason_of(said: Mapping[str, Any]) -> Reason:
    """A reason as it was kept, to be said in the reader's language."""
    on = date.fromisoformat(said["on"]) if said["on"] else None
    return Reason(Cause(said["cause"]), said["before"], said["after"], said["other"], on)


def label_of(cause: str) -> str:
    """A cause as a title."""
    return {
        "new_item": _("New items"),
        "removed": _("Items removed"),
        "amount": _("Amounts corrected"),
        "due_date": _("Due dates changed"),
        "posting_date": _("Posting dates changed"),
        "customer": _("Items moved to another customer"),
        "kind": _("Kinds changed"),
        "currency": _("Currencies changed"),
        "allocation_added": _("Items matched"),
        "allocation_removed": _("Matchings taken back"),
        "allocation_changed": _("Matchings changed"),
    }.get(cause, _("Other items"))


def _all_new(found: Diff) -> list[dict[str, Any]]:
    if len(found.totals) == 1:
        return [_cause(Cause.NEW_ITEM, found.totals[0].currency, found.count, found.totals[0].difference)]
    return [_cause(Cause.NEW_ITEM, total.currency, None, total.difference) for total in found.totals]


def _by_cause(found: Diff) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    told: dict[str, Decimal] = {}
    for line in found.lines:
        key = (main_cause(line.reasons), line.currency)
        count, amount = sums.get(key, (0, Decimal(0)))
        sums[key] = (count + 1, amount + line.difference)
        told[line.currency] = told.get(line.currency, Decimal(0)) + line.difference
    causes = [_cause(cause, currency, *facts) for (cause, currency), facts in sums.items()]
    if found.count > len(found.lines):
        left = [(total, total.difference - told.get(total.currency, Decimal(0))) for total in found.totals]
        causes += [_cause(OTHER, total.currency, None, amount) for total, amount in left if amount]
    places = {**{str(cause): place for place, cause in enumerate(ORDER)}, OTHER: len(ORDER)}
    return sorted(causes, key=lambda cause: (cause["currency"], places[cause["cause"]]))


def _cause(cause: str, currency: str, items: int | None, amount: Decimal) -> dict[str, Any]:
    """`items` is None where they were not counted apart."""
    return {"cause": str(cause), "currency": currency, "items": items, "amount": str(amount)}


def _line(line: Line) -> dict[str, Any]:
    facts = {name: getattr(line, name) for name in ("entity", "customer", "item", "currency")}
    reasons = [
        {
            "cause": str(reason.cause),
            "before": reason.before,
            "after": reason.after,
            "other": reason.other,
            "on": reason.on.isoformat() if reason.on else "",
        }
        for reason in line.reasons
    ]
    amounts = {"before": str(line.before), "after": str(line.after), "difference": str(line.difference)}
    return {**facts, **amounts, "reasons": reasons, "cause": main_cause(line.reasons)}
