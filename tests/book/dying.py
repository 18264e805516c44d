"""Commands that end by kill -9 at a chosen step of their way, and what a reader of the book sees meanwhile."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from encours.api import open_book
from encours.book import refresh
from encours.book.engine import Engine
from encours.book.home import Home
from encours.book.lock import writing
from encours.book.manifest import head, history
from encours.book.publication import served
from encours.cli import run

DAY = date(2026, 6, 30)
ALWAYS_BUILT, ALWAYS_REFRESHED = 1_000_000, 0
FILE_EVENTS = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile")

# Children are forked from a process that has read the modules and opened nothing.
children = get_context("forkserver")
PRELOADED = ["duckdb", "encours.book.importing", "encours.importers.catalogue", "encours.api"]
# What commands about accounts read, of what needs no settings.
PRELOADED += ["django.core.management.commands.migrate", "django.contrib.auth.hashers", "huey", "httpx"]
children.set_forkserver_preload([__name__, *PRELOADED])


@dataclass(frozen=True)
class Position:
    """What the book says on `DAY` of the items in euros."""

    net: Decimal
    gross: Decimal


def position(home: Path) -> Position:
    """The position a reader sees now; its parts must add up, whichever way it is split."""
    book = open_book(home)
    try:
        (whole,) = book.show("net", "gross", "unapplied", as_of=DAY, where="currency=EUR")
        parts = book.show("gross", by="bucket", as_of=DAY, where="currency=EUR")["gross"]
        assert whole["net"] == whole["gross"] + whole["unapplied"], whole
        assert sum(parts) == whole["gross"], (parts, whole)
        intervals = (
            "SELECT SUM(open_units) FROM positions WHERE valid_from <= m.month_end AND valid_to > m.month_end"
        )
        summed = "SELECT SUM(open_units) FROM month_positions p WHERE p.month_end = m.month_end"
        for by_item, by_month in book.engine.rows(f"SELECT ({intervals}), ({summed}) FROM month_ends m"):
            assert by_item == by_month
        return Position(whole["net"], whole["gross"])
    finally:
        book.close()


def command(arguments: Sequence[str], small_book: int = ALWAYS_BUILT) -> None:
    """Run `encours` in this process, silently, in a group of its own; the process ends with its exit code."""
    os.setsid()
    refresh.SMALL_BOOK = small_book
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    sys.exit(run(arguments))


def steps_of(arguments: Sequence[str], small_book: int, home: Path) -> list[str]:
    """What the command does to files and database, in order."""
    ours, theirs = children.Pipe()
    child = children.Process(target=_tell_steps, args=(theirs, arguments, small_book, home))
    child.start()
    theirs.close()
    steps: list[str] = ours.recv()
    child.join()
    assert child.exitcode == 0
    return steps


def die(arguments: Sequence[str], small_book: int, home: Path, step: int) -> None:
    """Run the command in a process killed as step number `step` is about to be taken."""
    child = children.Process(target=_die_at, args=(step, arguments, small_book, home))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL


def _tell_steps(answer: Connection, arguments: Sequence[str], small_book: int, home: Path) -> None:
    steps: list[str] = []
    _watch(home, steps.append)
    try:
        command(arguments, small_book)
    finally:
        answer.send(steps)


def _die_at(step: int, arguments: Sequence[str], small_book: int, home: Path) -> None:
    taken: list[str] = []

    def count(name: str) -> None:
        if len(taken) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        taken.append(name)

    _watch(home, count)
    command(arguments, small_book)


def _watch(home: Path, hear: Callable[[str], None]) -> None:
    """Tell of every change to a file of the book and of every statement, just before it happens."""
    plain = Engine.run

    def told(self: Engine, sql: str, parameters: Sequence[object] = ()) -> None:
        hear(f"sql {sql[:60]}")
        plain(self, sql, parameters)

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event in FILE_EVENTS or (event == "open" and _writes(*arguments)):
            place = str(arguments[1] if event == "os.rename" else arguments[0])
            if place.startswith(str(home)):
                hear(f"{event} {Path(place).relative_to(home)}")

    Engine.run = told  # type: ignore[method-assign]
    sys.addaudithook(audit)


def _writes(_path: object, _mode: object, flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def assert_nothing_left_over(home: Home) -> None:
    """After a good import: no draft, no file of an import that never took place, and the pen lies free."""
    versions = {f"{version.version:07d}" for version in history(home)}
    current = served(home)
    assert current is not None
    assert current.version == head(home).version
    with writing(home, patience=0):
        pass
    assert list(home.scratch.iterdir()) == []
    assert {path.name for path in home.segments.iterdir()} <= versions
    assert {path.stem for path in home.reports.iterdir()} <= versions
    assert {path.stem for path in home.manifests.iterdir()} == versions
    known = {path.name for path in home.serving.iterdir()}
    assert {"current", current.path.name} <= known
    assert len(known) <= 3  # one more: a reader may be about to open the database before
