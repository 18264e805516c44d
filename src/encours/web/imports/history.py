"""The imports of the book as a person may see them: who brought what, when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from encours.api.counts import by_table, number
from encours.book.home import Home
from encours.book.keeping import report_of as kept_report
from encours.book.undo import ImportLine, State
from encours.book.undo import imports as lines_of
from encours.i18n import _
from encours.web import place
from encours.web.access.perimeter import whole
from encours.web.imports.models import Brought
from encours.web.imports.permissions import may_see_version
from encours.web.sentences import told_here
from encours.web.workflow.people.models import Person


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    line: ImportLine
    brought: Brought | None

    @property
    def version(self) -> int:
        return self.line.number

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.line.recorded_at)

    @property
    def who(self) -> str:
        if self.brought is None:
            return _("command line")
        return str(self.brought.person or _("someone who left"))

    @property
    def files(self) -> str:
        return ", ".join(self.line.files)

    @property
    def imported(self) -> bool:
        return self.line.state is not State.UNDO

    def rows(self, what: str) -> str:
        """How many rows of which table are `new`, `changed` or `gone`; the number alone where no more was kept."""
        return by_table(self.line.tables, what) or (
            number(getattr(self, what)) if getattr(self, what) else ""
        )

    def __getattr__(self, name: str) -> Any:
        """What the line says; the taking back of an import has no counts of its own."""
        value = getattr(self.line, name)
        return None if isinstance(value, int) and not self.imported else value


def home() -> Home:
    return Home(place.home())


def history(person: Person) -> list[Past]:
    """The imports a person may see, oldest first."""
    brought = {one.version: one for one in Brought.objects.select_related("person", "upload")}
    found = [Past(line, brought.get(line.number)) for line in lines_of(home())]
    return [past for past in found if _seen(person, past, found)]


def report_of(version: int) -> dict[str, Any]:
    """The whole report of an import; {} when it is none."""
    return dict(told_here(kept_report(home(), version) or {}))


def past_of(person: Person, version: int) -> Past | None:
    """One import, when this person may see it."""
    return next((past for past in history(person) if past.version == version and past.imported), None)


def taken_back(person: Person, version: int) -> Past | None:
    """The undo that took an import back; None while it stands."""
    return next((past for past in history(person) if past.line.undoes == version), None)


def already(person: Person, digests: Sequence[str]) -> dict[str, int]:
    """For files known by their content: the import, still in the book, that brought each before."""
    kept = {past.version for past in history(person) if past.line.state is State.IN_BOOK}
    found: dict[str, int] = {}
    rows = Brought.objects.filter(version__in=kept, upload__files__digest__in=digests)
    for digest, version in rows.values_list("upload__files__digest", "version"):
        if digest in digests:
            found[digest] = max(version, found.get(digest, 0))
    return found


def _seen(person: Person, past: Past, every: Sequence[Past]) -> bool:
    """An undo is seen by who sees what it took back."""
    if whole(person):
        return True
    of = past.line
    if of.state is State.UNDO:
        of = next((other.line for other in every if other.version == of.undoes), of)
    report = report_of(of.number)
    return may_see_version(person, report.get("entities", ()), _tables(report), past.brought)


def _tables(report: dict[str, Any]) -> list[str]:
    return [name for name, counts in report.get("tables", {}).items() if counts["accepted"] or counts["gone"]]
