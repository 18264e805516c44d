"""A receivable item of a FEC, read in it or held by the book, and the letters it bears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from encours.book.natures import Nature
from encours.book.records import CASH, Kind
from encours.importers.fec.ledger import Line

OPENING = "opening/"


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter: its matching date when it has one, the closing day of the year it belongs to, and since when it is
    known: the day of the line, or of the opening line that brought it."""

    letter: str
    on: date | None
    closing: date
    since: date


@dataclass(slots=True, eq=False)
class Item:
    """A receivable item: the line it comes from and what the book calls it; `units` are a part of the line's.

    `held`: the book has it, the file does not list it; `bare`: no more is known of it than its amount; `changed`: an
    opening line gave it a letter. `reopens`: the key of the payment it takes back.
    """

    line: Line
    customer: str
    key: str
    kind: Kind
    nature: str
    units: int
    issue: date
    due: date | None
    due_source: str | None
    marks: tuple[Mark, ...] = ()
    reopens: str = ""
    held: bool = False
    bare: bool = False
    changed: bool = False

    @property
    def doubtful(self) -> bool:
        return self.line.family == "doubtful"

    @property
    def due_on(self) -> date:
        """The day that decides which of the items of a group is settled first."""
        return self.due or self.issue

    def is_cash(self) -> bool:
        return self.kind in CASH and self.nature != Nature.OPENING
