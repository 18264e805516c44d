"""Versions of the book: each import or undo is one small immutable file that lists what the book is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from encours.book.home import Home, write_atomically
from encours.book.sealed import sealed, sum_of, unsealed
from encours.errors import Damaged, DataError, UsageError, option
from encours.said import _


@dataclass(frozen=True, slots=True)
class Segment:
    """One immutable file of rows of one table, written by the import of that number. `sha256` is "" in the manifests of
    older programs, until the next write."""

    table: str
    file: str
    rows: int
    version: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of the book. `undone` holds the number of the import it takes back, 0 for an import; `report` is the
    SHA-256 of the report, `previous` the checksum of the version before, `sum` that of this one once it is written."""

    version: int
    recorded_at: str
    segments: tuple[Segment, ...] = ()
    undone: int = 0
    summary: dict[str, Any] = field(default_factory=dict)
    report: str = ""
    previous: str = ""
    sum: str = ""

    def of(self, table: str) -> list[Segment]:
        """The segments of a table, oldest first."""
        return sorted((s for s in self.segments if s.table == table), key=lambda s: s.version)

    @property
    def origin(self) -> dict[str, Any]:
        """Who asked for this version, as they told; {} at the command line."""
        return dict(self.summary.get("origin") or {})

    @property
    def imports(self) -> set[int]:
        """Numbers of the imports this version contains."""
        return set(self.summary.get("contains", ()))


EMPTY = Manifest(0, "")


def now() -> str:
    """This instant, UTC, as manifests write it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def history(home: Home) -> list[Manifest]:
    """Every version, oldest first."""
    return [read(home, version) for version in versions(home)]


def head(home: Home) -> Manifest:
    """The newest version; EMPTY for a new book."""
    known = versions(home)
    return read(home, known[-1]) if known else EMPTY


def as_known(home: Home, known: str) -> Manifest:
    """The version as it stood after import number `known`, or at the end of that day, or at that instant."""
    if known.isdigit() and len(known) < 8:
        if int(known) in versions(home):
            return read(home, int(known))
        raise UsageError(_("There is no import {0}. See: {1}").format(known, option("imports")))
    instant = _instant(known)
    before = [manifest for manifest in history(home) if manifest.recorded_at <= instant]
    if not before:
        raise DataError(_("Nothing had been recorded by {0}. See: {1}").format(known, option("imports")))
    return before[-1]


def moment_known(home: Home, known: str) -> str:
    """The instant whose knowledge is asked for: that of the import of that number, else the day or instant named."""
    return as_known(home, known).recorded_at if known.isdigit() and len(known) < 8 else _instant(known)


def publish(home: Home, manifest: Manifest) -> Manifest:
    """Make this version the newest: from this instant on, the import has taken place. The version with its checksum."""
    text = text_of(manifest)
    write_atomically(home.manifests / name_of(manifest.version), text)
    write_atomically(home.copies / name_of(manifest.version), text)
    return replace(manifest, sum=sum_of(text))


def text_of(manifest: Manifest) -> str:
    """The file of a version."""
    facts = asdict(manifest)
    del facts["sum"]
    return sealed(facts)


def name_of(version: int) -> str:
    """The name of the file of a version, and of its report."""
    return f"{version:07d}.json"


def following(
    before: Manifest, segments: tuple[Segment, ...], report: dict[str, Any], origin: Mapping[str, Any]
) -> Manifest:
    """The version after an import that adds these segments; `origin` says who asked for it."""
    version = before.version + 1
    summary = {"contains": sorted({*before.imports, version}), "report": report, "origin": dict(origin)}
    return Manifest(version, now(), before.segments + segments, 0, summary, previous=before.sum)


def without(before: Manifest, number: int, origin: Mapping[str, Any]) -> Manifest:
    """The version after taking import `number` back; `origin` says who asked for it."""
    segments = tuple(segment for segment in before.segments if segment.version != number)
    summary = {"contains": sorted(before.imports - {number}), "origin": dict(origin)}
    return Manifest(before.version + 1, now(), segments, number, summary, previous=before.sum)


def contained(home: Home, manifest: Manifest) -> list[Manifest]:
    """The imports a version is made of, oldest first."""
    return [read(home, version) for version in sorted(manifest.imports)]


def last_snapshot(home: Home, manifest: Manifest) -> str:
    """Day of the newest list of open items a version contains, "" when it has none."""
    known = set(versions(home))
    before = [read(home, version) for version in manifest.imports if version in known]
    reports = [version.summary.get("report", {}) for version in (*before, manifest)]
    return max((report.get("snapshot") or "" for report in reports), default="")


def versions(home: Home) -> list[int]:
    """The numbers of all versions, oldest first: those of which the file or its copy is there."""
    folders = [folder for folder in (home.manifests, home.copies) if folder.is_dir()]
    return sorted({int(path.stem) for folder in folders for path in folder.glob("[0-9]*.json")})


def read(home: Home, version: int) -> Manifest:
    """One version. Raises Damaged when its file is lost, or not what was written."""
    found = read_file(home.manifests / name_of(version))
    if found is None:
        message = _("{0} is lost or damaged (version {1} of the book). See what can be done: encours repair")
        raise Damaged(message.format(f"manifests/{name_of(version)}", version))
    return found


def read_file(path: Path) -> Manifest | None:
    """The version a file holds; None when it is lost, or not what was written."""
    try:
        data = unsealed(path.read_text(encoding="utf-8"))
        found = Manifest(**{**data, "segments": tuple(Segment(**segment) for segment in data["segments"])})
    except PermissionError:
        raise
    except (OSError, ValueError, TypeError, KeyError):
        return None
    told = found.version == int(path.stem) and (bool(found.sum) or not found.previous)
    return found if told else None


def _instant(known: str) -> str:
    try:
        if len(known) == 10:
            moment = datetime.combine(date.fromisoformat(known), time.max, UTC)
        else:
            moment = datetime.fromisoformat(known)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(
            _(
                "What was known is asked by an import number, a day (2025-06-30) or an instant, not {0}"
            ).format(known)
        ) from None
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
