"""Whose ledger a FEC is when its name gives a SIREN that is no entity's code: a company known by its lists, perhaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from fractions import Fraction

from encours.book.reading import Known, Sought
from encours.errors import DataError, option
from encours.importers.fec.ledger import Ledger
from encours.importers.fec.lists import deduced, document
from encours.said import _

_HALF = Fraction(1, 2)


def entities_of(files_of: Mapping[str, Sequence[Ledger]], known: Known) -> dict[str, str]:
    """The entity of each SIREN: the one of that code, the one that has this SIREN, else the one whose lists of open
    items have at least half of their debits of these days in the ledger; else a new one."""
    found = {siren: siren if siren in known.entities else known.sirens.get(siren, "") for siren in files_of}
    for siren, ledgers in files_of.items():
        if not found[siren]:
            found[siren] = _listed(siren, ledgers, known, set(found.values())) or siren
    return found


def _listed(siren: str, ledgers: Sequence[Ledger], known: Known, taken: Container[str]) -> str | None:
    others = set(known.sirens.values())
    shares = {
        entity: share
        for entity in known.entities
        if entity not in taken and entity not in others and known.listed(entity)
        if (share := _share_found(entity, ledgers, known)) >= _HALF
    }
    best = sorted(entity for entity, share in shares.items() if share == max(shares.values()))
    if len(best) > 1:
        raise DataError(
            _(
                "{file}: what the lists of open items of {entities} show is in this ledger. Say of which entity it is: "
                "{option}."
            ).format(file=ledgers[0].file, entities=", ".join(best), option=option("entity"))
        )
    return best[0] if best else None


def _share_found(entity: str, ledgers: Sequence[Ledger], known: Known) -> Fraction:
    """The share of the debits that lists show of the ledger's days which it holds, by document and amount."""
    days = min(ledger.first for ledger in ledgers), max(ledger.last for ledger in ledgers)
    shown = Counter(
        (document(one.document or one.item), one.units)
        for one in known.held(entity, Sought(posted=days))
        if one.units > 0 and not deduced(one)
    )
    kept = Counter(
        (document(line.piece), line.units)
        for ledger in ledgers
        for line in ledger.lines
        if line.units > 0 and line.piece
    )
    return Fraction((shown & kept).total(), shown.total()) if shown else Fraction(0)
