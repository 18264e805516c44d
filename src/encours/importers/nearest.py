"""A file that no format recognises: the format it comes nearest to, and what it lacks to be read."""

from __future__ import annotations

from pathlib import Path

from encours.errors import DataError, option
from encours.i18n import mark
from encours.importers.fec.columns import HEADINGS, NEEDED, SEPARATORS
from encours.importers.headers import lacks, plain
from encours.importers.mapping import FlatMapping
from encours.importers.tabular import Layout, find_layout
from encours.importers.text import open_text
from encours.said import _

_NAMES = {
    "customer": mark("the customer"),
    "amount": mark("the amount"),
    "date": mark("the posting or issue date"),
}
_FEWEST = 3  # columns of a FEC by their names of article A47 A-1: fewer are those of any ledger


def nearest(path: Path) -> str:
    """In a sentence, the nearest format and what is missing; "" when the file is near none."""
    missing = _missing_of_fec(path)
    if missing:
        message = _("The nearest format is fec, which also needs the columns {missing}.")
        return message.format(missing=", ".join(missing))
    try:
        layout = find_layout(path, FlatMapping())
    except DataError:
        return ""
    wanted = lacks(layout.fields)
    if not wanted:
        return ""
    message = _("The nearest format is flat: with headers on line {line}, no column was found for {missing}.")
    told = message.format(line=layout.line, missing=", ".join(_(_NAMES[what]) for what in wanted))
    return told + " " + _headers_of(layout)


def _headers_of(layout: Layout) -> str:
    """The columns that are left, among which the missing one may be named."""
    known = set(layout.fields.values())
    free = [header for index, header in enumerate(layout.headers) if header and index not in known]
    if not free:
        return _("Name it in a mapping ({option}).").format(option=option("mapping"))
    message = _("Name it in a mapping ({option}), among: {headers}.")
    return message.format(option=option("mapping"), headers=", ".join(free[:12]))


def _missing_of_fec(path: Path) -> list[str]:
    """What a FEC cannot do without, when the first line has enough of its columns."""
    try:
        header = next(line for line in open_text(path).head if line.strip())
    except DataError:
        return []
    headings = max(({plain(cell.strip('" ')) for cell in header.split(mark)} for mark in SEPARATORS), key=len)
    own = {names[0] for names in HEADINGS.values() if plain(names[0]) in headings and len(names[0]) > 6}
    if len(own) < _FEWEST:
        return []
    return [HEADINGS[field][0] for field in NEEDED if not {plain(n) for n in HEADINGS[field]} & headings]
