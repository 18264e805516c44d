"""A version of the book open on one connection: what it says of itself, its converters, who follows whom."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from encours.book.engine import Engine
from encours.book.home import Home
from encours.book.manifest import as_known as version_known
from encours.book.publication import open_served, open_version, served
from encours.cube.about import About, about
from encours.cube.assignment import Assignment, assign
from encours.cube.conversion import REFERENCE, Converter
from encours.cube.overlay import LAYERS, Overlays, lay, lift
from encours.cube.promises import PROMISED
from encours.cube.promises import currencies as promised_currencies

if TYPE_CHECKING:
    import pyarrow as pa

MOST_KEPT = 100
T = TypeVar("T")


class Connection:
    """Shared by every view of a book; one thread at a time may ask it."""

    def __init__(
        self, home: Home, known: str | None, assignment: Assignment | None, engine: Engine | None = None
    ) -> None:
        self.home, self.assignment, self._known = home, assignment, known
        self._take(engine or self._open())

    def _open(self) -> Engine:
        if self._known is None or served(self.home) is None:
            return open_served(self.home)  # says so when there is no book
        return open_version(self.home, version_known(self.home, self._known))

    def _take(self, engine: Engine) -> None:
        self._begin(engine, about(engine))
        if self.assignment:
            assign(engine, self.assignment, self.about.custom)

    def _begin(self, engine: Engine, told: About) -> None:
        self.engine, self.about = engine, told
        self.searched: tuple[Any, ...] = ()  # the search whose rows are at hand
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._converters: dict[str, Converter] = {}
        self._laid: dict[str, tuple[Hashable, int]] = {}
        self.apart: Connection | None = None  # a second connection, whose tables show one account

    def assign(self, assignment: Assignment | None) -> None:
        """From now on customers are followed as this says; the connection and its converters stay."""
        if assignment is not self.assignment and assignment != self.assignment:
            self.assignment = assignment
            assign(self.engine, assignment or Assignment(), self.about.custom)
            self._forget()

    def lay(self, overlays: Overlays, revisions: Mapping[str, int]) -> None:
        """Lay what people recorded in these tables over them, up to a revision of each: what was laid already stays."""
        for table, revision in revisions.items():
            wanted = (overlays.scope, revision)
            laid = self._laid.get(table, (overlays.scope, 0))
            if wanted == laid:
                continue
            if wanted[0] != laid[0] or wanted[1] < laid[1]:
                lift(self.engine, LAYERS[table])
                laid = (overlays.scope, 0)
            self._laid.pop(table, None)
            if len(changes := self._changes(overlays, table, laid[1])):
                lay(self.engine, LAYERS[table], changes)
            self._laid[table] = wanted
            self._forget()

    def _changes(self, overlays: Overlays, table: str, since: int) -> pa.Table:
        return overlays.changes(table, since)

    def _forget(self) -> None:
        """Nothing found before still holds."""
        self.searched, self._kept = (), {}
        self.engine.held.pop(PROMISED, None)

    def refresh(self) -> None:
        """Open what has been published since."""
        self.engine.close()
        self._take(self._open())

    def close(self) -> None:
        self.engine.close()

    @property
    def closed(self) -> bool:
        return self.engine.closed

    def another(self) -> Connection:
        """The same file, for another thread."""
        return Connection(self.home, self._known, self.assignment, self.engine.another())

    def stale(self) -> bool:
        """Whether something newer has been published: one small file is read."""
        if self._known is not None:
            return version_known(self.home, self._known).version != self.about.version
        current = served(self.home)
        return current is not None and current.path.name != self.engine.file

    def kept(self, key: tuple[Any, ...], found: Callable[[], T]) -> T:
        """What was found for a key, found once: an open book changes only by what is laid over it."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = found()
        value: T = self._kept[key]
        return value

    def converter(self, currency: str | None) -> Converter:
        """Into a currency; by default that of the book if it has one only, else EUR."""
        default = self.about.currencies[0] if len(self.about.currencies) == 1 else REFERENCE
        reporting = (currency or default).upper()
        if reporting not in self._converters:
            promised = partial(promised_currencies, self.engine)
            self._converters[reporting] = Converter(self.engine, self.about.currencies, reporting, promised)
        return self._converters[reporting]
