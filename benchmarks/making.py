"""The book that is measured: generated, imported through the importer everyone uses, built again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.apart import apart
from benchmarks.plan import Plan


def made(plan: Plan) -> dict[str, Any]:
    """Make the book, unless an earlier run kept it; how long each part took and the memory of the import."""
    kept = plan.place / "made.json"
    if not kept.exists():
        shutil.rmtree(plan.place, ignore_errors=True)
        plan.place.mkdir(parents=True)
        size = {"items": plan.items, "customers": plan.customers, "entities": plan.entities}
        drawn = apart("making:draw", folder=str(plan.source), seed=plan.seed, **size)
        taken = apart("making:take_in", folder=str(plan.source), home=str(plan.home))
        kept.write_text(json.dumps({"drawn": drawn, "taken": taken}), encoding="utf-8")
    facts: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return facts


def draw(folder: str, items: int, customers: int, entities: int, seed: int) -> dict[str, Any]:
    """Generate the source files."""
    from encours.demo.generate import generate

    return {"rows": generate(Path(folder), items, customers, seed, entities=entities, form="parquet")}


def take_in(folder: str, home: str) -> dict[str, Any]:
    """Import a book folder; the seconds of each phase."""
    from encours.book.home import Home
    from encours.book.importing import import_into
    from encours.book.reading import Options
    from encours.importers.book import BOOK

    phases = Phases()
    report = import_into(
        Home(Path(home)),
        [Path(folder).name],
        lambda known: BOOK.read([Path(folder)], Options(), known),
        step=phases.begin,
    )
    found = phases.end()
    if report.refused:
        raise ValueError(f"{report.refused} lines were refused, the first: {report.problems[0]}")
    return {"phases": found, "seconds": sum(found.values()), "new": report.new, "changed": report.changed}


def build(home: str) -> dict[str, Any]:
    """Build the published database again from the segments, and throw it away."""
    from encours.book.home import Home
    from encours.book.manifest import head
    from encours.book.publication import build_whole

    start = perf_counter()
    path = build_whole(Home(Path(home)), head(Home(Path(home))))
    taken = perf_counter() - start
    size = path.stat().st_size
    path.unlink()
    return {"seconds": taken, "bytes": size}


class Phases:
    """The seconds between the stages an import announces; what comes before the first is `Opening`."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._name, self._since = "Opening", perf_counter()

    def begin(self, name: str) -> None:
        now = perf_counter()
        self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._since
        self._name, self._since = name, now

    def end(self) -> dict[str, float]:
        self.begin("")
        return self._seconds
