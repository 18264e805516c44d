"""Whose FEC each file is, and the fiscal years the files of one company make, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from encours.book.reading import Known, Options
from encours.errors import DataError
from encours.i18n import _
from encours.importers.fec.ledger import Entry, Ledger, Line

LONGEST_MERGED_DAYS = 366


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year: one file, or several that follow one another. `label` is its last day."""

    ledgers: tuple[Ledger, ...]

    @property
    def first(self) -> date:
        return min(ledger.first for ledger in self.ledgers)

    @property
    def last(self) -> date:
        return max(ledger.last for ledger in self.ledgers)

    @property
    def label(self) -> str:
        closings = [ledger.closing for ledger in self.ledgers if ledger.closing]
        return str(max(closings) if closings else self.last)

    @property
    def openings(self) -> list[Line]:
        return [line for line in self._lines() if line.opening]

    @property
    def movements(self) -> list[Line]:
        return [line for line in self._lines() if not line.opening]

    def _lines(self) -> Iterable[Line]:
        return chain.from_iterable(ledger.lines for ledger in self.ledgers)


def by_company(ledgers: Sequence[Ledger], options: Options, known: Known) -> dict[str, list[Ledger]]:
    """The files of each entity: the one asked for, else the SIREN of the name, else the only one known."""
    sirens = {ledger.siren for ledger in ledgers if ledger.siren}
    if options.entity and len(sirens) > 1:
        raise DataError(
            _("These files are of several companies ({sirens}): import them without an entity.").format(
                sirens=", ".join(sorted(sirens))
            )
        )
    only = next((names for names in (known.entities, sorted(sirens)) if len(names) == 1), ("MAIN",))[0]
    companies: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        companies.setdefault(options.entity or ledger.siren or only, []).append(ledger)
    return companies


def fiscal_years(ledgers: Sequence[Ledger]) -> list[Year]:
    """The years of one company, oldest first; DataError when an entry stands in two files."""
    refuse_shared_entries(ledgers)
    years: list[Year] = []
    for ledger in sorted(ledgers, key=lambda ledger: (ledger.first, ledger.last, ledger.file)):
        if years and _continues(years[-1], ledger):
            years[-1] = Year((*years[-1].ledgers, ledger))
        else:
            years.append(Year((ledger,)))
    return years


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


def _continues(year: Year, ledger: Ledger) -> bool:
    """Whether the file goes on with that year: same closing day, days in common, or no opening of its own.

    Letters are unique within a year, so a file for a month or a quarter must share those of the files before.
    """
    closings = {known.closing for known in year.ledgers if known.closing}
    if closings and ledger.closing:
        return ledger.closing in closings
    if ledger.first <= year.last:
        return True
    within_a_year = (ledger.last - year.first).days < LONGEST_MERGED_DAYS
    return within_a_year and not any(line.opening for line in ledger.lines)
