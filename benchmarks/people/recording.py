"""People recording promises, disputes and actions at once, half of them on the same customers."""

from __future__ import annotations

import json
import secrets
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from http.client import HTTPException
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import urlencode

from benchmarks.web.visitor import Answer, Visitor

KINDS = ("action", "promise", "dispute")
FIGURES = {"action": "action_count", "promise": "promised", "dispute": "disputed"}
SHARED = 10  # items that everybody records about, half of the time
AGAIN = 10  # one record in so many is sent twice under one name, as by a program whose line broke
EVERY_SECONDS = 1.0
QUIET_RECORDS = 10  # of each kind, while nobody else asks anything
Item = Sequence[str]


@dataclass(slots=True)
class Recorded:
    """Seconds of each record, by kind; `keys` of what was answered to be kept; `seen`: how long after a record the
    figure with it took to come, `late` how many answers did not hold it."""

    on: str
    people: int
    seconds: float
    writes: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    late: int = 0
    twice: int = 0
    errors: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def wrote(self, kind: str, key: str, taken: float) -> None:
        with self._alone:
            self.keys[kind].append(key)
            self.writes[kind].append(taken)

    def fail(self, why: str) -> None:
        with self._alone:
            self.errors.append(why)

    def again(self, same: bool) -> None:
        """A request sent a second time: answered with the record of the first."""
        with self._alone:
            self.twice += 1
            self.doubled += not same


def quiet(writer: Visitor, items: Sequence[Item], newest: str, found: Recorded) -> None:
    """Each kind a few times, nobody else there: how soon the figure of the customer has it."""
    for number in range(QUIET_RECORDS):
        for kind in KINDS:
            item = items[number % len(items)]
            before = _figure(writer, kind, item, newest)
            _write(writer, kind, item, newest, found, again=False)
            start = perf_counter()
            after = _figure(writer, kind, item, newest)
            found.seen[kind].append(perf_counter() - start)
            found.late += after != before + 1


def together(writers: Sequence[Visitor], items: Sequence[Item], newest: str, found: Recorded) -> None:
    """All of them for so long, a record a second each."""
    shared, own = items[:SHARED], items[SHARED:]
    until = monotonic() + found.seconds
    people = [
        threading.Thread(
            target=_writes, args=(n, writer, (shared, own[n :: len(writers)]), newest, until, found)
        )
        for n, writer in enumerate(writers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()


def check(found: Recorded, kept: dict[str, dict[str, int]], before: int, after: int) -> None:
    """What was answered is there, once; nothing else is. `before` and `after` are the actions the figures count."""
    for kind in KINDS:
        told, there = set(found.keys[kind]), kept[kind]
        found.lost += len(told - set(there))
        found.doubled += len(set(there) - told) + sum(count - 1 for count in there.values())
        found.doubled += len(found.keys[kind]) - len(told)
    gap = after - before - len(found.keys["action"])
    if gap:
        found.fail(f"the figure of actions is {gap:+d} beside what was recorded")


def counted(visitor: Visitor, newest: str) -> int:
    """The actions the figures count on that day."""
    return int(_shown(visitor, [("figures", "action_count"), ("as_of", newest)], "action_count"))


def _writes(
    number: int,
    writer: Visitor,
    items: tuple[Sequence[Item], Sequence[Item]],
    newest: str,
    until: float,
    found: Recorded,
) -> None:
    rest, done = threading.Event(), 0
    while monotonic() < until:
        start = monotonic()
        among = items[done % 2] or items[0]
        item, kind = among[done // 2 % len(among)], KINDS[(done + number) % len(KINDS)]
        _write(writer, kind, item, newest, found, again=done % AGAIN == 0)
        done += 1
        rest.wait(max(0.0, start + EVERY_SECONDS - monotonic()))


def _write(writer: Visitor, kind: str, item: Item, newest: str, found: Recorded, *, again: bool) -> None:
    said, name = json.dumps(_said(kind, item, newest)), secrets.token_hex(16)
    answer = _sent(writer, kind, said, name, found)
    if answer is None:
        return
    key = str(json.loads(answer.text)["key"])
    found.wrote(kind, key, answer.seconds)
    if again and (second := _sent(writer, kind, said, name, found)):
        found.again(json.loads(second.text)["key"] == key)


def _sent(writer: Visitor, kind: str, said: str, name: str, found: Recorded) -> Answer | None:
    try:
        answer = writer.send(f"/api/v1/{kind}s", said, name)
    except (OSError, HTTPException) as error:
        found.fail(type(error).__name__)
        return None
    if answer.status not in (200, 201):
        found.fail(f"{kind}: {answer.status} {answer.text[:120]}")
        return None
    return answer


def _said(kind: str, item: Item, newest: str) -> dict[str, Any]:
    entity, customer, key, currency = item
    whom = {"entity": entity, "customer": customer, "item": key}
    soon = (date.fromisoformat(newest) + timedelta(days=20)).isoformat()
    if kind == "promise":
        return {**whom, "amount": "1", "currency": currency, "made_on": newest, "due_on": soon}
    if kind == "dispute":
        return {**whom, "amount": "1", "currency": currency, "cause": "Prix"}
    return {**whom, "kind": "call", "outcome": "reached", "minutes": 4}


def _figure(visitor: Visitor, kind: str, item: Item, newest: str) -> Decimal:
    entity, customer, _key, currency = item
    where = [("where", f"entity={entity}"), ("where", f"customer={customer}")]
    asked = [("figures", FIGURES[kind]), ("as_of", newest), ("currency", currency), *where]
    return _shown(visitor, asked, FIGURES[kind])


def _shown(visitor: Visitor, asked: Sequence[tuple[str, str]], figure: str) -> Decimal:
    answer = visitor.ask(f"/api/v1/show?{urlencode(asked)}")
    rows = json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)["rows"]
    return Decimal(rows[0][figure] or 0) if rows else Decimal(0)
