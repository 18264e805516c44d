"""The aged balance in pandas: filter, group, merge, cut, group again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

EDGES = (0, 30, 60, 90)


def measure(folder: str, days: list[str]) -> dict[str, Any]:
    """Seconds to load, median seconds of an aged balance by entity (the first day is a warm-up), and the figures."""
    import pandas as pd

    start = perf_counter()
    items, allocations = load(Path(folder))
    loaded = perf_counter() - start
    taken, found = [], []
    for day in days:
        start = perf_counter()
        answer = aged(items, allocations, date.fromisoformat(day))
        taken.append(perf_counter() - start)
        found.append([[*key, int(units)] for key, units in answer.items()])
    return {"load": loaded, "query": median(taken[1:]), "found": found, "version": pd.__version__}


def load(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The columns needed of items and allocations, names as categories."""
    import pandas as pd

    items = pd.read_parquet(folder / "items.parquet")
    named = items.astype({"entity": "category", "currency": "category"})
    return named, pd.read_parquet(folder / "allocations.parquet")


def aged(items: pd.DataFrame, allocations: pd.DataFrame, day: date) -> pd.Series[int]:
    """Open units by entity, currency and bucket on a day; bucket 5 holds the credits not applied."""
    import numpy as np
    import pandas as pd

    at = pd.Timestamp(day)
    until = allocations[allocations["day"] <= at]
    debits = until.groupby("debit_id")["amount"].sum()
    credits = until.groupby("credit_id")["amount"].sum()
    moved = pd.concat([-debits, credits]).rename("moved").rename_axis("id").reset_index()
    held = items[items["posting_date"] <= at].merge(moved, on="id", how="left")
    # Absent is not a number, hence a float: exact all the same up to 9×10^15 units for one item.
    held["open"] = held["amount"] + held["moved"].fillna(0).astype("int64")
    held = held[held["open"] != 0]
    late = (at - held["due_date"]).dt.days
    bucket = np.where(held["open"] < 0, len(EDGES) + 1, np.searchsorted(EDGES, late, side="left"))
    return held.groupby(["entity", "currency", bucket], observed=True)["open"].sum()
