"""The pages of people's work, in a process that has shown nothing yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.web.served import fresh
from benchmarks.web.uncached import PROFILE, Cost
from benchmarks.web.visitor import Visitor

NOT_THERE = 404


@dataclass(frozen=True, slots=True)
class Page:
    """`whose` names the parameter that takes a collector, where the page has one; `limit` is in seconds."""

    label: str
    path: str
    limit: float | None = None
    whose: str = ""


PAGES = (
    Page("Worklist of a collector", "/ma-journee/", 0.3, "collector"),
    Page("Team", "/equipe/", 0.5),
    Page("Actions", "/actions/"),
    Page("Promises", "/promesses/"),
    Page("Disputes", "/litiges/"),
)


def measured(
    home: Path, cookies: Mapping[str, str], collectors: Sequence[str], runs: int, log: Path
) -> Iterator[Cost | str]:
    """What each page costs the server; a line instead for one that this version does not have."""
    for page in PAGES:
        cost = Cost(page.label, page.limit)
        for number in range(runs):
            address = _address(page, collectors[number % len(collectors)])
            with fresh(home, log) as server:
                visitor = Visitor(server.port, cookies)
                visitor.ask(PROFILE)
                first, again = visitor.ask(address), visitor.ask(address)
            taken = server.durations()
            if first.status == NOT_THERE:
                yield f"{page.label}: this version has no page {page.path}"
                break
            if first.status != 200:
                cost.failed += 1
                continue
            cost.first.append(taken[first.number])
            cost.again.append(taken[again.number])
        if cost.first or cost.failed:
            yield cost


def _address(page: Page, collector: str) -> str:
    return f"{page.path}?{urlencode({page.whose: collector})}" if page.whose else page.path
