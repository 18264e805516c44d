"""Taking an import back, and the list of what was imported and undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from encours.book.home import Home
from encours.book.keeping import complete
from encours.book.lock import writing
from encours.book.manifest import Manifest, contained, history, publish, without
from encours.book.publication import announce, build_whole, newest
from encours.book.records import BY_NAME
from encours.errors import DataError, UsageError, option
from encours.said import _

# Allocations join items, items take their currency from their entity, and what an import says of since when all is
# known builds on what was known before: they are taken back together.
LEDGER = ("entities", "items", "allocations", "known_since")


_NOBODY: Mapping[str, Any] = {}


class State(StrEnum):
    """What became of an import; `UNDO` is the taking back itself."""

    IN_BOOK = "in_book"
    UNDONE = "undone"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of the list of imports. `undoes` is the number an undo takes back, 0 for an import; `tables` what became
    of the rows of each table: new, changed, the same, gone."""

    number: int
    recorded_at: str
    state: State
    format: str = ""
    files: tuple[str, ...] = ()
    read: int = 0
    accepted: int = 0
    refused: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    undoes: int = 0
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The state in the reader's language."""
        match self.state:
            case State.IN_BOOK:
                return _("in the book")
            case State.UNDONE:
                return _("undone")
        return _("takes import {0} back").format(self.undoes)


def imports(home: Home) -> list[ImportLine]:
    """Every import and undo, oldest first."""
    versions = history(home)
    kept = versions[-1].imports if versions else set()
    return [_line(version, kept) for version in versions]


def _line(version: Manifest, kept: set[int]) -> ImportLine:
    if version.undone:
        return ImportLine(version.version, version.recorded_at, State.UNDO, undoes=version.undone)
    report = version.summary.get("report", {})
    counts = {count: int(report.get(count, 0)) for count in ("read", "accepted", "refused")}
    changes = {count: int(report.get(count, 0)) for count in ("new", "changed", "gone")}
    return ImportLine(
        version.version,
        version.recorded_at,
        State.IN_BOOK if version.version in kept else State.UNDONE,
        str(report.get("format", "")),
        tuple(report.get("files", ())),
        **counts,
        **changes,
        tables=report.get("tables", {}),
    )


def undo(home: Home, number: int | None = None, origin: Mapping[str, Any] = _NOBODY) -> int:
    """Take back the last import, or that one, and give its number; the book is then as if it had not taken place.

    An import that later ones build on cannot go before them: UsageError says which to undo first. So do a number
    that is no import and one already undone. DataError when no import is left.
    `origin` says who asks, for the version to keep.
    """
    return _undo(home, number, False, origin)[-1]


def undo_with_later(home: Home, number: int) -> list[int]:
    """Take an import back after those that build on it, the newest first; their numbers. Nothing of them is read: it is
    how a book gets rid of a damaged file."""
    return _undo(home, number, True)


def _undo(home: Home, number: int | None, later: bool, origin: Mapping[str, Any] = _NOBODY) -> list[int]:
    if not home.manifests.is_dir():
        raise _nothing(home)
    with writing(home):
        complete(home)
        before = newest(home)
        number = _chosen(home, before, number)
        building = _building_on(home, before, number)
        if building and not later:
            raise _needed(number, building)
        going = [*building, number]
        last = before
        for one in going:
            last = without(last, one, origin)
        path = build_whole(home, last)
        last = before
        for one in going:
            last = publish(home, without(last, one, origin))
        announce(home, path, last)
        return going


def _nothing(home: Home) -> DataError:
    return DataError(_("There is no import to undo in {0}.").format(home.path))


def _chosen(home: Home, before: Manifest, number: int | None) -> int:
    if number is None:
        if not before.imports:
            raise _nothing(home)
        return max(before.imports)
    if number in before.imports:
        return number
    found = next((version for version in history(home) if version.version == number), None)
    if found is None:
        raise UsageError(_("There is no import {0}. See: {1}").format(number, option("imports")))
    if found.undone:
        message = _(
            "{0} is not an import: it took import {1} back. Import the file again to have it in the book."
        )
        raise UsageError(message.format(number, found.undone))
    raise UsageError(_("Import {0} is undone already. See: {1}").format(number, option("imports")))


def _building_on(home: Home, before: Manifest, number: int) -> list[int]:
    """Later imports that were read, compared and checked against this one, the newest first: they must go before it."""
    held = contained(home, before)
    gone = {number}
    for later in held:
        if later.version > number and any(
            _depends(_reach(later), _reach(own)) for own in held if own.version in gone
        ):
            gone.add(later.version)
    return sorted(gone - {number}, reverse=True)


def _needed(number: int, building: list[int]) -> UsageError:
    message = _("Import {0} cannot be undone alone: later ones build on it. Undo first, in this order: {1}")
    return UsageError(message.format(number, ", ".join(map(str, building))))


@dataclass(frozen=True, slots=True)
class _Reach:
    """What an import wrote: entities whose items it holds, tables."""

    entities: frozenset[str]
    tables: frozenset[str]


def _reach(version: Manifest) -> _Reach:
    entities = version.summary.get("report", {}).get("entities", ())
    own = (segment.table for segment in version.segments if segment.version == version.version)
    return _Reach(frozenset(entities), _family(list(own)))


def _family(tables: Sequence[str]) -> frozenset[str]:
    return frozenset("items" if table in LEDGER else table for table in tables)


def _depends(later: _Reach, own: _Reach) -> bool:
    shared = later.tables & own.tables
    if later.entities and own.entities:
        # Two ledgers kept apart meet only in tables where no row belongs to an entity.
        return bool(later.entities & own.entities) or any("entity" not in BY_NAME[t].key for t in shared)
    return bool(shared)
