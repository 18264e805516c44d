"""What an import did: read, accepted, refused and why, new, changed, gone, cleared, and whether totals agree."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from encours.book.changes import Change
from encours.book.plausibility import Doubt
from encours.book.summary import Summary
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
    summary: Summary = field(default_factory=Summary)
    doubts: tuple[Doubt, ...] = ()

    @property
    def accepted(self) -> int:
        return sum(change.accepted for change in self.changes)

    @property
    def refused(self) -> int:
        listed = {(problem.file, problem.line) for problem in self.problems if problem.line}
        return len(listed) + sum(
            problem.lines for problem in self.problems if not problem.line and problem.lines > 1
        )

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
        return {
            "import": self.number,
            "format": self.format,
            "files": list(self.files),
            **{
                name: getattr(self, name)
                for name in ("read", "accepted", "refused", "new", "changed", "gone", "cleared")
            },
            "summary": self.summary.as_data(),
            "doubts": [
                {"doubt": doubt.name, "count": doubt.count, "sentence": doubt.sentence}
                for doubt in self.doubts
            ],
            "tables": {change.table: change.as_data() for change in self.changes},
            "notes": list(self.notes),
            "ties": [
                {**asdict(tie), "source": str(tie.source), "book": str(tie.book), "agrees": tie.agrees}
                for tie in self.ties
            ],
            "problems": [asdict(problem) for problem in self.problems],
            "entities": list(self.entities),
            "dry_run": self.dry_run,
        }


class ImportRefused(DataError):
    """Nothing was imported; the problems say why."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
