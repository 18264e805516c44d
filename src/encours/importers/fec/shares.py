"""Parts of a bank entry, or of a sale, of another kind than the rest: discounts, exchange losses, retentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from encours.importers.fec.counterparts import Holds
from encours.importers.fec.ledger import Entry, Line, Share
from encours.importers.fec.wording import folded, mentions

# A bank entry may pay suppliers too, or write off on its own: these are taken from it only where all adds up.
_SURE = Holds.DISCOUNT | Holds.EXCHANGE_LOSS
_IF_ALL_ADDS_UP = Holds.LOSS | Holds.FACTOR | Holds.SUPPLIER
_OFFSET = re.compile(r"\bcompens|\boffset|\bnetting")
TELLING = _SURE | _IF_ALL_ADDS_UP | Holds.INTEREST


class Leg(NamedTuple):
    """A line of another account of an entry: what it holds, debit less credit in units, its document and words."""

    what: int
    units: int
    piece: str
    label: str


def share_entries(lines: Sequence[Line], legs: Mapping[Entry, Sequence[Leg]]) -> None:
    """Give the customer lines of these entries their shares of the other accounts."""
    inside: dict[Entry, list[Line]] = {entry: [] for entry in legs}
    for line in lines if inside else ():
        if line.entry in inside:
            inside[line.entry].append(line)
    for entry, own in inside.items():
        if own:
            share_out(own, legs[entry])


def share_out(lines: Sequence[Line], legs: Sequence[Leg]) -> None:
    """Give each line of one entry its shares of what the entry holds besides."""
    holds = lines[0].holds
    if holds & Holds.SALES and holds & Holds.INTEREST and not holds & Holds.CASH:
        _give([line for line in lines if line.units > 0], Holds.INTEREST, legs, -1)
    elif holds & Holds.CASH and not holds & Holds.SALES:
        credits = [
            line for line in lines if line.units < 0 and not line.negative and line.family != "advance"
        ]
        _give(credits, Holds.DISCOUNT, _with_its_vat(legs), 1)
        _give(credits, Holds.EXCHANGE_LOSS, legs, 1)
        if holds & _IF_ALL_ADDS_UP and _adds_up(lines, legs):
            theirs = [leg for leg in legs if not _of_its_own(leg, credits, legs)]
            for what in (Holds.LOSS, Holds.FACTOR, Holds.SUPPLIER):
                _give(credits, what, theirs, 1)


def _adds_up(lines: Sequence[Line], legs: Sequence[Leg]) -> bool:
    """Whether what was credited to customers is the cash that came in and what the entry tells of besides."""
    if any(leg.what == Holds.CASH and leg.units < 0 for leg in legs):
        return False
    return sum(line.units for line in lines) + sum(leg.units for leg in legs) == 0 and not any(
        line.units > 0 for line in lines
    )


def _of_its_own(leg: Leg, lines: Sequence[Line], legs: Sequence[Leg]) -> bool:
    """Whether a line is a movement beside those of customers, as in an entry for a month of the bank: several
    customers, and a document that neither they nor the cash bear, else words that neither bears."""
    several = len({line.auxiliary or line.account for line in lines}) > 1
    if not several or not leg.what & _IF_ALL_ADDS_UP or len(_paired(leg, lines, legs)) == 1:
        return False
    if _OFFSET.search(folded(leg.label)):
        return False
    beside: list[Line | Leg] = [*lines, *(other for other in legs if other.what == Holds.CASH)]
    pieces, words = {other.piece for other in beside}, {other.label for other in beside}
    if all(line.piece for line in lines) and leg.piece and leg.piece not in pieces:
        return True
    return len({line.label for line in lines}) > 1 and leg.label not in ("", *words)


def _with_its_vat(legs: Sequence[Leg]) -> list[Leg]:
    """Discounts, and the VAT that goes with them: what is left of it, for VAT falling due moves from 4458 to 4457."""
    vat = sum(leg.units for leg in legs if leg.what == Holds.VAT)
    discounts = [leg for leg in legs if leg.what == Holds.DISCOUNT]
    if vat <= 0 or not discounts:
        return discounts
    shares = in_proportion(vat, [abs(leg.units) for leg in discounts])
    return [leg._replace(units=leg.units + share) for leg, share in zip(discounts, shares, strict=True)]


def _give(lines: Sequence[Line], what: int, legs: Sequence[Leg], side: int) -> None:
    """To the line it pairs with first, then in proportion to the cent; `side` is that of the legs."""
    general = 0
    of_line: dict[int, int] = defaultdict(int)
    for leg in legs:
        if leg.what != what or leg.units * side <= 0:
            continue
        named = _paired(leg, lines, legs)
        if len(named) == 1 and len(lines) > 1:
            of_line[named[0]] += leg.units
        else:
            general += leg.units
    for index, units in enumerate(in_proportion(general, [abs(line.units) for line in lines])):
        if given := of_line[index] + units:
            lines[index].shares = (*lines[index].shares, Share(what, -given))


def _paired(leg: Leg, lines: Sequence[Line], legs: Sequence[Leg]) -> list[int]:
    """The line a leg goes with, when one only does: by document, by words, then by amount with one of the cash."""
    cash = [other.units for other in legs if other.what == Holds.CASH]
    ways: tuple[Callable[[Line], bool], ...] = (
        lambda line: line.piece == leg.piece != "",
        lambda line: line.label == leg.label != "",
        lambda line: _names(leg.label, line),
        lambda line: len(lines) > 1 and -line.units - leg.units in cash,
        lambda line: leg.what == Holds.LOSS and -line.units == leg.units,
    )
    for alike in ways:
        found = [index for index, line in enumerate(lines) if alike(line)]
        if len(found) == 1:
            return found
    return []


def _names(words: str, line: Line) -> bool:
    """Whether words name the document of a line, or its customer."""
    name = folded(line.name).strip()
    return mentions(words, line.piece) or (len(name) > 2 and name in folded(words))


def in_proportion(units: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights, to the cent (1 000 units), so that the parts add up to it.

    >>> in_proportion(1_000_000, [1, 2]), in_proportion(0, [1]), in_proportion(5, [])
    ([333000, 667000], [0], [])
    """
    total, done, found = sum(weights), 0, []
    running = 0
    for weight in weights:
        running += weight
        upto = _cents(units * running, total) if running < total else units
        found.append(upto - done)
        done = upto
    return found


def _cents(units: int, parts: int) -> int:
    """The nearest cent of a quotient, in units, without a float."""
    return (units * 2 + parts * 1000) // (parts * 2000) * 1000
