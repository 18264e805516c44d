"""Twenty people clicking at once: each signed in, walking from figure to rows as people do, thinking in between."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from random import Random
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import urlsplit

from benchmarks.web.visitor import Answer, Visitor

THINK_SECONDS = (0.5, 1.5)
ARRIVE_SECONDS = 10.0  # in which all of them come, in a short trial a quarter of it
AT_ONCE = 6  # connections a browser opens to one server
PAST_RATE = 0.3  # of the walks look at a day of the past
CUSTOMER, ITEM, INDICATOR = "/clients/", "/creances/", "/indicateurs/"


@dataclass(slots=True)
class Walked:
    """Seconds until the last byte, by page; `whole` until all that the page loads by itself is there too."""

    people: int
    seconds: float = 0.0
    requests: int = 0
    pages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    whole: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    memory: int = 0
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, label: str, path: str, taken: float, answers: Sequence[Answer | str]) -> None:
        """A page and its parts; an answer that never came is what went wrong."""
        wrong = [one if isinstance(one, str) else str(one.status) for one in answers if _wrong(one)]
        with self._alone:
            self.requests += len(answers)
            self.errors += [f"{urlsplit(path).path}: {why}" for why in wrong]
            if isinstance(answers[0], Answer):
                self.pages[label].append(answers[0].seconds)
                self.whole[label].append(taken)


def read_cockpit(visitors: Sequence[Visitor], seconds: float) -> Walked:
    """All of them on the newest cockpit again and again for so long, with all that it loads."""
    walked, start = Walked(len(visitors)), monotonic()
    _together(
        [(_reader, (visitor, Random(n), start + seconds, walked)) for n, visitor in enumerate(visitors)]
    )
    walked.seconds = monotonic() - start
    return walked


def _reader(visitor: Visitor, chance: Random, until: float, walked: Walked) -> None:
    rest = threading.Event()
    with ThreadPoolExecutor(AT_ONCE) as connections:
        rest.wait(chance.uniform(0, THINK_SECONDS[1]))
        while monotonic() < until:
            _shown(visitor, connections, "Cockpit", "/", walked)
            rest.wait(chance.uniform(*THINK_SECONDS))


def _together(people: Sequence[tuple[Callable[..., None], tuple[Any, ...]]]) -> None:
    threads = [threading.Thread(target=does, args=arguments) for does, arguments in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def walk(visitors: Sequence[Visitor], days: Sequence[str], seconds: float) -> Walked:
    """All of them together for so long; `days` are those of the past they may look at."""
    walked, start = Walked(len(visitors)), monotonic()
    during = (start, start + seconds)
    _together([(_person, (visitor, Random(n), days, during, walked)) for n, visitor in enumerate(visitors)])
    walked.seconds = monotonic() - start
    return walked


def _person(
    visitor: Visitor, chance: Random, days: Sequence[str], during: tuple[float, float], walked: Walked
) -> None:
    rest, until = threading.Event(), during[1]
    with ThreadPoolExecutor(AT_ONCE) as connections:
        rest.wait(chance.uniform(0, min(ARRIVE_SECONDS, (until - during[0]) / 4)))
        while monotonic() < until:
            day = f"date={chance.choice(days)}" if days and chance.random() < PAST_RATE else ""
            steps = _steps(chance, day)
            page: Answer | None = None
            while monotonic() < until:
                try:
                    label, path = steps.send(page)
                except StopIteration:
                    break
                page = _shown(visitor, connections, label, path, walked)
                rest.wait(chance.uniform(*THINK_SECONDS))


def _steps(chance: Random, day: str) -> Generator[tuple[str, str], Answer | None, None]:
    """One walk, from the cockpit down to an item and through the indicators, following what the pages link to."""
    page = yield "Cockpit", f"/?{day}"
    page = yield "Aged balance", f"/balance/?by={chance.choice(['entity', 'customer', 'portfolio'])}&{day}"
    bucket = chance.choice(["1-30", "31-60", "61-90", "91+"]).replace("+", "%2B")
    page = yield "Receivables", f"/creances/?measure=overdue&where=bucket%3D{bucket}&{day}"
    if items := _links(page, ITEM):
        yield "Item", chance.choice(items)
    page = yield "Customers", f"/clients/?{day}"
    if customers := _links(page, CUSTOMER):
        yield "Customer", chance.choice(customers)
    page = yield "Indicators", f"/indicateurs/?{day}"
    if indicators := _links(page, INDICATOR):
        yield "Indicator", chance.choice(indicators)
    yield "Group", f"/groupe/?{day}"


def _links(page: Answer | None, under: str) -> list[str]:
    """Addresses of single customers, items or indicators among the links of a page."""
    depth = 2 if under == INDICATOR else 3
    found = page.links if page else []
    return [one for one in found if one.startswith(under) and urlsplit(one).path.count("/") == depth + 1]


def _shown(
    visitor: Visitor, connections: ThreadPoolExecutor, label: str, path: str, walked: Walked
) -> Answer | None:
    start = perf_counter()
    page = _asked(visitor, path, False)
    parts = page.parts if isinstance(page, Answer) and page.status == 200 else []
    answers = [page, *connections.map(lambda part: _asked(visitor, part, True), parts)]
    walked.tell(label, path, perf_counter() - start, answers)
    return page if isinstance(page, Answer) else None


def _asked(visitor: Visitor, path: str, part: bool) -> Answer | str:
    try:
        return visitor.ask(path, part=part)
    except (OSError, HTTPException) as error:
        return type(error).__name__


def _wrong(answer: Answer | str) -> bool:
    return isinstance(answer, str) or answer.status != 200
