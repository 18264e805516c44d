"""What a run of the benchmark measures: how large a book, where it is kept, against whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

RIVALS = ("postgresql", "pandas")
ENTITIES = 20
MOST_TOUCHED = 100_000
QUICK_ITEMS, QUICK_CUSTOMERS = 200_000, 6_000
SPAN_DAYS = 4 * 365  # dates are drawn in the last four of the five years, where the book is full


@dataclass(frozen=True, slots=True)
class Plan:
    """`runs` are counted after one warm-up; `without` names rivals left out; everything is kept under `folder`."""

    items: int
    customers: int
    folder: Path
    runs: int = 7
    imports: int = 3
    seed: int = 1
    without: frozenset[str] = frozenset()
    thirty: bool = False

    @property
    def place(self) -> Path:
        """The folder of one size of book: two sizes never mix."""
        return self.folder / f"{self.items}-items-{self.customers}-customers-seed-{self.seed}"

    @property
    def source(self) -> Path:
        """The generated book folder."""
        return self.place / "source"

    @property
    def home(self) -> Path:
        """The data folder it is imported into."""
        return self.place / "home"

    @property
    def numbered(self) -> Path:
        """The same ledger with numbers for keys, for the rivals."""
        return self.place / "numbered"

    @property
    def entities(self) -> int:
        return max(1, min(ENTITIES, self.customers // 10))

    @property
    def touched(self) -> int:
        """Items that the import measured touches."""
        return max(10, min(MOST_TOUCHED, self.items // 20))

    @property
    def days_back(self) -> list[int]:
        """How long before the newest data each run asks, the warm-up first: the same days for everyone."""
        return Random(self.seed).sample(range(1, SPAN_DAYS), self.runs + 1)

    def times(self, factor: int) -> Plan:
        """The same with a ledger so many times larger."""
        return replace(self, items=self.items * factor)
