"""Whether every file of a book is what was written; what is not is named, with what can be done about it."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from encours.book import temporary
from encours.book.engine import name, open_engine
from encours.book.home import Home, write_atomically
from encours.book.keeping import damaged, digest, past_sentence, segment_sentence
from encours.book.manifest import Manifest, name_of, read_file, versions
from encours.book.publication import FORM, Served, behind, served, served_before
from encours.errors import Damaged
from encours.said import _, keep, told


@dataclass(frozen=True, slots=True)
class Fault:
    """One file, by its name in the data folder, and what is wrong with it. `past`: the book of today does without."""

    file: str
    sentence: str
    past: bool = False


def look(home: Home) -> list[Fault]:
    """Read every file of the book again, and compare it with its checksum; somebody may write to it meanwhile."""
    known = {version: read_file(home.manifests / name_of(version)) for version in versions(home)}
    found = [*_of_versions(home, known), *_of_segments(home, known), *_of_reports(home, known)]
    return [*found, *_of_served(home, known), *_of_past_versions(home)]


def _of_versions(home: Home, known: dict[int, Manifest | None]) -> Iterator[Fault]:
    newest = max(known, default=0)
    with suppress(Damaged):
        current = served(home)
        newest = max(newest, current.version if current else 0)
    for version in range(1, newest + 1):
        own, copy = known.get(version), read_file(home.copies / name_of(version))
        if own is None or (copy and copy.sum != own.sum):
            own = read_file(home.manifests / name_of(version))  # it may have been written since
        if own is None:
            yield _lost(version, copy is not None)
        elif (home.copies / name_of(version)).exists() and (copy is None or copy.sum != own.sum):
            yield _copy_lost(version)
        before = known.get(version - 1)
        if own and own.sum and before and own.previous != before.sum:
            message = _("{0} does not follow from the version before it. Restore a backup: encours restore")
            yield Fault(_file(version), message.format(_file(version)))


def _file(version: int, folder: str = "manifests") -> str:
    return f"{folder}/{name_of(version)}"


def _lost(version: int, repairable: bool) -> Fault:
    if repairable:
        message = _("{0} is lost or damaged, its copy is whole (version {1} of the book): encours repair")
    else:
        message = _(
            "{0} and its copy are lost or damaged (version {1} of the book). Restore a backup: encours restore"
        )
    return Fault(_file(version), message.format(_file(version), version))


def _copy_lost(version: int) -> Fault:
    file = _file(version, "copies")
    return Fault(file, _("{0} is damaged, what it is a copy of is whole: encours repair").format(file))


def _of_segments(home: Home, known: dict[int, Manifest | None]) -> Iterator[Fault]:
    held = {segment.file: segment for one in known.values() if one for segment in one.segments}
    newest = known[max(known)] if known else None
    today = {segment.file for segment in newest.segments} if newest else set(held)
    for segment in damaged(home, held.values()):
        past = segment.file not in today
        sentence = past_sentence(segment) if past else segment_sentence(home, segment)
        yield Fault(f"segments/{segment.file}", sentence, past)


def _of_reports(home: Home, known: dict[int, Manifest | None]) -> Iterator[Fault]:
    """A report may be deleted, with its explanations; what is there must be what was written."""
    for version, one in known.items():
        path = home.reports / name_of(version)
        if one and one.report and path.exists() and digest(path) != one.report:
            message = _(
                "{0} is damaged: the report of import {1}, no figure. It is removed by encours repair"
            )
            yield Fault(_file(version, "reports"), message.format(_file(version, "reports"), version))


def _of_served(home: Home, known: dict[int, Manifest | None]) -> Iterator[Fault]:
    try:
        current = served(home)
    except Damaged:
        yield _derived("serving/current")
        return
    if late := behind(home):
        message = _(
            "{0} does not show version {1} of the book yet: it is brought up to date by encours repair"
        )
        yield Fault("serving/current", message.format("serving/current", late))
    if current and current.form == FORM and not (current.whole and readable(current)):
        if served_before(home) not in (current, None):
            yield from _of_served(home, known)  # another took its place meanwhile
            return
        yield _derived(f"serving/{current.path.name}")


def _derived(file: str) -> Fault:
    return Fault(file, _("{0} is lost or damaged: it is built again by encours repair").format(file))


def readable(current: Served) -> bool:
    """Read every column of every row: the engine compares each block it reads with the checksum it wrote."""
    with suppress(OSError, Damaged), _by_another_name(current.path) as path:
        engine = open_engine(path, read_only=True)
        try:
            tables = engine.rows(
                "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
            )
            for (table,) in tables:
                engine.run(f"SELECT COUNT(*), BIT_XOR(HASH(t)) FROM {name(table)} t")
            return True
        finally:
            engine.close()
    return False


@contextmanager
def _by_another_name(path: Path) -> Iterator[Path]:
    """What a process has open already, the engine gives from its memory: another name is read from the disk."""
    names = ".checked-"
    temporary.sweep(path.parent.parent.glob(f"{names}*"))
    other = path.parent.parent / f"{names}{uuid.uuid4().hex}"
    try:
        try:
            os.link(path, other)
        except OSError:  # a file system without links, or a folder not ours to write to
            yield path
            return
        with temporary.held(other):
            yield other
    finally:
        with suppress(OSError):
            other.unlink(missing_ok=True)


def _of_past_versions(home: Home) -> Iterator[Fault]:
    for path in sorted((home.path / "known").glob("*.duckdb")):
        if not readable(Served(path, 0, FORM)):
            yield _derived(f"known/{path.name}")


def note(home: Home, faults: Sequence[Fault]) -> None:
    """Keep what was found, for pages and for the health page; nothing when all is well."""
    path = home.path / "damage.json"
    with suppress(OSError):  # who may only look keeps no note
        if faults:
            facts = [
                keep({"file": fault.file, "sentence": fault.sentence, "past": fault.past}) for fault in faults
            ]
            write_atomically(path, json.dumps(facts, ensure_ascii=False))
        else:
            path.unlink(missing_ok=True)


def noted(home: Home) -> list[Fault]:
    """What was found last, in the language of the moment."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        facts = json.loads((home.path / "damage.json").read_text(encoding="utf-8"))
        return [Fault(one["file"], str(told(one["sentence"])), bool(one.get("past"))) for one in facts]
    return []
