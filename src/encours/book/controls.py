"""Controls of a book: what each looks for, what it found, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from encours.book.engine import Engine
from encours.i18n import _, counted
from encours.money import from_units

EXAMPLES = 20


class Severity(StrEnum):
    """`ERROR`: a total is wrong. `WARNING`: a row deserves a look. `INFO`: worth knowing, never fails."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Example:
    """One row a control found; `item` is what it concerns: an item, a customer, an account, a currency."""

    entity: str
    item: str
    what: str

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.entity, self.item)))
        return _("{0}: {1}").format(place, self.what) if place else self.what


@dataclass(frozen=True, slots=True)
class Control:
    """What one control found: how many rows, for how much in each currency, up to twenty of them."""

    name: str
    label: str
    severity: Severity
    passed: bool
    count: int
    amounts: Mapping[str, Decimal]
    examples: tuple[Example, ...]
    explanation: str

    def __str__(self) -> str:
        """The verdict on one line; under it, what was found and what to do."""
        title = f"{self._sign} {self.label}"
        if not self.count:
            return title
        sums = ", ".join(f"{amount} {currency}" for currency, amount in self.amounts.items())
        size = counted("{0} row", "{0} rows", self.count).format(self.count) + (f", {sums}" if sums else "")
        rows = [f"    {row}" for row in self.examples]
        more = [_("    … and {0} more").format(self.count - len(rows))] if self.count > len(rows) else []
        return "\n".join([_("{0}: {1}").format(title, size), *rows, *more, f"    → {self.explanation}"])

    @property
    def _sign(self) -> str:
        if self.passed:
            return "·" if self.count else "✓"
        return "✗" if self.severity is Severity.ERROR else "!"


def failed(controls: Iterable[Control]) -> bool:
    """Whether a total is wrong: warnings alone do not fail."""
    return any(not control.passed and control.severity is Severity.ERROR for control in controls)


@dataclass(frozen=True, slots=True)
class Check:
    """How a control is made. `rows` is SQL for what it looks for, `{day}` standing for the as-of date, with columns
    `entity`, `item`, `ccy`, `units` (null: no amount), `x` and `y` (texts that `example` takes as {0} and {1})."""

    name: str
    label: str
    severity: Severity
    rows: str
    example: str
    explanation: str


def run(engine: Engine, check: Check, day: date) -> Control:
    """Look for what the control looks for, in the book as of that day."""
    rows = check.rows.format(day=f"DATE '{day}'")
    engine.run(f"CREATE OR REPLACE TEMP TABLE found AS {rows}")
    count = int(engine.value("SELECT COUNT(*) FROM found"))
    sums = "SELECT ccy, SUM(units) FROM found WHERE units IS NOT NULL GROUP BY ccy ORDER BY ccy"
    shown = (
        f"SELECT entity, item, x, y FROM found ORDER BY ABS(units) DESC, entity, item, x, y LIMIT {EXAMPLES}"
    )
    return Control(
        check.name,
        _(check.label),
        check.severity,
        not count or check.severity is Severity.INFO,
        count,
        {currency: from_units(int(units), currency) for currency, units in engine.rows(sums)},
        tuple(
            Example(entity or "", item or "", _(check.example).format(x, y))
            for entity, item, x, y in engine.rows(shown)
        ),
        _(check.explanation),
    )
