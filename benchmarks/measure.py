"""The benchmark from beginning to end: make the book, ask, compare, import, write the page."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import encours
from benchmarks import building, machine, questions, rivals
from benchmarks.agreement import Disagreement
from benchmarks.apart import ROOT
from benchmarks.lines import Limit, Line
from benchmarks.making import made
from benchmarks.page import Findings, page
from benchmarks.people import measure as people
from benchmarks.people.shown import kept
from benchmarks.plan import QUICK_CUSTOMERS, QUICK_ITEMS, RIVALS, Plan
from benchmarks.web import measure as web
from benchmarks.web.shown import with_cockpit

REPORT = ROOT / "docs" / "benchmarks.md"
TIMES_LARGER = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the page and write it. Exit code 1 when contenders disagree about a figure."""
    asked = _parser().parse_args(arguments)
    report = asked.report or (None if asked.quick or asked.book else REPORT)
    # When told to end, leave through the doors that stop the server and remove the folders.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with _folder(asked.folder) as place:
        plan = _plan(asked, Path(place).resolve())
        if asked.work:
            return people.measure(people.chosen(asked), plan.folder, report)
        if not asked.web and not _library(plan, report):
            return 1
        if asked.quick and not asked.web:
            return 0
        web.measure(plan, web.chosen(asked), report)
        return 0 if asked.web else people.measure(people.WHOLE, plan.folder, report)


def run(plan: Plan) -> tuple[Findings, int]:
    """All that is measured, and how many figures were found equal by every contender.

    Raises Disagreement when two contenders find different figures.
    """
    findings = Findings(plan)
    _tell("the book: generating, importing, building")
    findings.building = building.whole(plan, made(plan))
    _tell("questions")
    book = encours.open(plan.home)
    days = questions.dates(book, plan.days_back)
    findings.scan, findings.asked = questions.against_the_scan(book, days)
    findings.other = [*questions.other(book, days), building.start_up(plan)]
    _tell("the same elsewhere")
    encours_seconds = next(line.seconds for line in findings.asked if line.what == questions.BY_ENTITY)
    outcome = rivals.compare(plan, book, days, encours_seconds or 0.0)
    findings.rivals, findings.notes, findings.postgresql = outcome.lines, outcome.notes, outcome.postgresql
    book.close()
    _tell("imports into the book")
    findings.arriving = building.arriving(plan)
    if plan.thirty:
        _tell(f"{TIMES_LARGER} times larger")
        findings.larger = _larger(plan, findings)
    return findings, outcome.compared


def _library(plan: Plan, report: Path | None) -> bool:
    """All but the cockpit; False when the contenders disagree."""
    try:
        findings, compared = run(plan)
    except Disagreement as difference:
        print(f"The contenders disagree: {difference}", file=sys.stderr)
        return False
    programs = machine.versions(findings.postgresql)
    text = page(findings, compared, machine.described(), programs, questions.SCAN)
    print(text)
    for line in findings.missed:
        print(f"Over its limit ({line.limit}): {line.what}", file=sys.stderr)
    if report:
        former = report.read_text(encoding="utf-8") if report.exists() else ""
        report.write_text(kept(with_cockpit(text, report), former), encoding="utf-8")
    return True


def _larger(plan: Plan, findings: Findings) -> list[Line]:
    """Whether the question grows faster than the scan does; a tenth is left to the noise of a machine."""
    larger = plan.times(TIMES_LARGER)
    made(larger)
    book = encours.open(larger.home)
    scan, seconds = questions.as_of_against_the_scan(book, questions.dates(book, larger.days_back))
    book.close()
    before = next(line.ratio for line in findings.asked if line.what == questions.BY_ENTITY) or 0.0
    limit = Limit(round(before * 1.1, 2), "ratio")
    return [
        Line(f"Scan of the column of {larger.items:,} items", scan, scan / findings.scan),
        Line(f"{questions.BY_ENTITY}, beside that scan", seconds, seconds / scan, limit),
    ]


def _folder(kept: Path | None) -> AbstractContextManager[Path | str]:
    """The folder asked for, which stays, or one for this run only."""
    return nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="encours-bench-")


def _tell(what: str) -> None:
    print(f"Measuring {what}…", file=sys.stderr, flush=True)


def _plan(asked: argparse.Namespace, folder: Path) -> Plan:
    quick = asked.quick
    left_out = frozenset(name for name in asked.without.split(",") if name)
    if strange := left_out - set(RIVALS):
        raise SystemExit(f"--without knows {' and '.join(RIVALS)}, not {', '.join(sorted(strange))}")
    return Plan(
        asked.items or (QUICK_ITEMS if quick else 10_000_000),
        asked.customers or (QUICK_CUSTOMERS if quick else 100_000),
        folder,
        runs=asked.runs or (3 if quick else 7),
        imports=1 if quick else 3,
        without=left_out,
        thirty=asked.thirty,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure Encours against a scan, pandas and PostgreSQL.")
    parser.add_argument("--items", type=int, help="items of the generated book (10 000 000)")
    parser.add_argument("--customers", type=int, help="its customers (100 000)")
    parser.add_argument("--folder", type=Path, help="keep the book here: a second run finds it")
    parser.add_argument("--runs", type=int, help="runs of each question (7)")
    parser.add_argument("--quick", action="store_true", help="a small book, few runs, no page written")
    parser.add_argument("--without", default="", metavar="NAMES", help="leave out postgresql, pandas")
    parser.add_argument(
        "--thirty", action="store_true", help="a book three times larger too: does time grow?"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="the page (docs/benchmarks.md)")
    web.offer(parser)
    people.offer(parser)
    return parser
