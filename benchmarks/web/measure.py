"""The cockpit measured from beginning to end: on the demo group and on a large book."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.apart import apart
from benchmarks.making import made
from benchmarks.plan import Plan
from benchmarks.web import browsed, crowd, writing
from benchmarks.web.addresses import FIRST
from benchmarks.web.crowd import PAST_RATE, walk
from benchmarks.web.memory import watched
from benchmarks.web.served import beside, served
from benchmarks.web.shown import Found, missed, replaced, section
from benchmarks.web.uncached import uncached
from benchmarks.web.visitor import Visitor

DEMO_SEED = 7
WRITING_SECONDS = 60.0
PACKAGES = ("django", "granian", "duckdb")


@dataclass(frozen=True, slots=True)
class Trial:
    """How much is measured: `dates` of each page, so many `people` for so many `seconds`; on `book`, else on both."""

    dates: int = 5
    people: int = 20
    seconds: float = 120.0
    book: Path | None = None
    large: bool = True
    seed: int = 1

    @property
    def options(self) -> str:
        """As they are written after `--web`."""
        usual = Trial()
        said = [(name, getattr(self, name)) for name in ("dates", "people", "seconds")]
        return "".join(f" --{name} {value:g}" for name, value in said if value != getattr(usual, name))


def offer(parser: argparse.ArgumentParser) -> None:
    """Its options on the command line."""
    group = parser.add_argument_group("the cockpit")
    group.add_argument("--web", action="store_true", help="the cockpit alone, put into the page on speed")
    group.add_argument("--dates", type=int, help="days of the past each page is asked at (5)")
    group.add_argument("--people", type=int, help="people clicking at once (20)")
    group.add_argument("--seconds", type=float, help="how long they do (120)")
    group.add_argument("--book", type=Path, help="on this data folder, which is left as it is")


def chosen(asked: argparse.Namespace) -> Trial:
    """What the command line asks for; a quick run looks at the demo group, for seconds."""
    usual = Trial(2, 3, 5.0, large=False) if asked.quick else Trial()
    said = {name: getattr(asked, name) for name in ("dates", "people", "seconds", "book")}
    return replace(usual, **{name: value for name, value in said.items() if value is not None})


def measure(plan: Plan, trial: Trial, report: Path | None) -> int:
    """Measure, print the section and put it into the page on speed."""
    found = [_on(name, book, plan.folder / "web" / name, trial) for name, book in _books(plan, trial)]
    text = section(found, machine.described(), machine.versions(None, PACKAGES), trial.options, PAST_RATE)
    print(text)
    for one in found:
        for label in missed(one.costs):
            print(f"Over its target on {one.name}: {label}", file=sys.stderr)
    if report:
        page = report.read_text(encoding="utf-8") if report.exists() else "# Speed\n"
        report.write_text(replaced(page, text), encoding="utf-8")
    return 0


def demo(folder: str) -> dict[str, Any]:
    """Make the demo group, unless it is there."""
    from encours.cli.tour import make_book

    if not (Path(folder) / "home" / "manifests").exists():
        make_book(Path(folder), DEMO_SEED)
    return {}


def _books(plan: Plan, trial: Trial) -> Iterator[tuple[str, Path]]:
    if trial.book:
        yield "A book at hand", trial.book.resolve()
        return
    apart("web.measure:demo", folder=str(plan.folder / "demo"))
    yield "The demo group", plan.folder / "demo" / "home"
    if trial.large:
        made(plan)
        yield f"A book of {plan.items:,} items", plan.home


def _on(name: str, book: Path, folder: Path, trial: Trial) -> Found:
    """Everything on one book."""
    _tell(f"the cockpit on {name[0].lower()}{name[1:]}")
    home, log, password = beside(book, folder), folder / "log", secrets.token_urlsafe(20)
    apart("web.addresses:open_accounts", home=str(home), people=trial.people, password=password)
    drawn = apart("web.addresses:draw", home=str(home), dates=trial.dates, seed=trial.seed)
    found = Found(name, _size(book), trial.dates, [])
    with served(home, log) as server:
        first = Visitor(server.port).sign_in(FIRST, password)
        found.walked = _crowd(server.pid, server.port, password, list(drawn["days"]), trial)
        found.written = _writing(server.port, home, password, trial)
        if why := browsed.missing():
            found.notes.append(f"Not measured in a browser: {why}.")
        else:
            _tell("  in a browser")
            found.visits = browsed.browsed(server.port, first.cookies, drawn["days"])
    _tell("  the server, in fresh processes")
    found.costs = uncached(home, first.cookies, drawn["days"], log)
    return found


def _crowd(pid: int, port: int, password: str, days: list[str], trial: Trial) -> crowd.Walked:
    _tell(f"  {trial.people} people at once")
    people = [f"visitor{number}@bench.example" for number in range(2, trial.people + 2)]
    visitors = [Visitor(port).sign_in(email, password) for email in people]
    with watched(pid) as peak:
        walked = walk(visitors, days, trial.seconds)
    walked.memory = peak.most
    return walked


def _writing(port: int, home: Path, password: str, trial: Trial) -> writing.Written:
    seconds = min(trial.seconds, WRITING_SECONDS)
    _tell(f"  {trial.people} people recording while {trial.people} others read")
    drawn = apart("web.writing:accounts", home=str(home), number=trial.people * 10, seed=trial.seed)
    readers, writers = (
        [
            Visitor(port).sign_in(f"{who}{n}@bench.example", password)
            for n in range(first, first + trial.people)
        ]
        for who, first in (("visitor", 2), ("writer", 1))
    )
    return writing.measured(readers, writers, drawn, seconds)


def _size(book: Path) -> str:
    import encours

    opened = encours.open(book)
    items, customers = opened.show("item_count").rows[0]["item_count"], opened.about.customers
    opened.close()
    return f"{items:,} items open on its newest day, {customers:,} customers"


def _tell(what: str) -> None:
    print(f"Measuring {what}…" if what[0] != " " else what, file=sys.stderr, flush=True)
