"""How much work there is in the book that is measured, and how many record at once for how long."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Scale:
    """A little more than a sixth of the items of a year are still open at its end: a million here."""

    items: int = 5_800_000
    customers: int = 100_000
    actions: int = 2_000_000
    promises: int = 200_000
    disputes: int = 100_000
    months: int = 12
    people: int = 20
    seconds: float = 120.0
    runs: int = 3
    seed: int = 1

    def place(self, folder: Path) -> Path:
        """Where its book is kept: two sizes never mix."""
        size = f"{self.items}-items-{self.customers}-customers-{self.actions}-actions"
        return folder / "people" / f"{size}-seed-{self.seed}"


WHOLE = Scale()
QUICK = Scale(60_000, 2_000, 20_000, 2_000, 1_000, people=3, seconds=5.0, runs=1)
