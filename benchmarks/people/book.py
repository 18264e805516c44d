"""The book with years of work in it: generated and imported as any other, and who there is to ask about."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.apart import apart
from benchmarks.people.scale import Scale


def made(scale: Scale, folder: Path) -> Path:
    """The data folder, made unless an earlier run kept it."""
    place = scale.place(folder)
    done = place / "made"
    if not done.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        sizes = ("items", "customers", "actions", "promises", "disputes", "months", "seed")
        apart(
            "people.book:draw", folder=str(place / "source"), **{name: getattr(scale, name) for name in sizes}
        )
        apart("making:take_in", folder=str(place / "source"), home=str(place / "home"))
        done.touch()
    return place / "home"


def draw(folder: str, actions: int, promises: int, disputes: int, **sizes: int) -> dict[str, Any]:
    """Generate the source files."""
    from encours.demo.generate import generate
    from encours.demo.volume.followup import Work

    work = Work(actions, promises, disputes)
    return {"rows": generate(Path(folder), **sizes, form="parquet", work=work)}


def about(home: str, number: int, seed: int) -> dict[str, Any]:
    """The size of the book, some of its collectors, and so many late items nobody contests, each of another account:
    entity, customer, item, currency."""
    import encours

    book = encours.open(Path(home))
    counts = book.show("item_count", "action_count").rows[0]
    found: dict[tuple[str, str], list[str]] = {}
    for row in book.page("overdue", order="-overdue", limit=number * 40).rows.rows:
        if not row["dispute_cause"]:
            named = [row["entity"], row["customer"], row["item"], row["currency"]]
            found.setdefault((row["entity"], row["customer"]), named)
    people = sorted({row["collector"] for row in book.page("overdue", limit=2_000).rows.rows})
    newest = max(book.data_date, datetime.now(UTC).date())
    told = {
        "open": counts["item_count"],
        "customers": book.about.customers,
        "collectors": people,
        "newest": newest.isoformat(),
        "items": Random(seed).sample(list(found.values()), min(number, len(found))),
    }
    book.close()
    return told
