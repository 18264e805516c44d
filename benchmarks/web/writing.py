"""People recording while others read the cockpit: what it costs the readers, and when a record is seen."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.client import HTTPException
from pathlib import Path
from random import Random
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import urlencode

from benchmarks.web.crowd import Walked, read_cockpit
from benchmarks.web.visitor import Visitor

EVERY_SECONDS = 1.0  # each writer records so often
QUIET_RECORDS = 20  # recorded while nobody else asks anything


@dataclass(slots=True)
class Written:
    """Seconds until the last byte of the cockpit, `alone` and `beside` those who write; of each record, how long it
    took to write; of those of one person, asked at once afterwards, how long the figure with it took to come: `seen` in
    the crowd, `quiet` when nobody else was there."""

    people: int
    seconds: float
    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    late: int = 0  # answers asked after a record was written that did not hold it
    errors: list[str] = field(default_factory=list)
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def write(self, taken: float) -> None:
        with self._alone:
            self.writes.append(taken)

    def look(self, came: float, held: bool, *, quiet: bool) -> None:
        with self._alone:
            (self.quiet if quiet else self.seen).append(came)
            self.late += not held

    def fail(self, why: str) -> None:
        with self._alone:
            self.errors.append(why)


def accounts(home: str, number: int, seed: int) -> dict[str, Any]:
    """Customer accounts with something open, drawn at random: entity, customer, currency."""
    from encours.api import open_book

    book = open_book(Path(home))
    found = book.ranked("overdue", by=["entity", "customer", "currency"], limit=number * 20).rows.rows
    newest = max(book.data_date, datetime.now(UTC).date())
    book.close()
    drawn = Random(seed).sample(found, min(number, len(found)))
    return {
        "newest": newest.isoformat(),
        "accounts": [(row["entity"], row["customer"], row["currency"]) for row in drawn],
    }


def measured(
    readers: Sequence[Visitor], writers: Sequence[Visitor], about: dict[str, Any], seconds: float
) -> Written:
    """The readers alone for so long; each record of a few with nobody there; then readers and writers together."""
    found = Written(len(writers), seconds)
    found.alone = _read(readers, seconds, found)
    own = [about["accounts"][number :: len(writers)] for number in range(len(writers))]
    for _time in range(QUIET_RECORDS):
        _record(writers[0], own[0][0], about["newest"], found, quiet=True)
    until = monotonic() + seconds
    people = [
        threading.Thread(target=_writes, args=(writer, held, about["newest"], until, found, number == 0))
        for number, (writer, held) in enumerate(zip(writers, own, strict=True))
    ]
    for person in people:
        person.start()
    found.beside = _read(readers, seconds, found)
    for person in people:
        person.join()
    return found


def _read(readers: Sequence[Visitor], seconds: float, found: Written) -> list[float]:
    walked: Walked = read_cockpit(readers, seconds)
    found.errors += walked.errors
    return walked.pages["Cockpit"]


def _writes(
    writer: Visitor,
    held: Sequence[tuple[str, str, str]],
    newest: str,
    until: float,
    found: Written,
    looks: bool,
) -> None:
    rest, number = threading.Event(), 0
    while monotonic() < until:
        start = monotonic()
        account = held[number % len(held)]
        if looks:
            _record(writer, account, newest, found, quiet=False)
        else:
            _write(writer, account, newest, found)
        number += 1
        rest.wait(max(0.0, start + EVERY_SECONDS - monotonic()))


def _record(
    writer: Visitor, account: tuple[str, str, str], newest: str, found: Written, *, quiet: bool
) -> None:
    """Record a promise of one unit, then ask at once what the customer has promised: one more than before."""
    try:
        before = _promised(writer, account, newest)
        if _write(writer, account, newest, found):
            start = perf_counter()
            after = _promised(writer, account, newest)
            found.look(perf_counter() - start, after == before + 1, quiet=quiet)
    except (OSError, HTTPException) as error:
        found.fail(type(error).__name__)


def _write(writer: Visitor, account: tuple[str, str, str], newest: str, found: Written) -> bool:
    entity, customer, currency = account
    due = (date.fromisoformat(newest) + timedelta(days=20)).isoformat()
    said = {"entity": entity, "customer": customer, "currency": currency, "amount": "1", "due_on": due}
    try:
        answer = writer.send("/api/v1/promises", json.dumps(said | {"made_on": newest}))
    except (OSError, HTTPException) as error:
        found.fail(type(error).__name__)
        return False
    if answer.status not in (200, 201):
        found.fail(f"{answer.status} {answer.text[:80]}")
        return False
    found.write(answer.seconds)
    return True


def _promised(writer: Visitor, account: tuple[str, str, str], newest: str) -> Decimal:
    entity, customer, currency = account
    where = [("where", f"entity={entity}"), ("where", f"customer={customer}")]
    asked = [("figures", "promised"), ("as_of", newest), ("currency", currency), *where]
    answer = writer.ask(f"/api/v1/show?{urlencode(asked)}")
    rows = json.loads(answer.text, parse_float=Decimal, parse_int=Decimal)["rows"]
    return Decimal(rows[0]["promised"] or 0) if rows else Decimal(0)
