"""When documents without a due date of their own fall due: read where a file says it, computed from terms elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from encours.book.records import DEBITS, Kind
from encours.errors import UsageError, option
from encours.said import _
from encours.terms import DEFAULT, Terms, due_date, parse_terms


@dataclass(slots=True)
class DueDates:
    """Payment terms of the customers of one entity, and the `default` for the others.

    `computed` counts the due dates that come from terms; `misread` holds terms that are not understood.
    """

    terms: Mapping[str, str]
    default: Terms = DEFAULT
    computed: int = 0
    misread: set[str] = field(default_factory=set)
    _parsed: dict[str, Terms] = field(default_factory=dict)

    def of(self, customer: str, kind: Kind, issue: date, read: date | None) -> tuple[date | None, str | None]:
        """Due date and its source; neither for a credit, which waits for nothing, unless the file says so."""
        if read is not None:
            return read, "read"
        if kind not in DEBITS:
            return None, None
        self.computed += 1
        return due_date(issue, self._terms(self.terms.get(customer) or "")), "computed"

    def _terms(self, text: str) -> Terms:
        if text not in self._parsed:
            self._parsed[text] = self._read(text) if text.strip() else self.default
        return self._parsed[text]

    def _read(self, text: str) -> Terms:
        try:
            return parse_terms(text)
        except ValueError:
            self.misread.add(text)
            return self.default


def default_terms(text: str | None) -> Terms:
    """The terms asked for, thirty days when none are; UsageError when they are not understood."""
    if not text:
        return DEFAULT
    try:
        return parse_terms(text)
    except ValueError as error:
        raise UsageError(
            _("{option} {text}: not understood. Write them as 30, 45 FDM or 30 FDM le 10.").format(
                option=option("terms"), text=text
            )
        ) from error
