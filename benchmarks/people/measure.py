"""People's work measured from beginning to end: its pages, its lists, and many people recording at once."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import machine, server
from benchmarks.apart import apart
from benchmarks.lines import Limit, Line
from benchmarks.people import pages, recording
from benchmarks.people.book import made
from benchmarks.people.recording import Recorded
from benchmarks.people.scale import QUICK, WHOLE, Scale
from benchmarks.people.shown import Found, over, put, section
from benchmarks.people.tasks import TASKS
from benchmarks.web.addresses import FIRST
from benchmarks.web.served import beside, served
from benchmarks.web.visitor import Visitor

PACKAGES = ("django", "granian", "duckdb")
POSTGRESQL_MEMORY = 512 << 20
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


def offer(parser: argparse.ArgumentParser) -> None:
    """Its option on the command line; --items, --people and --seconds are heeded."""
    group = parser.add_argument_group("people's work")
    group.add_argument("--work", action="store_true", help="people's work alone, put into the page on speed")


def chosen(asked: argparse.Namespace) -> Scale:
    """What the command line asks for; a quick run makes a small book, for seconds."""
    usual = QUICK if asked.quick else WHOLE
    names = ("items", "customers", "people", "seconds")
    said = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    return replace(usual, **said)


def measure(scale: Scale, folder: Path, report: Path | None) -> int:
    """Measure, print the section and put it into the page on speed."""
    _tell("people's work: the book")
    book = made(scale, folder)
    place = scale.place(folder) / "web"
    about = apart(
        "people.book:about", home=str(book), number=recording.SHARED + scale.people * 10, seed=scale.seed
    )
    sizes = {name: getattr(scale, name) for name in ("actions", "promises", "disputes")}
    found = Found({"open": about["open"], "customers": about["customers"], **sizes})
    _on(SQLITE, None, book, place / "sqlite", scale, about, found)
    _alone(book, found)
    with _postgresql(found) as database:
        if database:
            _on(POSTGRESQL, database, book, place / "postgresql", scale, about, found)
    options = "".join(
        f" --{name} {getattr(scale, name):g}"
        for name in ("items", "customers", "people", "seconds")
        if getattr(scale, name) != getattr(WHOLE, name)
    )
    text = section(found, machine.described(), machine.versions(None, PACKAGES), options)
    print(text)
    for what in over(found):
        print(f"Over its target: {what}", file=sys.stderr)
    if report:
        page = report.read_text(encoding="utf-8") if report.exists() else "# Speed\n"
        report.write_text(put(page, text), encoding="utf-8")
    return 0


def _on(
    name: str,
    database: str | None,
    book: Path,
    folder: Path,
    scale: Scale,
    about: dict[str, Any],
    found: Found,
) -> None:
    """Pages and records, with the accounts and records in one kind of database; pages once are enough."""
    home, log, password = beside(book, folder), folder / "log", secrets.token_urlsafe(20)
    recorded = Recorded(name, scale.people, scale.seconds)
    found.recorded.append(recorded)
    with _workflow(database):
        (home / "web" / "cockpit.sqlite3").unlink(missing_ok=True)  # of an earlier run
        apart("web.addresses:open_accounts", home=str(home), people=scale.people, password=password)
        with served(home, log, database=database) as running:
            first = Visitor(running.port).sign_in(FIRST, password)
            writers = [
                Visitor(running.port).sign_in(f"writer{n}@bench.example", password)
                for n in range(1, scale.people + 1)
            ]
            items, newest = about["items"], about["newest"]
            before = recording.counted(first, newest)
            if database is None:
                _tell("  how soon a record is seen")
                recording.quiet(writers[0], items, newest, recorded)
                recorded.writes.clear()  # the crowd's times are its own
            _tell(f"  {scale.people} people recording at once, on {name}")
            recording.together(writers, items, newest, recorded)
            after = recording.counted(first, newest)
        recording.check(recorded, apart("people.tasks:kept", home=str(home)), before, after)
    if database is None:
        _tell("  pages, in fresh processes")
        for one in pages.measured(home, first.cookies, about["collectors"], scale.runs, log):
            found.notes.append(one) if isinstance(one, str) else found.costs.append(one)


def _alone(book: Path, found: Found) -> None:
    for task in TASKS:
        _tell(f"  {task.label}")
        taken = apart(task.work, home=str(book))
        if taken.get("missing"):
            found.notes.append(f"{task.label}: this version does not have it")
            continue
        found.lines.append(Line(task.label, taken["seconds"], limit=Limit(task.seconds, "seconds")))
        if task.gigabytes:
            limit = Limit(task.gigabytes, "gigabytes")
            found.lines.append(Line("its memory", gigabytes=taken["peak"] / 1e9, limit=limit))


@contextmanager
def _postgresql(found: Found) -> Iterator[str | None]:
    """The address of an empty database of a server of our own; None when there is none to start."""
    if server.programs() is None:
        found.notes.append("PostgreSQL: its server programs are not installed")
        yield None
        return
    with server.running(POSTGRESQL_MEMORY) as connection:
        connection.execute("CREATE DATABASE encours")
        yield f"postgresql://bench@{quote(connection.info.host, safe='')}:{server.PORT}/encours"


@contextmanager
def _workflow(database: str | None) -> Iterator[None]:
    """Processes started meanwhile keep accounts and records there."""
    if database is None:
        yield
        return
    os.environ["DATABASE_URL"] = database
    try:
        yield
    finally:
        del os.environ["DATABASE_URL"]


def _tell(what: str) -> None:
    print(f"Measuring {what}…" if what[0] != " " else what, file=sys.stderr, flush=True)
