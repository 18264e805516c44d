"""What an import did: read, accepted, refused and why, new, changed, gone, cleared, and whether totals agree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from encours.book.changes import Change
from encours.errors import DataError, Problem


@dataclass(frozen=True, slots=True)
class TieCheck:
    """A total of the source beside the book's: they agree or the difference is told."""

    entity: str
    account: str
    currency: str
    source: Decimal
    book: Decimal

    @property
    def agrees(self) -> bool:
        return self.source == self.book


@dataclass(frozen=True, slots=True)
class Report:
    """The import report. `number` is 0 when nothing was written: dry run, or nothing changed."""

    number: int
    format: str
    files: tuple[str, ...]
    read: int
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    cleared: int
    ties: tuple[TieCheck, ...]
    entities: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def accepted(self) -> int:
        return sum(change.accepted for change in self.changes)

    @property
    def refused(self) -> int:
        return len({(problem.file, problem.line) for problem in self.problems})

    @property
    def new(self) -> int:
        return sum(change.new for change in self.changes)

    @property
    def changed(self) -> int:
        return sum(change.changed for change in self.changes)

    @property
    def gone(self) -> int:
        return sum(change.gone for change in self.changes)

    def as_data(self) -> dict[str, Any]:
        """Flat facts for JSON."""
        tables = {
            c.table: {
                "accepted": c.accepted,
                "new": c.new,
                "changed": c.changed,
                "gone": c.gone,
                "same": c.same,
            }
            for c in self.changes
        }
        return {
            "import": self.number,
            "format": self.format,
            "files": list(self.files),
            "read": self.read,
            "accepted": self.accepted,
            "refused": self.refused,
            "new": self.new,
            "changed": self.changed,
            "gone": self.gone,
            "cleared": self.cleared,
            "tables": tables,
            "notes": list(self.notes),
            "ties": [
                {
                    "entity": t.entity,
                    "account": t.account,
                    "currency": t.currency,
                    "source": str(t.source),
                    "book": str(t.book),
                    "agrees": t.agrees,
                }
                for t in self.ties
            ],
            "problems": [
                {"file": p.file, "line": p.line, "column": p.column, "message": p.message}
                for p in self.problems
            ],
            "entities": list(self.entities),
            "dry_run": self.dry_run,
        }


class ImportRefused(DataError):
    """Nothing was imported; the problems say why."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
