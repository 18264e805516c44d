"""What a page costs the server when nothing of it is known yet: a fresh process, a date never asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks.web.addresses import COCKPIT, PAGES, Asked
from benchmarks.web.served import fresh
from benchmarks.web.visitor import Answer, Visitor

PROFILE = "/compte/"


@dataclass(slots=True)
class Cost:
    """Seconds of the server, one a date: in a fresh process, asked again, then at another date; failures apart."""

    label: str
    limit: float | None = None
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)
    failed: int = 0


def uncached(
    home: Path, cookies: Mapping[str, str], days: Mapping[str, Mapping[str, str]], log: Path
) -> list[Cost]:
    """The cost of each page, and of what it loads by itself; `days` holds the addresses of each date."""
    costs: dict[str, Cost] = {}
    for page in PAGES:
        costs[page.label] = Cost(page.label, page.limit)
        asked = [addresses[page.label] for addresses in days.values() if page.label in addresses]
        for address, other in zip(asked, [*asked[1:], *asked[:1]], strict=True):
            _measure(page, (address, other), home, cookies, log, costs)
    return [cost for cost in costs.values() if cost.first or cost.failed]


def _measure(
    page: Asked,
    at: tuple[str, str],
    home: Path,
    cookies: Mapping[str, str],
    log: Path,
    costs: dict[str, Cost],
) -> None:
    """In a process that has answered nothing but the person's own profile; then at another date."""
    with fresh(home, log) as server:
        visitor = Visitor(server.port, cookies)
        visitor.ask(PROFILE)
        first = visitor.ask(at[0])
        parts = [(path, visitor.ask(path, part=True)) for path in first.parts if first.status == 200]
        again, other = visitor.ask(at[0]), visitor.ask(at[1])
    taken = server.durations()
    _count(costs[page.label], ([first], [again], [other] if at[0] != at[1] else []), taken)
    by_name: dict[str, list[Answer]] = defaultdict(list)
    for path, answer in parts:
        by_name[_name(page, path)].append(answer)
    for name, answers in by_name.items():
        limit = COCKPIT if page.name == "cockpit" else None
        _count(costs.setdefault(f"{page.label} {name}", Cost(name, limit)), (answers, [], []), taken)


def _name(page: Asked, path: str) -> str:
    """The cards of the cockpit stand one by one; elsewhere, the dearest of all that a page loads."""
    part = parse_qs(urlsplit(path).query).get("part", [""])[0]
    return f"· its card {part}" if page.name == "cockpit" and part else "· the dearest of what it loads"


def _count(
    cost: Cost, asked: tuple[list[Answer], list[Answer], list[Answer]], taken: Mapping[str, float]
) -> None:
    wrong = [one for answers in asked for one in answers if one.status != 200]
    cost.failed += len(wrong)
    for answers, seconds in zip(asked, (cost.first, cost.again, cost.other), strict=True):
        if answers and not wrong:
            seconds.append(max(taken[one.number] for one in answers))
