"""Whose FEC each file is, and the fiscal years the files of one company make, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.importers.fec.calendar import Calendar
from encours.importers.fec.ledger import Entry, Ledger, Line
from encours.importers.fec.takeover import entities_of
from encours.said import _


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year, or what the files hold of it: its lines, and the file it begins in."""

    closing: date
    file: str
    lines: tuple[Line, ...]

    @property
    def openings(self) -> list[Line]:
        return [line for line in self.lines if line.opening]

    @property
    def movements(self) -> list[Line]:
        return [line for line in self.lines if not line.opening]


def by_company(ledgers: Sequence[Ledger], options: Options, known: Known) -> dict[str, list[Ledger]]:
    """The files of each entity: the one asked for, else that of the SIREN of the name, else the only one known."""
    sirens = {ledger.siren for ledger in ledgers if ledger.siren}
    if options.entity and len(sirens) > 1:
        raise DataError(
            _("These files are of several companies ({sirens}): import them without an entity.").format(
                sirens=", ".join(sorted(sirens))
            )
        )
    if options.entity:
        return {options.entity: list(ledgers)}
    files_of: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        files_of.setdefault(ledger.siren, []).append(ledger)
    named = entities_of({siren: files for siren, files in files_of.items() if siren}, known)
    only = next((names for names in (known.entities, sorted(named.values())) if len(names) == 1), ("MAIN",))[
        0
    ]
    companies: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        companies.setdefault(named.get(ledger.siren, only), []).append(ledger)
    return companies


def fiscal_years(ledgers: Sequence[Ledger], calendar: Calendar) -> list[Year]:
    """The years of one company, oldest first; DataError when an entry stands in two files."""
    refuse_shared_entries(ledgers)
    ordered = sorted(ledgers, key=lambda ledger: (ledger.first, ledger.last, ledger.file))
    years: dict[date, list[Line]] = {}
    for ledger in ordered:
        years.setdefault(calendar.closing(ledger.first), [])
        for line in ledger.lines:
            years.setdefault(calendar.closing(line.day), []).append(line)
    return [
        Year(closing, lines[0].file if lines else ordered[0].file, tuple(lines))
        for closing, lines in sorted(years.items())
    ]


def refuse_shared_entries(ledgers: Sequence[Ledger]) -> None:
    """Two files with an entry in common would count it twice: DataError names them and the entry."""
    seen: dict[Entry, Ledger] = {}
    for ledger in ledgers:
        for line in ledger.lines:
            other = seen.setdefault(line.entry, ledger)
            if other is not ledger:
                raise DataError(
                    _("{one} and {other} both hold the entry {entry}: give one of the two files.").format(
                        one=other.file, other=ledger.file, entry=" ".join(line.entry)
                    )
                )
