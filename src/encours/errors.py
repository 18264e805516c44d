"""What can go wrong, in words that say what to do next."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

COMMAND_LINE = {
    "accounts": "[fec] (--map)",
    "currency": "--currency",
    "date_order": "--date-order dmy|mdy",
    "decimal": "decimal (--map)",
    "entity": "--entity",
    "format": "--format",
    "headers": "header_row, [columns] (--map)",
    "imports": "encours imports",
    "kinds": "[kinds] (--map)",
    "mapping": "encours import --suggest",
    "snapshot": "--snapshot DATE",
    "statuses": "[statuses] (--map)",
    "terms": "--terms",
    "undo": "encours undo",
}
_names: ContextVar[Callable[[str], str]] = ContextVar("names", default=COMMAND_LINE.__getitem__)


class Option(str):
    """What an option is called where the person is, and its `name`, by which another place calls it otherwise."""

    __slots__ = ("name",)
    name: str


def option(name: str) -> Option:
    """What the person has at hand to say more: an option of the command line, or whatever `naming` calls it there.

    >>> option("entity")
    '--entity'
    >>> with naming(lambda name: f"the field {name.title()}"):
    ...     option("entity")
    'the field Entity'
    """
    found = Option(_names.get()(name))
    found.name = name
    return found


@contextmanager
def naming(names: Callable[[str], str]) -> Iterator[None]:
    """For the time of the block, in this thread alone, options bear the names of the page that asks."""
    before = _names.set(names)
    try:
        yield
    finally:
        _names.reset(before)


class EncoursError(Exception):
    """An error meant for the person at the keyboard: one line, and what to do next."""

    exit_code = 1


class DataError(EncoursError):
    """The data does not allow what was asked (exit code 1)."""


class Damaged(DataError):
    """A file of the data folder is lost, or no longer what was written: the question is good, no other would help."""


class UsageError(EncoursError):
    """The question itself is not understood (exit code 2)."""

    exit_code = 2


# What the system, SQLite (in its journal too), the engine and PostgreSQL call a disk that takes no more.
_FULL_WORDS = (
    "No space left on device",
    "Could not write file",
    "Disk quota exceeded",
    "database or disk is full",
    "disk I/O error",
)
_FULL_STATES = ("53100",)


def disk_full(error: BaseException | None) -> bool:
    """Whether a disk that takes no more is behind an error, whichever library told of it.

    >>> disk_full(OSError(errno.ENOSPC, "")), disk_full(OSError(errno.EACCES, "")), disk_full(None)
    (True, False, False)
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(error, "sqlstate", None) in _FULL_STATES or any(w in str(error) for w in _FULL_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a source file: errors are data, collected and shown together.

    `line` counts from 1 as a text editor does (in a spreadsheet, its row number); 0 means the file as a whole.
    `column` is the header as it stands in the file, "" when the whole line is meant.
    """

    file: str
    line: int
    column: str
    message: str
    lines: int = 1  # how many lines it stands for: beyond the first thousands they are counted, not listed

    def __str__(self) -> str:
        """
        >>> str(Problem("ledger.csv", 12, "Montant", "not an amount: abc"))
        'ledger.csv:12: Montant: not an amount: abc'
        """
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.column, self.message) if part)
