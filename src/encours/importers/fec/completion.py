"""What only the whole file tells of its lines: ranks, what their entries hold, openings, and letters that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date

from encours.importers.fec.counterparts import Holds
from encours.importers.fec.kinds import says_opening
from encours.importers.fec.ledger import Entry, Line

_FLAG_WORDS = {"oui", "non", "yes", "no", "true", "false", "vrai", "faux"}
_FLAGS = {*_FLAG_WORDS, "o", "n", "y", "1"}


def complete(
    lines: Sequence[Line], entries: Mapping[Entry, int], opening_journals: Container[str], first: date
) -> None:
    """Tell each line its rank, what its entry holds, and whether it opens a year; `first` is the first day read."""
    sums: Counter[Entry] = Counter()
    ranks: Counter[Entry] = Counter()
    for line in lines:
        sums[line.entry] += line.units
    for line in lines:
        ranks[line.entry] += 1
        line.rank, line.holds = ranks[line.entry], entries[line.entry]
        line.among_customers = sums[line.entry] == 0
        line.opening = line.entry[0] in opening_journals or _opens(line, first)
    _clear_flags(lines)


def _opens(line: Line, first: date) -> bool:
    capital = bool(line.holds & Holds.CAPITAL)
    if line.day == first:
        return capital or says_opening(line.label)
    # Several years in one file: those that do not begin it are opened in so many words.
    return (line.day.month, line.day.day) == (1, 1) and capital and says_opening(line.label)


def _clear_flags(lines: Sequence[Line]) -> None:
    """A column that only says whether a line is matched holds no letters."""
    said = {line.letter.lower() for line in lines if line.letter}
    if said <= _FLAGS and (len(said) > 1 or said & _FLAG_WORDS):
        for line in lines:
            line.letter = ""
