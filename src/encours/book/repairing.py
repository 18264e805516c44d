"""What is damaged and can be had again to the letter is put back; of the rest it is said what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

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
    with writing(home):
        done = [*_versions(home), *_reports(home), *_past_versions(home), *_served(home)]
        left = look(home)
    note(home, left)
    temporary.sweep()
    return done, left


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
