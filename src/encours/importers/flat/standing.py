"""What became of each line, as its status and its yes or no columns say it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from encours.importers.flat.faults import Mask
from encours.importers.flat.standing_words import standing_of
from encours.importers.flat.yes_no import NO, YES, yes_no_both
from encours.importers.standing import Standing
from encours.importers.tabular import Grid, Layout

Codes = npt.NDArray[np.int8]
_ALL = tuple(Standing)
_CODE = {standing: code for code, standing in enumerate(_ALL)}
_NOTHING = -1
_FINAL = (Standing.VOID, Standing.DRAFT, Standing.LOST)
# What yes says under each flag, and what no does.
_FLAGS = {
    "cancelled": (Standing.VOID, None),
    "draft": (Standing.DRAFT, None),
    "settled": (Standing.SETTLED, Standing.DUE),
    "still_open": (Standing.DUE, Standing.SETTLED),
    "posted": (Standing.NEUTRAL, Standing.DRAFT),
}


@dataclass(slots=True)
class Standings:
    """The standing of each line, and the words that are not known with the lines that bear them."""

    codes: Codes
    unknown: dict[str, Mask]

    def are(self, *standings: Standing) -> Mask:
        """The lines of these standings."""
        mask: Mask = np.isin(self.codes, [_CODE[standing] for standing in standings])
        return mask


def read_standings(layout: Layout, grid: Grid, said: Mapping[str, Standing]) -> Standings | None:
    """None when no column speaks of it. A status of payment outweighs yes or no, and these the status of the document;
    what is void, a draft or lost stays so."""
    named = [name for name in ("status", *_FLAGS, "payment_status") if name in layout.fields]
    if not named:
        return None
    found = Standings(np.full(len(grid.lines), _NOTHING, dtype=np.int8), {})
    for name in named:
        text = grid.columns[layout.fields[name]].text
        codes = _flagged(text, name) if name in _FLAGS else _worded(text, said, found.unknown)
        speaks = (codes != _NOTHING) & ((codes != _CODE[Standing.NEUTRAL]) | (found.codes == _NOTHING))
        speaks &= ~found.are(*_FINAL)
        found.codes[speaks] = codes[speaks]
    return found


def _worded(text: pa.Array, said: Mapping[str, Standing], unknown: dict[str, Mask]) -> Codes:
    encoded = text.dictionary_encode()
    words = encoded.dictionary.to_pylist()
    standings = [standing_of(word, said) for word in words]
    codes: Codes = np.array([_CODE[s] if s else _NOTHING for s in standings] + [_NOTHING], dtype=np.int8)
    places = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    for place, standing in enumerate(standings):
        if standing is None:
            unknown[words[place]] = places == place
    found: Codes = codes[places]
    return found


def _flagged(text: pa.Array, name: str) -> Codes:
    """Blank is no where only yes is written; else it says nothing."""
    lower = pc.utf8_lower(text)
    yes = _among(lower, YES)
    no = _among(lower, NO)
    written = yes_no_both(text)
    if written == {True}:
        no |= pc.is_null(text).to_numpy(zero_copy_only=False)
    if_yes, if_no = _FLAGS[name]
    codes = np.full(len(text), _NOTHING, dtype=np.int8)
    codes[yes] = _CODE[if_yes]
    if if_no:
        codes[no] = _CODE[if_no]
    return codes


def _among(text: pa.Array, words: frozenset[str]) -> Mask:
    mask: Mask = (
        pc.fill_null(pc.is_in(text, pa.array(sorted(words))), False).to_numpy(zero_copy_only=False).copy()
    )
    return mask
