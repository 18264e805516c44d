"""The source files of the demo group: what five companies with different software would hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from encours.book.reading import Options
from encours.demo.group.clock import END, START, WARM_UP, after
from encours.demo.group.fec import Software, write_fec
from encours.demo.group.folders import write_parties, write_people
from encours.demo.group.ledgers import Ledger, ledgers
from encours.demo.group.lists import shared_numbers, write_english_list, write_french_list, write_sheet
from encours.demo.group.market import write_rates
from encours.demo.group.pieces import Piece
from encours.demo.group.work.folder import write_work

_FEC = {
    "FR01": Software("\t", "iso-8859-15", (date(2025, 10, 31), END)),
    "FR02": Software("|", "utf-8", (date(2024, 12, 31), date(2025, 12, 31), END)),
}
_LISTS = {
    "FR03": ("FR03_grand_livre_clients.xlsx", write_sheet),
    "BE01": ("BE01_postes_clients.csv", write_french_list),
    "GB01": ("GB01_receivables.csv", write_english_list),
}
_RATES_BEFORE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Source:
    """Files that make one import: the importer that reads them, what it must be told, and whose they are
    ("" when they concern every entity)."""

    entity: str
    format: str
    paths: tuple[Path, ...]
    options: Options


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of the demo, in the order to import them; `until` is the last day they tell of."""

    batches: tuple[Source, ...]
    until: date = END

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file and folder, in order."""
        return tuple(path for batch in self.batches for path in batch.paths)


def write_sources(folder: Path, seed: int = 7) -> Sources:
    """Write the source files of the demo group into a folder; the same seed writes the same files.

    First the customers and their payment terms, from which the due dates of a FEC are computed; then the rates,
    the FEC of two companies and the lists of three; last what people keep and do, which refers
    to items.
    """
    folder.mkdir(parents=True, exist_ok=True)
    group = ledgers(seed)
    write_parties(folder / "clients", group)
    write_rates(folder / "eurofxref-hist.csv", seed, after(WARM_UP, -_RATES_BEFORE_DAYS), END)
    keys: dict[Piece, str] = {}
    batches = [_write_ledger(folder, ledger, keys) for ledger in group]
    write_people(folder / "recouvrement", seed, group, keys)
    write_work(folder / "recouvrement", seed, group, keys)
    return Sources(
        (
            Source("", "book", (folder / "clients",), Options()),
            Source("", "rates", (folder / "eurofxref-hist.csv",), Options()),
            *batches,
            Source("", "book", (folder / "recouvrement",), Options()),
        )
    )


def _write_ledger(folder: Path, ledger: Ledger, keys: dict[Piece, str]) -> Source:
    """The export of one company; `keys` receives the items of those whose software has its own numbers."""
    company = ledger.company
    if company.code in _FEC:
        paths, found = write_fec(folder, ledger, _FEC[company.code], START)
        keys |= found
        return Source(
            company.code, "fec", tuple(paths), Options(entity=company.code, currency=company.currency)
        )
    name, write = _LISTS[company.code]
    write(folder / name, ledger)
    keys |= shared_numbers(ledger)
    return Source(company.code, "flat", (folder / name,), Options(entity=company.code, date_order="dmy"))
