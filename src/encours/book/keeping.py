"""The checksums of the book: given to what older programs wrote, compared before anything is built from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from encours.book.engine import open_engine, quoted
from encours.book.home import Home, write_atomically
from encours.book.manifest import Manifest, Segment, name_of, read, text_of, versions
from encours.book.sealed import digest_of
from encours.errors import Damaged
from encours.said import _


def complete(home: Home) -> None:
    """Give each version the copy it lacks, and those older programs wrote their checksums: for the writer, before all
    else. A power cut between two of them leaves the rest to the next writer."""
    lacking = [one for one in versions(home) if not (home.copies / name_of(one)).exists()]
    known: dict[str, str] = {}
    for version in lacking:
        found = read(home, version)
        if not found.sum:
            found = _with_sums(home, found, known)
            write_atomically(home.manifests / name_of(version), text_of(found))
        write_atomically(home.copies / name_of(version), text_of(found))


def _with_sums(home: Home, found: Manifest, known: dict[str, str]) -> Manifest:
    """What is damaged already is no measure of itself: it stays without a checksum, and is told as damaged."""
    for segment in found.segments:
        if segment.file not in known:
            path = home.segments / segment.file
            known[segment.file] = digest(path) if _readable(path) else ""
    segments = tuple(replace(segment, sha256=known[segment.file]) for segment in found.segments)
    previous = read(home, found.version - 1).sum if found.version > 1 else ""
    report = digest(home.reports / name_of(found.version))
    return replace(found, segments=segments, report=report, previous=previous)


def digest(path: Path) -> str:
    """SHA-256 of a file, "" where it cannot be read."""
    with suppress(OSError):
        return digest_of(path)
    return ""


def report_of(home: Home, version: int) -> dict[str, Any] | None:
    """The report of an import as it is kept, None where there is none. Raises Damaged when it cannot be read."""
    path = home.reports / name_of(version)
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, RecursionError):
        message = _("{0} is damaged: the report of import {1}, no figure. It is removed by encours repair")
        raise Damaged(message.format(f"reports/{path.name}", version)) from None


def damaged(home: Home, segments: Iterable[Segment]) -> list[Segment]:
    """Those whose file is lost, or not what was written. Of one without checksum, that it is there and
    can be read is all that is known."""
    return [one for one in segments if not _sound(home.segments / one.file, one.sha256)]


def _sound(path: Path, told: str) -> bool:
    return digest(path) == told if told else _readable(path)


def _readable(path: Path) -> bool:
    """Of a file without checksum, that it is read to its end is all that can be known."""
    if not path.is_file():
        return False
    engine = open_engine()
    try:
        engine.run(f"SELECT COUNT(*), BIT_XOR(HASH(t)) FROM read_parquet({quoted(str(path))}) t")
    except Exception:
        return False
    finally:
        engine.close()
    return True


def refuse_damaged(home: Home, manifest: Manifest) -> None:
    """Raise Damaged, which names the first file and says what can be done, unless all a version is made of is whole."""
    for segment in damaged(home, manifest.segments):
        raise Damaged(segment_sentence(home, segment))


def segment_sentence(home: Home, segment: Segment) -> str:
    """What is damaged, and what can be done about it."""
    message = _(
        "{0} is lost or damaged (import {1} of {2}). Restore a backup (encours restore), or take this import and those "
        "that build on it back (encours undo {1} --later) and import their files again."
    )
    return message.format(f"segments/{segment.file}", segment.version, _day(home, segment.version))


def past_sentence(segment: Segment) -> str:
    """What is damaged, where the book of today is not made of it any more."""
    message = _(
        "{0} is lost or damaged: no figure of today, import {1} is taken back. What was known with it (--as-known {1}) "
        "can be shown no more, unless a backup is restored"
    )
    return message.format(f"segments/{segment.file}", segment.version)


def unsealed(home: Home) -> int:
    """How many files an older program wrote without a checksum, and no write has given one since."""
    found = {one.file: one.sha256 for version in versions(home) for one in read(home, version).segments}
    return sum(not told for told in found.values())


def _day(home: Home, version: int) -> str:
    with suppress(Damaged):
        return read(home, version).recorded_at[:10]
    return "?"
