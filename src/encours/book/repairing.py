"""What is damaged and can be had again to the letter is put back; of the rest it is said what can be done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from encours.book import temporary
from encours.book.damage import Fault, look, note, readable
from encours.book.home import Home, write_atomically
from encours.book.keeping import digest
from encours.book.lock import writing
from encours.book.manifest import name_of, read_file, text_of, versions
from encours.book.publication import FORM, Served, announce, build_whole, newest, served_before
from encours.errors import Damaged
from encours.i18n import _


def repair(home: Home) -> tuple[list[str], list[Fault]]:
    """Repair a book; what was done, and what is left. Nothing is made up: a version comes back from its own copy, and
    the newest one is never the one before it."""
    straight = list(_set_aside(home))
    with writing(home):
        done = [*straight, *_versions(home), *_reports(home), *_past_versions(home), *_served(home)]
        left = look(home)
    note(home, left)
    temporary.sweep()
    return done, left


def _set_aside(home: Home) -> Iterator[str]:
    """A folder where a file should be, or the other way round, makes room for what should be there; nothing is lost."""
    wrong = [part for part in home.parts if part.exists() and not part.is_dir()]
    wrong += [path for path in (home.lock, home.serving / "current") if path.is_dir()]
    for folder in (home.manifests, home.copies, home.reports):
        wrong += [path for path in folder.glob("*.json") if path.is_dir()] if folder.is_dir() else []
    yield from set_aside(home.path, wrong)


def set_aside(home: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Put what stands in the way of something else in a folder of its own; each told."""
    for path in paths:
        aside = home / "set-aside" / f"{path.name}-{uuid.uuid4().hex[:8]}"
        aside.parent.mkdir(mode=0o700, exist_ok=True)
        path.rename(aside)
        message = _("{0} was not what it should be, and stands in {1} now.")
        yield message.format(path.relative_to(home).as_posix(), aside.relative_to(home).as_posix())


def _versions(home: Home) -> Iterator[str]:
    for version in versions(home):
        own, copy = (folder / name_of(version) for folder in (home.manifests, home.copies))
        held, spare = read_file(own), read_file(copy)
        if held is None and spare is not None and spare.sum:
            write_atomically(own, text_of(spare))
            yield _("{0} is put back from its copy.").format(f"manifests/{own.name}")
        elif held is not None and held.sum and (spare is None or spare.sum != held.sum):
            write_atomically(copy, text_of(held))
            yield _("{0} is copied again.").format(f"manifests/{own.name}")


def _reports(home: Home) -> Iterator[str]:
    for version in versions(home):
        held, path = read_file(home.manifests / name_of(version)), home.reports / name_of(version)
        if held and held.report and path.exists() and digest(path) != held.report:
            path.unlink()
            message = _("{0} is removed: which lines import {1} refused is no longer known.")
            yield message.format(f"reports/{path.name}", version)


def _past_versions(home: Home) -> Iterator[str]:
    for path in sorted((home.path / "known").glob("*.duckdb")):
        if not readable(Served(path, 0, FORM)):
            path.unlink()
            yield _("{0} is removed: it is built again when it is asked for.").format(f"known/{path.name}")
    if (home.path / "known").is_dir():
        temporary.sweep(path for path in (home.path / "known").iterdir() if path.is_dir())


def _served(home: Home) -> Iterator[str]:
    """Nothing is published while a version or a file it is made of is damaged: what is served stays as it is."""
    with suppress(Damaged):
        last, current = newest(home), served_before(home)
        good = current and current.whole and readable(current) and current.form == FORM
        if last.version and not (good and current and current.version == last.version):
            announce(home, build_whole(home, last), last)
            yield _("The database that answers questions is built again: version {0}.").format(last.version)
