"""The benchmark runs from end to end on a tiny book, and trusts no contender's figures before comparing them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.agreement import Disagreement, compare, of_rows
from benchmarks.clock import medians
from benchmarks.lines import Limit, Line
from benchmarks.page import Findings, page
from benchmarks.plan import Plan
from benchmarks.rivals import missing
from tests.project.tree import ROOT

DAY = date(2025, 6, 30)
ROWS = [("E01", "EUR", 0, 120_00000), ("E01", "EUR", 5, -7_00000), ("E02", "JPY", 4, 900_00000)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a whole run on two thousand items, and what was printed."""
    folder = tmp_path_factory.mktemp("benchmark")
    command = [sys.executable, "benchmarks/run.py", "--items", "2000", "--customers", "50", "--quick"]
    command += ["--runs", "1", "--folder", str(folder), "--report", str(folder / "page.md")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    text = (folder / "page.md").read_text(encoding="utf-8")
    assert text in done.stdout
    assert str(folder) not in text
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["2000-items-50-customers-seed-1"]
    return text


@pytest.mark.parametrize(
    "what",
    [
        "Aged balance at a random date, by entity",
        "Aged balance at a random date, by customer",
        "60-month history by entity",
        "Count-back DSO of all customers at 60 month-ends",
        "Start-up",
        "Full build of the published file",
        "Import until a new reader sees it",
    ],
)
def test_a_run_measures_what_has_a_target(written: str, what: str) -> None:
    line = next(line for line in written.splitlines() if line.startswith(f"| {what}"))
    assert re.search(r"≤ [\d.]+(×| s), (kept|\*\*missed\*\*)", line)
    assert re.search(r"[\d.]+ m?s \|", line)


@pytest.mark.parametrize("rival", ["pandas", "PostgreSQL"])
def test_a_run_compares_each_rival_that_is_there(written: str, rival: str) -> None:
    why = missing(frozenset(), rival.lower())
    if why:
        assert f"{rival.lower()} is not in this run: {why}." in written
    else:
        assert re.search(rf"^\| {rival}.* \| [\d.]+× \|", written, re.MULTILINE)
        (compared,) = re.findall(r"\(([\d,]+) compared\)", written)
        assert int(compared.replace(",", "")) > 20


def test_one_unit_of_difference_is_a_disagreement_whoever_has_it() -> None:
    ours = of_rows(ROWS)
    assert compare(ours, of_rows(ROWS), "pandas", DAY) == 3
    for place, (*cell, units) in enumerate(ROWS):
        theirs = [*ROWS[:place], (*cell, units + 1), *ROWS[place + 1 :]]
        with pytest.raises(Disagreement, match="pandas on 2025-06-30"):
            compare(ours, of_rows(theirs), "pandas", DAY)


def test_a_cell_that_only_one_has_is_a_disagreement() -> None:
    with pytest.raises(Disagreement, match=r"E02 JPY 91\+: 0 units, Encours: 90000000"):
        compare(of_rows(ROWS), of_rows(ROWS[:2]), "pandas", DAY)
    with pytest.raises(Disagreement, match=r"E02 JPY 91\+: 90000000 units, Encours: 0"):
        compare(of_rows(ROWS[:2]), of_rows(ROWS), "pandas", DAY)


@pytest.mark.parametrize(("ratio", "kept"), [(1.99, True), (2.0, True), (2.01, False), (None, False)])
def test_a_limit_is_kept_up_to_itself(ratio: float | None, kept: bool) -> None:
    assert Line("question", 0.01, ratio, Limit(2, "ratio")).kept is kept
    assert Line("question", 0.01, ratio).kept is None


def test_a_missed_limit_is_shown_and_listed() -> None:
    plan = Plan(10_000_000, 100_000, Path("anywhere"))
    findings = Findings(plan, 0.0135, [Line("A question", 0.030, 2.222, Limit(2, "ratio"), alone=0.02)])
    text = page(findings, 0, "a machine", "versions", "SELECT 1")
    assert "| A question | 2.22× | ≤ 2×, **missed** |  | 30.0 ms | 20.0 ms |" in text
    assert [line.what for line in findings.missed] == ["A question"]
    assert "10,000,000 items, 100,000 customers, 20 entities" in text
    assert "A day's work" not in text


def test_the_warm_up_does_not_count_and_contenders_take_turns() -> None:
    heard: list[tuple[str, int]] = []
    found = medians({name: lambda run, name=name: heard.append((name, run)) for name in "ab"}, 2)  # type: ignore[misc]
    assert heard == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    assert set(found) == {"a", "b"}


def test_days_asked_are_in_the_past_and_the_same_for_a_seed() -> None:
    plan = Plan(1_000, 10, Path("anywhere"))
    assert plan.days_back == Plan(1_000, 10, Path("elsewhere")).days_back
    assert plan.days_back != Plan(1_000, 10, Path("anywhere"), seed=2).days_back
    assert len(set(plan.days_back)) == plan.runs + 1
    assert min(plan.days_back) > 0


def test_an_unknown_rival_is_refused() -> None:
    command = [sys.executable, "benchmarks/run.py", "--without", "oracle"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode
    assert "--without knows postgresql and pandas, not oracle" in done.stderr
