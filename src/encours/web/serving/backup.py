"""A backup taken while people work: what each part says at one instant, in an order in which nothing refers ahead."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from encours.book import temporary
from encours.book.home import Home
from encours.book.keeping import damaged, past_sentence, segment_sentence
from encours.book.manifest import Manifest, Segment, history, name_of, now
from encours.book.publication import newest, served
from encours.errors import Damaged, DataError
from encours.i18n import _
from encours.web import own_files
from encours.web.serving.archive import Packing, packing

PATIENCE_SECONDS = 10.0
FILES = ("uploads", "attachments")  # folders of what people sent


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds: the version of the book, 0 without one; whether there is a workflow database. `lacking` are
    sentences about files of imports taken back that are damaged, and not in it."""

    version: int
    workflow: bool
    size: int
    lacking: tuple[str, ...] = ()


def backup(home: Path, file: Path, *, with_serving: bool = False, with_secret: bool = False) -> Saved:
    """Write everything that cannot be made again into one archive, replacing the file of that name at the end.

    People's work first, then the book: what the former says of imports is then in the latter. Raises DataError when
    there is nothing to save.
    """
    web = home / "web"
    for fault in own_files.look(home):
        if fault.file == f"web/{own_files.DATABASE}":
            raise Damaged(fault.sentence)
    last = newest(Home(home))
    workflow = (web / "cockpit.sqlite3").exists() or bool(os.environ.get("DATABASE_URL"))
    if not workflow and not last.version:
        raise DataError(_("There is nothing to back up in {0}.").format(home))
    with packing(file) as into:
        if workflow:
            _tables(home, into)
        for path in (path for name in FILES for path in sorted((web / name).rglob("*"))):
            if path.is_file() and not path.is_symlink():
                into.add(f"web/{path.relative_to(web).as_posix()}", path)
        if with_secret and (web / "secret").exists():
            into.add("web/secret", web / "secret")
        version, lacking = _book(Home(home), into, with_serving)
        into.close({"saved_at": now(), "version": version, "workflow": workflow})
    return Saved(version, workflow, file.stat().st_size, tuple(lacking))


def run_tables(verb: str, home: Path, folder: Path) -> None:
    """`dump` or `load` the workflow database in a process of its own, with the settings of that data folder."""
    environment = {**os.environ, "ENCOURS_HOME": str(home.resolve())}
    command = [sys.executable, "-m", "encours.web.serving.tables", verb, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1].removeprefix("encours: ")
        raise DataError(_("The workflow database could not be saved or restored: {0}").format(last))


def _tables(home: Path, into: Packing) -> None:
    with temporary.folder() as folder:
        run_tables("dump", home, folder)
        for path in sorted(folder.iterdir()):
            into.add(f"web/tables/{path.name}", path)


def _book(home: Home, into: Packing, with_serving: bool) -> tuple[int, list[str]]:
    """The versions there are now, whatever is imported meanwhile; the number of the last, and what is left out."""
    published = _published(home) if with_serving else None
    versions = [one for one in history(home) if published is None or one.version <= published[0]]
    segments = {segment.file: segment for version in versions for segment in version.segments}
    today = {segment.file for segment in versions[-1].segments} if versions else set()
    lacking = []
    for file, segment in sorted(segments.items()):
        if file in today or not damaged(home, [segment]):
            _segment(home, file, segment, into)
        else:
            lacking.append(str(past_sentence(segment)))
    for version in versions:
        _version(home, version, into)
    if published is not None:
        into.add(f"book/serving/{published[1]}", published[2])
        into.add("book/serving/current", published[3])
    return versions[-1].version if versions else 0, lacking


def _segment(home: Home, file: str, segment: Segment, into: Packing) -> None:
    """What is damaged is not saved: an archive of the same name from before is worth more."""
    there = (home.segments / file).is_file()
    found = into.add(f"book/segments/{file}", home.segments / file) if there else ""
    if not there or segment.sha256 not in ("", found):
        raise Damaged(segment_sentence(home, segment))


def _version(home: Home, version: Manifest, into: Packing) -> None:
    name = name_of(version.version)
    if (home.reports / name).exists():
        found = into.add(f"book/reports/{name}", home.reports / name)
        if version.report not in ("", found):
            raise Damaged(_("{0} is damaged: encours repair, then save again.").format(f"reports/{name}"))
    into.add(f"book/manifests/{name}", home.manifests / name)


def _published(home: Home) -> tuple[int, str, IO[bytes], IO[bytes]] | None:
    """The published database and the note that names it, both open: they stay readable when others replace them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (before := served(home)) is not None:
        try:
            note = (home.serving / "current").open("rb")
            file = before.path.open("rb")
        except FileNotFoundError:
            if time.monotonic() > deadline:
                raise
            continue
        if served(home) == before:
            return before.version, before.path.name, file, note
        file.close()
        note.close()
    return None
