"""Folders looked at by themselves: new files, known by their content, are imported; each is done once."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from encours.errors import DataError, EncoursError
from encours.said import _, counted, listed, reason
from encours.web.imports import left
from encours.web.imports.jobs import import_upload
from encours.web.imports.limits import limits
from encours.web.imports.models import Seen, Source
from encours.web.imports.naming import shown_name
from encours.web.imports.permissions import hindrance
from encours.web.imports.uploads.parts import parts_of, undecided
from encours.web.imports.uploads.receiving import receive
from encours.web.workflow import acts
from encours.web.workflow.jobs.entry import Entry
from encours.web.workflow.jobs.kind import Kind
from encours.web.workflow.jobs.running import Running
from encours.web.workflow.trail.record import record

BLOCK = 1 << 20
SETTLED_SECONDS = 5  # a file written more recently may not be whole
FOLDERS = "ENCOURS_IMPORT_FOLDERS"


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file of a watched folder, read as an upload is."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def chunks(self) -> Iterator[bytes]:
        handle = os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            while block := file.read(BLOCK):
                yield block


def roots() -> list[Path]:
    """The folders whose content may be watched: ENCOURS_IMPORT_FOLDERS, several set apart as in PATH."""
    said = os.environ.get(FOLDERS, "")
    return [Path(folder).resolve() for folder in said.split(os.pathsep) if folder.strip()]


def folder_allowed(folder: str) -> Path:
    """The folder itself, links followed; DataError when it is not one, or stands outside of those allowed."""
    allowed = roots()
    if not allowed:
        raise DataError(
            _("No folder may be watched on this server: whoever runs Encours names some in {0}.").format(
                FOLDERS
            )
        )
    found = Path(folder).resolve()
    if not Path(folder).is_absolute() or not any(found == root or root in found.parents for root in allowed):
        names = ", ".join(map(str, allowed))
        raise DataError(
            _("This folder is not one that may be watched: {0}, or a folder in them.").format(names)
        )
    if not found.is_dir():
        raise DataError(_("There is no folder {0} on the server.").format(folder))
    return found


def run(running: Running, source: int) -> dict[str, Any]:
    """Import what is new in a folder; how many files were done and how many failed."""
    found = Source.objects.select_related("person").get(pk=source)
    try:
        if why := hindrance(found.person):
            raise DataError(why)
        new = list(_new(found))
        done = [_bring(running, found, path, digest) for path, digest in new]
    except EncoursError as error:
        _keep(found, "", reason(error))
        raise
    failed = [error for error in done if error]
    said = counted("{0} new file, {1} imported", "{0} new files, {1} imported", len(new)).format(
        len(new), len(new) - len(failed)
    )
    _keep(found, said, failed[0] if failed else "")
    if failed:
        raise DataError(failed[0])
    return {"files": len(new), "failed": len(failed)}


def entries() -> Iterator[Entry]:
    """The hours of the sources, for the schedule."""
    for source in Source.objects.filter(enabled=True):
        hours = {"minute": str(source.pk % 60 if source.rhythm == "hour" else 0)}
        if source.rhythm != "hour":
            hours["hour"] = str(source.hour)
        if source.rhythm == "week":
            hours["day_of_week"] = str(source.weekday % 7)
        yield Entry(f"source {source.pk}", LOOK, label_of(source), hours, arguments={"source": source.pk})


def label_of(source: Source) -> str:
    """What the job of a folder is called."""
    return _("Watched folder {0}").format(source.label)


LOOK = Kind("import_source", run, tells="import", left=left.of_folder)
JOBS = (LOOK,)
SOURCES = (entries,)


def _new(source: Source) -> Iterator[tuple[Path, str]]:
    """Ordinary files of the folder, whole, small enough, whose content was not done yet; the oldest first."""
    folder = folder_allowed(source.folder)
    done = set(source.seen.filter(error="").values_list("digest", flat=True))
    for path in sorted(folder.iterdir(), key=lambda path: (path.lstat().st_mtime, path.name)):
        about = path.lstat()
        ordinary = path.is_file() and not path.is_symlink()
        if not ordinary or path.name.startswith(".") or not fnmatch.fnmatch(path.name, source.pattern):
            continue
        if about.st_size > limits().total_bytes or time.time() - about.st_mtime < SETTLED_SECONDS:
            continue
        digest = _digest(OnDisk(path))
        if digest not in done:
            done.add(digest)
            yield path, digest


def _bring(running: Running, source: Source, path: Path, digest: str) -> str:
    """Import one file; what went wrong, or ""."""
    name, error, upload = shown_name(path.name), "", None
    running.step(name)
    try:
        upload = receive(
            [OnDisk(path)], source.person, origin="folder", importer=source.importer, options=source.options
        )
        if upload.refused or undecided(parts_of(upload)):
            raise DataError(upload.refused or _("{0} may be of several formats: choose one.").format(name))
        import_upload(running, upload, source.person)
    except EncoursError as problem:
        error = listed([name, reason(problem)], ": ")
        record(
            None,
            acts.IMPORT_REFUSED,
            name,
            after={"source": source.label, "why": reason(problem)},
            person=source.person,
        )
    facts = {"name": name, "at": timezone.now(), "upload": upload, "error": error}
    Seen.objects.update_or_create(source=source, digest=digest, defaults=facts)
    return error


def _digest(file: OnDisk) -> str:
    digest = hashlib.sha256()
    for block in file.chunks():
        digest.update(block)
    return digest.hexdigest()


def _keep(source: Source, said: str, error: str) -> None:
    facts = {"last_run_at": timezone.now(), "last_result": said, "last_error": error}
    Source.objects.filter(pk=source.pk).update(**facts)
