"""The same aged balance asked of pandas and PostgreSQL, and their figures compared with ours."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from typing import Any

from benchmarks import rival_postgresql
from benchmarks.agreement import check_reporting, of_book, of_rows, rates_of
from benchmarks.agreement import compare as agree
from benchmarks.apart import apart
from benchmarks.lines import Line
from benchmarks.machine import memory
from benchmarks.plan import RIVALS, Plan
from benchmarks.server import programs
from encours.api import OpenBook


@dataclass(slots=True)
class Outcome:
    """Lines for the page, how many figures were compared, why a rival is missing, the version of PostgreSQL."""

    lines: list[Line] = field(default_factory=list)
    compared: int = 0
    notes: list[str] = field(default_factory=list)
    postgresql: str | None = None


def compare(plan: Plan, book: OpenBook, days: Sequence[date], encours_seconds: float) -> Outcome:
    """Time each rival that is there and check its figures; Disagreement when one differs."""
    outcome = Outcome()
    absent = {name: reason for name in RIVALS if (reason := missing(plan.without, name))}
    outcome.notes = [f"{name} is not in this run: {reason}." for name, reason in absent.items()]
    if len(absent) == len(RIVALS):
        return outcome
    apart("numbered:write", source=str(plan.source), folder=str(plan.numbered))
    asked = [day.isoformat() for day in days]
    ours, rates = [of_book(book, day) for day in days], rates_of(plan.source)
    for mine, day in zip(ours, days, strict=True):
        check_reporting(book, mine, rates, day)
    if "pandas" not in absent:
        found = apart("rival_pandas:measure", folder=str(plan.numbered), days=asked)
        _add(outcome, "pandas (merge and groupby)", "reading the files", found, encours_seconds)
        outcome.compared += _checked("pandas", ours, found, days)
    if "postgresql" not in absent:
        found = rival_postgresql.measure(str(plan.numbered), asked, memory())
        outcome.postgresql = found["version"]
        _add(
            outcome,
            f"PostgreSQL {found['version']} (join)",
            "copying, indexes, analysis",
            found,
            encours_seconds,
        )
        outcome.compared += _checked("PostgreSQL", ours, found, days)
    shutil.rmtree(plan.numbered)
    return outcome


def missing(without: frozenset[str], name: str) -> str:
    """Why a rival takes no part, or nothing."""
    if name in without:
        return "left out as asked"
    if find_spec("pandas" if name == "pandas" else "psycopg") is None:
        return "its Python package is not installed"
    if name == "postgresql" and programs() is None:
        return "its server is not installed"
    return ""


def _add(outcome: Outcome, who: str, loading: str, found: dict[str, Any], encours_seconds: float) -> None:
    outcome.lines += [
        Line(who, found["query"], found["query"] / encours_seconds),
        Line(f"· before that: {loading}", found["load"], gigabytes=_gigabytes(found)),
    ]


def _gigabytes(found: dict[str, Any]) -> float | None:
    return found["peak"] / 1e9 if "peak" in found else None


def _checked(who: str, ours: Sequence[dict[Any, int]], found: dict[str, Any], days: Sequence[date]) -> int:
    return sum(
        agree(mine, of_rows(theirs), who, day)
        for mine, theirs, day in zip(ours, found["found"], days, strict=True)
    )
