"""What columns hold whose header may mean several things: a date, an amount, a letter, a status, yes or no."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from encours.importers.fields import BY_CONTENT
from encours.importers.flat.dates import looks_like_dates
from encours.importers.flat.standing_words import standing_of
from encours.importers.flat.yes_no import says_yes_or_no
from encours.importers.headers import fields_named, plain
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Cells, Grid, Layout

_UNSURE = frozenset(("paid", "settled_date", "open", "matching_ref", *BY_CONTENT))
_FLAGS = ("settled", "still_open", "cancelled", "draft", "posted")
_SAMPLE = 200
_AMOUNT = re.compile(r"[^0-9A-Za-z]*[0-9][0-9\s.,'’-]*[^0-9]{0,5}")
_BALANCE = frozenset(("solde", "balance"))


def by_content(layout: Layout, grid: Grid, mapping: FlatMapping) -> dict[str, int]:
    """The fields, once each column of an unsure header has been looked at."""
    fields = dict(layout.fields)
    for index, header in enumerate(layout.headers):
        claims = {field for field, column in fields.items() if column == index}
        could = {field for field, _rank in fields_named(header)} & set(BY_CONTENT)
        if header in mapping.ignore or claims - _UNSURE or not (claims | could):
            continue
        free = could - {field for field in fields if fields[field] != index} - set(mapping.columns)
        kept = _kept(_content(grid.columns[index], bool(could & set(_FLAGS))), header, claims, free)
        fields = {field: column for field, column in fields.items() if column != index or field in kept}
        fields |= dict.fromkeys(kept - set(fields), index)
    return fields


def _content(cells: Cells, figures: bool) -> str:
    if says_yes_or_no(cells.text, figures):
        return "flag"
    if looks_like_dates(cells):
        return "dates"
    values = cells.text.unique().drop_null().to_pylist()[:_SAMPLE]
    words = sum(1 for value in values if standing_of(value, {}))
    if values and 2 * words >= len(values):
        return "status"
    amounts = sum(1 for value in values if _AMOUNT.fullmatch(value))
    return "amounts" if 2 * amounts > len(values) else ""


def _kept(content: str, header: str, claims: AbstractSet[str], free: AbstractSet[str]) -> set[str]:
    """Of the fields that claim a column, or could, those its content bears out."""
    if content == "flag":
        flag = next((field for field in _FLAGS if field in free | claims), None)
        return {flag or ("still_open" if "open" in claims and plain(header) not in _BALANCE else "settled")}
    if content == "dates":
        return set(claims & {"settled_date", "due_date"}) or set(claims - {*BY_CONTENT, "paid", "open"})
    if content == "status":
        return {"status"} if "status" in claims else {"payment_status"}
    if content == "amounts":
        return set(claims & {"paid", "open", "matching_ref"})
    said = claims - set(_FLAGS)
    return set(said - {"settled_date"} if "paid" in said else said)
