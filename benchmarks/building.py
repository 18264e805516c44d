"""How long it takes to make the book, to add a day's work to it, and to open it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from statistics import median
from typing import Any

from benchmarks.apart import apart
from benchmarks.lines import Limit, Line
from benchmarks.plan import Plan

OPENING = """\
from time import perf_counter
start = perf_counter()
import sys, encours
encours.open(sys.argv[1])
print(perf_counter() - start)
"""
BUILD_SECONDS, BUILD_GIGABYTES = 120, 4
IMPORT_SECONDS = 5
START_SECONDS = 0.3


def whole(plan: Plan, facts: Mapping[str, Any]) -> list[Line]:
    """The first import with its phases, and a full build by itself."""
    taken = facts["taken"]
    built = apart("making:build", home=str(plan.home))
    memory = Limit(BUILD_GIGABYTES, "gigabytes")
    return [
        Line("Import of the whole, from files to readers", taken["seconds"]),
        *_phases([taken["phases"]]),
        Line("its memory at most", limit=memory, gigabytes=taken["peak"] / 1e9),
        Line("Full build of the published file", built["seconds"], limit=Limit(BUILD_SECONDS, "seconds")),
        Line("its memory at most", limit=memory, gigabytes=built["peak"] / 1e9),
    ]


def arriving(plan: Plan) -> list[Line]:
    """Imports of a day's work, until a new reader sees it."""
    work = plan.place / "arriving"
    shutil.rmtree(work, ignore_errors=True)
    places = {"home": str(plan.home), "work": str(work), "imports": plan.imports}
    apart("batch:draw", source=str(plan.source), touched=plan.touched, **places)
    found = apart("batch:arrive", **places)
    shutil.rmtree(work)
    imports = found["imports"]
    seconds = median(one["seconds"] for one in imports)
    return [
        Line("Import until a new reader sees it", seconds, limit=Limit(IMPORT_SECONDS, "seconds")),
        *_phases([one["phases"] for one in imports]),
        Line("· A new reader's first figure", median(one["reader"] for one in imports)),
        Line("its memory at most", limit=Limit(BUILD_GIGABYTES, "gigabytes"), gigabytes=found["peak"] / 1e9),
    ]


def _phases(imports: list[Mapping[str, float]]) -> list[Line]:
    return [Line(f"· {name}", median(one[name] for one in imports)) for name in imports[0]]


def start_up(plan: Plan) -> Line:
    """`import encours` and opening the book, in fresh processes."""
    taken = []
    for _run in range(plan.runs + 1):
        command = [sys.executable, "-c", OPENING, str(plan.home)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        taken.append(float(done.stdout))
    return Line(
        "Start-up: `import encours` and opening the book",
        median(taken[1:]),
        limit=Limit(START_SECONDS, "seconds"),
    )
