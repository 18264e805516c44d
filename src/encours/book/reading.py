"""What an importer hands to the book: tables, what it could not read, and what the totals should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encours.errors import Problem
from encours.money import to_units
from encours.said import Said, _, sum_text

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table that already has the columns of the book: read and checked by the engine, without Python rows."""

    path: Path


@dataclass(frozen=True, slots=True)
class RowsTable:
    """A table built by an importer.

    `arrow` has the columns of the book's table (those it knows; any other is kept as a custom field), already typed:
    text as string, dates as date32, money as int64 units (`encours.money.to_units`), numbers as decimal128(38, 9),
    whole as int64, flags as bool, moments as timestamp("us"). Unknown is null, never "".
    Besides these it must have `_file` (string, as shown to people) and `_line` (int64, 1-based), and `items` may have:

    * `_group` (string) and `_group_date` (date32): items of one entity that carry the same `_group` were matched
      together on that date (null: the newest posting date of the group); allocations are derived from them;
    * `_open` (int64 units, signed as the amount): what the source says is still open, used with a snapshot.
    """

    arrow: pa.Table


Source = FileTable | RowsTable
LISTS = "flat"  # the format of lists of anybody's making


@dataclass(frozen=True, slots=True)
class Tie:
    """A total of the source that the book must agree with: a ledger account, a control total.

    It is what the items posted up to `last` add up to (None: all of them); with `first`, the movements of the days from
    `first` to `last` alone, in `journals`.
    """

    entity: str
    account: str
    currency: str
    amount: Decimal
    first: date | None = None
    last: date | None = None
    journals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A total that a file prints, on its line, beside what the lines read add up to. No currency: a list may hold
    several."""

    file: str
    line: int
    printed: Decimal
    read: Decimal

    @property
    def agrees(self) -> bool:
        return self.printed == self.read

    def __str__(self) -> str:
        return self.told()

    def told(self) -> Said:
        """In a sentence.

        >>> print(PrintedTotal("list.csv", 12, Decimal("160.00"), Decimal("150.00")))
        list.csv: total printed (line 12): 160.00, but the lines read add up to 150.00: 10.00 apart
        """
        printed, read = sum_text(to_units(self.printed)), sum_text(to_units(self.read))
        if self.agrees:
            message = _("{file}: total printed (line {line}): {total}, as its lines add up to")
            return message.format(file=self.file, line=self.line, total=printed)
        message = _(
            "{file}: total printed (line {line}): {total}, but the lines read add up to {ours}: {gap} apart"
        )
        gap = sum_text(to_units(abs(self.printed - self.read)))
        return message.format(file=self.file, line=self.line, total=printed, ours=read, gap=gap)

    def as_data(self) -> dict[str, Any]:
        """Facts for JSON, amounts as text."""
        amounts = {"printed": str(self.printed), "read": str(self.read)}
        return {"file": self.file, "line": self.line, **amounts, "agrees": self.agrees}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one import reads. `read` counts source lines; refused lines are the lines of `problems`. `scope` are the
    entities a list of open items speaks of beside those of its items: it may say that nothing of them is open. `totals`
    are those that the files print.

    `spans`: the days over which a ledger tells all that happened in an entity.

    Besides tables of the book: `members` (entity, item, _group, _group_date: items of the book that groups of the
    import match) and `withdrawn` (entity, item: items that leave the book, with their matchings).
    """

    format: str
    tables: Mapping[str, Source]
    problems: Sequence[Problem] = ()
    read: int = 0
    notes: Sequence[str] = ()
    ties: Sequence[Tie] = ()
    snapshot: date | None = None
    scope: Sequence[str] = ()
    totals: Sequence[PrintedTotal] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item of the book still open, as importers need to recognise it."""

    customer: str
    item: str
    document: str | None
    amount: Decimal
    open: Decimal
    posting_date: date


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item of the book with all that a ledger said of it, amounts in units; `custom` are its other columns."""

    customer: str
    item: str
    kind: str
    nature: str
    document: str
    posting_date: date
    issue_date: date
    due_date: date | None
    due_source: str | None
    units: int
    doubtful: bool
    payment_method: str
    custom: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which items of the book are sought: of these customers, bearing one of these letters of a FEC, of these keys,
    posted from a day to another; None: any."""

    customers: Sequence[str] | None = None
    letters: Sequence[str] | None = None
    items: Sequence[str] | None = None
    posted: tuple[date, date] | None = None


def _nothing_held(_: str, __: Sought) -> Sequence[HeldItem]:
    return ()


def _no_terms(_: str) -> Mapping[str, str]:
    return {}


def _no_date(_: str) -> date | None:
    return None


def _no_customers(_: str) -> Mapping[str, str | None]:
    return {}


def _no_last_date(_: str, __: date) -> date | None:
    return None


def _not_listed(_: str) -> bool:
    return False


def _no_items(_: str, __: date) -> Sequence[OpenItem]:
    return ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the book already knows, asked only by the importers that need it.

    `terms(entity)`: payment terms by customer. `customers(entity)`: their names, by code. `first_posting(entity)`:
    oldest posting date held. `open_items(entity, day)`: items open at the end of that day. `held(entity, sought)`:
    items, with all that is held of them. `listed(entity)`: whether lists of open items spoke of it; `first_posting` is
    then that of its ledgers. `last_posting(entity, day)`: the newest of a ledger before a day. `entities`:
    codes held, in order. `sirens`: the entity of each SIREN held.
    """

    entities: Sequence[str] = ()
    terms: Callable[[str], Mapping[str, str]] = _no_terms
    first_posting: Callable[[str], date | None] = _no_date
    open_items: Callable[[str, date], Sequence[OpenItem]] = _no_items
    held: Callable[[str, Sought], Sequence[HeldItem]] = _nothing_held
    customers: Callable[[str], Mapping[str, str | None]] = _no_customers
    listed: Callable[[str], bool] = _not_listed
    last_posting: Callable[[str, date], date | None] = _no_last_date
    sirens: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said on the command line, for the importers it concerns.

    `date_order` is "dmy" or "mdy" when given; `terms` the default payment terms; `mapping` a parsed mapping file;
    `progress` is called with (lines done, lines in all or 0).
    """

    entity: str | None = None
    currency: str | None = None
    mapping: Mapping[str, Any] | None = None
    snapshot: date | None = None
    date_order: str | None = None
    terms: str | None = None
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)
