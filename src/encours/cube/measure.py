"""How a measure is declared: which fact it adds up, which of its rows, what of each; and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from encours.cube.facts.fact import Fact
from encours.cube.figure import (
    WINDOW,
    WITHIN,
    Better,
    Cost,
    Family,
    Need,
    Parameter,
    Parameters,
    Shape,
    Unit,
    When,
)
from encours.i18n import mark

LATE = {True: "f.due_on < DATE '{day}'", False: "f.due_on >= DATE '{day}'"}

MONEY_DAYS = "money_days"
MONEY_SQUARED = "money_squared"  # an amount times an amount, of the sides of a figure


class Gather(StrEnum):
    """How the values of the rows come together."""

    SUM = "sum"
    MEDIAN = "median"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` is the SQL gathered over the rows of the fact that count: those of `test` and, if `late` says so, only
    those late on the date, or only those that are not. `{day}` stands for the as-of date, `{start}` for the first day
    of the window. Money is in whole units of 1/100 000."""

    name: str
    fact: Fact
    value: str
    label: str
    definition: str = ""
    unit: Unit = Unit.MONEY
    better: Better = Better.NEITHER
    cost: Cost = Cost.SUMS
    published: bool = True
    test: str = ""
    late: bool | None = None
    gathered: Gather = Gather.SUM
    vast: bool = False  # money times days: more digits than one decimal holds once converted
    dated: bool = False  # its value or its test speaks of the date, besides being late on it
    disputes: bool = False  # only rows under an open dispute count: it is read beside them, as `x`
    graced: str = (
        ""  # the setting that says the days its fact counts with: `k` of grace, `within` of an action
    )
    monthly: str = ""  # the same over the month-end sums, where it can be read there
    monthly_total: str = ""  # and over their totals, which know no due date, if it is not said alike
    rows: str = ""  # of one that is not published: the measure whose rows it is reckoned on

    formula: ClassVar[str] = mark("sum of the rows of the receivables ledger")
    source: ClassVar[str] = ""
    shape: ClassVar[Shape] = Shape.ROWS
    main_parameter: ClassVar[str] = ""

    @property
    def counted(self) -> str:
        """SQL of the whole test of the rows that count: the others are not behind the figure."""
        late = "" if self.late is None else LATE[self.late]
        return " AND ".join(part for part in (self.test, late) if part)

    @property
    def money(self) -> bool:
        return self.unit is Unit.MONEY

    @property
    def kind(self) -> str:
        """What its sum is, beside other sums: amounts times days are of no unit of a figure."""
        return MONEY_DAYS if self.vast else self.unit.value

    @property
    def flow(self) -> bool:
        return self.fact.flow

    @property
    def family(self) -> Family:
        return Family.FLOWS if self.flow else Family.POSITIONS

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the book it reads: those of its fact, and the disputes that weigh on open items."""
        return (*self.fact.tables, "disputes") if self.disputes else self.fact.tables

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        counted = (WITHIN,) if self.graced == WITHIN.name else ()
        return (WINDOW, *counted) if self.flow else ()

    def counting(self, chosen: Parameters) -> Measure:
        """The same over a fact that counts with the days chosen."""
        if self.graced not in self.defaults():
            return self
        days = str(int(chosen.get(self.graced) or self.defaults()[self.graced]))
        return replace(self, fact=replace(self.fact, rows=self.fact.rows.replace("{k}", days)))

    def defaults(self) -> dict[str, str]:
        return {parameter.name: parameter.default for parameter in self.parameters}

    def needs(self, _chosen: Parameters) -> tuple[Need, ...]:
        return (Need(self.name, When.WINDOW if self.flow else When.END),)
