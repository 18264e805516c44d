"""The companies of a book side by side: how fresh each ledger is, what brought it, whether it ties; and pick-lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from encours.api.customers import rows_of
from encours.book.manifest import Manifest, as_known
from encours.book.publication import served
from encours.cube import entities as cube
from encours.cube.branches import Text
from encours.cube.dimensions import dimension
from encours.cube.visible import only_entities
from encours.money import from_units

if TYPE_CHECKING:
    from encours.api.openbook import OpenBook

Units = Mapping[tuple[str, str], int]
Published = tuple[str, int, str]
_KEPT = 64
_EVERY = 1_000_000
# What was published never changes: the ledger of a day is looked through once.
_held: dict[tuple[Published, date], Units] = {}
_checked: dict[tuple[Published, date], Units] = {}


@dataclass(frozen=True, slots=True)
class Brought:
    """The last import that touched an entity; `recorded_at` is an ISO instant, UTC."""

    version: int
    recorded_at: str
    format: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """One currency of an entity: its net position, and what its items less their allocations come to."""

    currency: str
    net: Decimal
    items: Decimal

    @property
    def difference(self) -> Decimal:
        return self.net - self.items


@dataclass(frozen=True, slots=True)
class EntityState:
    """One company. The days and counts are of what the perimeter shows; `ties` whether the whole ledger does, with its
    amounts in `tie_out` only for who sees the whole of it."""

    entity: str
    name: str
    siren: str
    country: str
    currency: str
    posted_on: date | None
    matched_on: date | None
    item_count: int
    customer_count: int
    last_import: Brought | None
    ties: bool
    tie_out: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dimension to pick from a list, and the name shown with it: itself when it has none."""

    value: str
    label: str


def entities(book: OpenBook) -> list[EntityState]:
    """Every entity of which something may be seen, by code; tie-out is as of the newest data."""
    rows = rows_of(book, cube.states(book.confines))
    net, gaps = _positions(book)
    brought = _last_imports(book, {row["entity"] for row in rows})
    whole = only_entities(book.confines)
    return [
        EntityState(
            **{**row, **{name: row[name] or "" for name in ("name", "siren", "country")}},
            last_import=brought.get(row["entity"]),
            ties=all(entity != row["entity"] for entity, _currency in gaps),
            tie_out=_ties(row["entity"], net, gaps) if whole else (),
        )
        for row in rows
    ]


def untied(book: OpenBook, as_of: date) -> tuple[str, ...]:
    """The entities whose positions on a day are not what their items less their allocations come to, by code.

    Whole ledgers are looked at; only entities of which something may be seen are named.
    """
    wrong = {entity for entity, _currency in _units(book, cube.gaps, as_of, _checked)}
    if not wrong:
        return ()
    seen = {choice.value for choice in dimension_values(book, "entity", limit=_EVERY)}
    return tuple(sorted(wrong & seen))


def dimension_values(book: OpenBook, name: str, limit: int = 200, search: str = "") -> list[Choice]:
    """Values of a dimension that may be seen, in order, for a pick-list; `search` keeps those that contain it.

    UsageError for a dimension that does not exist or has no list: bucket, date, numbers of documents.
    """
    book.lay(*dimension(name, book.about.custom).where.tables)
    text = cube.choices(dimension(name, book.about.custom), book.confines, search, limit)
    return [Choice(row["value"], row["label"] or row["value"]) for row in rows_of(book, text)]


def _positions(book: OpenBook) -> tuple[Units, Units]:
    """Net positions, and gaps, on the day of the newest data."""
    day = book.about.data_date
    if day is None:
        return {}, {}
    return _units(book, cube.positions, day, _held), _units(book, cube.gaps, day, _checked)


def _units(
    book: OpenBook, asked: Callable[[date], Text], day: date, known: dict[tuple[Published, date], Units]
) -> Units:
    current = served(book.home)
    key = ((str(book.home.path), book.version, current.path.name if current else ""), day)
    found = known.get(key)
    if found is None:
        text = asked(day)
        rows = book.engine.rows(text.sql, text.parameters)
        if len(known) >= _KEPT:
            known.clear()
        found = known[key] = {(entity, currency): int(units) for entity, currency, units in rows}
    return found


def _ties(entity: str, net: Units, gaps: Units) -> tuple[Tie, ...]:
    held: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, units in enumerate((net, gaps)):
        for (of, currency), amount in units.items():
            if of == entity:
                held[currency][place] = amount
    return tuple(
        Tie(currency, from_units(position, currency), from_units(position - gap, currency))
        for currency, (position, gap) in sorted(held.items())
    )


def _last_imports(book: OpenBook, wanted: set[str]) -> dict[str, Brought]:
    """The newest import of each entity, reading no more versions than it takes."""
    found: dict[str, Brought] = {}
    for number in sorted(as_known(book.home, str(book.version)).imports, reverse=True):
        if wanted <= found.keys():
            break
        version = as_known(book.home, str(number))
        for entity in version.summary.get("report", {}).get("entities", ()):
            if entity in wanted:
                found.setdefault(entity, _brought(version))
    return found


def _brought(version: Manifest) -> Brought:
    report = version.summary["report"]
    files = tuple(report.get("files", ()))
    return Brought(version.version, version.recorded_at, report.get("format", ""), files)
