"""How the place of a dimension is declared: which row holds it, beside the fact or behind a number of the fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from encours.book.columns import Type
from encours.cube.facts.beside import ROW, Beside
from encours.cube.facts.fact import Fact
from encours.cube.moment import Moment
from encours.errors import UsageError
from encours.i18n import _


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact as a query reads it: at what moment, and how ages are counted there."""

    fact: Fact
    moment: Moment
    edges: tuple[int, ...]
    aged_from: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A table of numbered things; facts carry the number, and what describes the thing is looked up once summed."""

    table: str
    number: str
    alias: str


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Which row holds a dimension: one that stands `beside` each row of the fact, one of its `holder`, or both (the
    row's own, else its holder's); or none, and it is `reckoned` as a number, which filters know as `named`."""

    name: str
    tables: tuple[str, ...] = ()  # of the book, read besides those of the fact
    beside: Beside | None = None
    holder: Holder | None = None
    reckoned: Callable[[Reading], str] | None = None
    named: Callable[[Reading], str] | None = None
    of_items: bool = False  # it may tell the items of one customer apart
    few: bool = False  # it splits into few cells, unless the dimension has many values
    moves: bool = False  # a row may be in one cell on a date and in another the next
    own: bool = False  # only the rows of facts that carry it have it
    one_day: bool = False  # what stands beside is that of one day: many dates are asked one by one
    values: str = ""  # FROM of the list of its values, with items as `i` and customers as `c`

    @property
    def mixed(self) -> bool:
        return self.beside is not None and self.holder is not None

    @property
    def held(self) -> bool:
        """It is wholly looked up behind a number of the fact."""
        return self.holder is not None and self.beside is None


@dataclass(frozen=True, slots=True)
class Dimension:
    """`column` is the SQL column in the row `where` says. `many` marks dimensions with very many values; a flag left
    unsaid is false. What is `said` of several rows is SQL that names them."""

    name: str
    label: str
    where: Place
    column: str
    many: bool = False
    type: Type = Type.TEXT
    said: Callable[[], str] | None = None  # its value, where it is more than a column

    def beside(self, fact: Fact) -> Beside | None:
        """The row that holds it, read with one of a fact."""
        if self.where.own and self.name not in fact.carries:
            raise UsageError(
                _("{0} is said of work alone: this figure is not split by it.").format(self.name)
            )
        return ROW if self.where.beside and self.name in fact.carries else self.where.beside

    def of(self, alias: str) -> str:
        """SQL of its value in a row."""
        if self.said:
            return self.said()
        column = f"{alias}.{self.column}"
        return f"COALESCE({column}, FALSE)" if self.type is Type.FLAG else column
