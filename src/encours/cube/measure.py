"""How a measure is declared: which fact it adds up, which of its rows, what of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from encours.cube.facts.fact import Fact

LATE = {True: "f.due_on < DATE '{day}'", False: "f.due_on >= DATE '{day}'"}


class Gather(StrEnum):
    """How the values of the rows come together."""

    SUM = "sum"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` is the SQL gathered over the rows of the fact that count: those of `test` and, if `late` says so, only
    those late on the date, or only those that are not. `{day}` stands for the as-of date, `{start}` for the first day
    of the window. Money is in whole units of 1/100 000."""

    name: str
    fact: Fact
    value: str
    label: str = ""
    about: str = ""
    test: str = ""
    late: bool | None = None
    money: bool = True
    published: bool = True
    gathered: Gather = Gather.SUM
    vast: bool = False  # money times days: more digits than one decimal holds once converted
    dated: bool = False  # its value or its test speaks of the date, besides being late on it
    disputes: bool = False  # only rows under an open dispute count: it is read beside them, as `x`
    monthly: str = ""  # the same over the month-end sums, where it can be read there
    monthly_total: str = (
        ""  # and over their totals, which know no due date, where it is not said the same way
    )
    parameters: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """SQL of the whole test of the rows that count: the others are not behind the figure."""
        late = "" if self.late is None else LATE[self.late]
        return " AND ".join(part for part in (self.test, late) if part)

    @property
    def flow(self) -> bool:
        return self.fact.flow

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the book it reads: those of its fact, and the disputes that weigh on open items."""
        return (*self.fact.tables, "disputes") if self.disputes else self.fact.tables
