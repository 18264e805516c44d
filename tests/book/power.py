"""What a disk holds after the power went: what was synced, and of the rest what the file system pleases.

Every change a command makes to the files of a folder is a point at which the power may go. What a file holds is safe
once the file was synced, a name once its folder was; what is written otherwise, by the engine too, is not.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from tests.book.dying import ALWAYS_BUILT, children, command

Names = dict[str, dict[str, int]]  # folder, name in it, number of what bears it
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile", "open")


@dataclass
class Point:
    """A moment: the names there are and those that are safe, the content that is, by number."""

    what: str
    live: Names
    safe: Names
    content: dict[int, bytes]


@dataclass
class Recorder:
    """What a command does in a folder. A number is that of the file system, until what bore it is gone."""

    home: Path
    points: list[Point] = field(default_factory=list)
    _safe: Names = field(default_factory=dict)
    _content: dict[int, bytes] = field(default_factory=dict)

    def begin(self) -> None:
        """What is there before the command is safe."""
        self._safe = self._names()
        for folder, names in self._safe.items():
            for name, number in names.items():
                if (path := self.home / folder / name).is_file():
                    self._content[number] = path.read_bytes()

    def point(self, what: str) -> None:
        live = self._names()
        there = {number for names in live.values() for number in names.values()}
        safe = {number for names in self._safe.values() for number in names.values()}
        self._content = {n: content for n, content in self._content.items() if n in there | safe}
        self.points.append(
            Point(what, live, {f: dict(n) for f, n in self._safe.items()}, dict(self._content))
        )

    def synced(self, handle: int) -> None:
        """A file or a folder of ours is safe from now on."""
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if path != self.home and self.home not in path.parents:
            return
        self.point(f"sync {path.relative_to(self.home)}")
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            folder = str(path.relative_to(self.home))
            self._safe[folder] = self._names().get(folder, {})
        else:
            self._content[os.fstat(handle).st_ino] = path.read_bytes()

    def _names(self) -> Names:
        return {
            str(Path(folder).relative_to(self.home)): {
                name: os.lstat(os.path.join(folder, name)).st_ino for name in (*folders, *files)
            }
            for folder, folders, files in os.walk(self.home)
        }


def points_of(arguments: Sequence[str], home: Path, small_book: int = ALWAYS_BUILT) -> list[Point]:
    """Every point at which the power may go while the command runs."""
    ours, theirs = children.Pipe()
    child = children.Process(target=_record, args=(theirs, arguments, home, small_book))
    child.start()
    theirs.close()
    points: list[Point] = ours.recv()
    child.join()
    assert child.exitcode == 0
    return points


def _record(answer: Connection, arguments: Sequence[str], home: Path, small_book: int) -> None:
    recorder, plain = Recorder(home), os.fsync
    recorder.begin()
    busy: list[bool] = []

    def hear(event: str, said: tuple[Any, ...]) -> None:
        if event in CHANGES and not busy and str(said[0]).startswith(str(home)):
            if event == "open" and not (isinstance(said[2], int) and said[2] & (os.O_WRONLY | os.O_RDWR)):
                return
            busy.append(True)
            recorder.point(f"{event} {said[0]}")
            busy.clear()

    def fsync(handle: int) -> None:
        busy.append(True)
        recorder.synced(handle)
        busy.clear()
        plain(handle)

    os.fsync = fsync
    sys.addaudithook(hear)
    try:
        command(arguments, small_book)
    finally:
        busy.append(True)
        recorder.point("end")
        answer.send(recorder.points)


def disks(points: Sequence[Point], draw: Random) -> Iterator[tuple[str, dict[str, bytes | None]]]:
    """The disks that may be found after: files with their content, folders with None; each once."""
    seen: set[frozenset[tuple[str, bytes | None]]] = set()
    for point in points:
        pick: Callable[[str], bool]
        for pick in (lambda _f: False, lambda _f: True, lambda _f: draw.random() < 0.5):
            disk = dict(_found(point, pick))
            if (key := frozenset(disk.items())) not in seen:
                seen.add(key)
                yield point.what, disk


def _found(
    point: Point, lives: Callable[[str], bool], folder: str = "."
) -> Iterator[tuple[str, bytes | None]]:
    """What is under a folder, whose names are those there were, or the safe ones; content that is not safe is lost."""
    names = (point.live if lives(folder) else point.safe).get(folder, {})
    for name, number in names.items():
        path = os.path.normpath(os.path.join(folder, name))
        if path in point.live or path in point.safe:
            yield path, None
            yield from _found(point, lives, path)
        else:
            yield path, point.content.get(number, b"")


def put(disk: dict[str, bytes | None], home: Path) -> None:
    """Make the folder what the disk holds."""
    home.mkdir(parents=True)
    for name, content in disk.items():
        if content is None:
            (home / name).mkdir(parents=True, exist_ok=True)
        else:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(content)
