"""What an import did: read, accepted, refused and why, new, changed, gone, cleared, and whether totals agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from encours.book.changes import Change
from encours.book.plausibility import Doubt
from encours.book.summary import Summary
from encours.book.ties import TieCheck
from encours.errors import DataError, Problem


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
    def faults(self) -> list[Problem]:
        """What is wrong with a file as a whole: a ledger out of balance, years that do not follow each other."""
        return [problem for problem in self.problems if not problem.line and problem.lines == 1]

    @property
    def gaps(self) -> list[TieCheck]:
        """The totals of the source that the book does not agree with."""
        return [tie for tie in self.ties if not tie.agrees]

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
        """Flat facts for JSON, in the language of the moment; `said.keep` makes of them what any reader can be told."""
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
            "ties": [tie.as_data() for tie in self.ties],
            "problems": [as_facts(problem) for problem in self.problems],
            "entities": list(self.entities),
            "dry_run": self.dry_run,
        }


def as_facts(problem: Problem) -> dict[str, Any]:
    """A problem for JSON, its message as it was made."""
    return {name: getattr(problem, name) for name in ("file", "line", "column", "message", "lines")}


class ImportRefused(DataError):
    """Nothing was imported; the problems say why."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
