"""One file that holds a whole installation: a compressed tar whose last entry tells the SHA-256 of all the others."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

import pyarrow as pa

from encours import __version__
from encours.book import temporary
from encours.book.home import sync_file, sync_folder
from encours.errors import DataError, UsageError
from encours.i18n import _

MANIFEST = "MANIFEST.json"
SUFFIXES = (".tar.zst", ".tar.gz")
PARTS = ("book", "web")
CHUNK = 1 << 20
DRAFT = re.compile(r"\..+\.tar\.(zst|gz)\.[0-9]+")


class Packing:
    """An archive being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._sums: dict[str, str] = {}

    def add(self, name: str, source: Path | IO[bytes]) -> str:
        """A file, as long as it is when it is opened; the SHA-256 of what was written."""
        with source.open("rb") if isinstance(source, Path) else source as file:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
            entry.mtime = int(os.fstat(file.fileno()).st_mtime)
            counted = _Counted(file, entry.size)
            self._tar.addfile(entry, cast("IO[bytes]", counted))
        self._sums[name] = counted.sum.hexdigest()
        return self._sums[name]

    def close(self, facts: dict[str, Any]) -> None:
        """Write what must be found again."""
        told = json.dumps({"encours": __version__, **facts, "files": self._sums}, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(told), 0o600
        self._tar.addfile(entry, io.BytesIO(told))


@contextmanager
def packing(path: Path) -> Iterator[Packing]:
    """An archive that exists under its name once it is whole; readable by its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    _suffix(path)
    temporary.sweep(other for other in path.parent.glob(".*") if DRAFT.fullmatch(other.name))
    draft.unlink(missing_ok=True)  # of a killed process that had the same number
    try:
        with ExitStack() as stack:
            file = stack.enter_context(
                os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            )
            stack.enter_context(temporary.held(draft))
            stack.callback(_settle, file, draft)
            stream = stack.enter_context(_compressed(path, file))
            yield Packing(stack.enter_context(tarfile.open(fileobj=stream, mode="w|")))
        os.replace(draft, path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Extract into an empty folder; the facts of the manifest.

    Raises DataError for an archive that is damaged, cut short, not ours, or that names anything but plain files
    inside the folder.
    """
    damaged = _("{0} is damaged, incomplete or not a backup: nothing was restored.").format(path.name)
    told: dict[str, Any] | None = None
    sums: dict[str, str] = {}
    try:
        with (
            path.open("rb") as file,
            _expanded(path, file) as stream,
            tarfile.open(fileobj=stream, mode="r|") as tar,
        ):
            for entry in tar:
                if told is not None or entry.name in sums:
                    raise DataError(damaged)
                content = tar.extractfile(entry) if entry.isreg() else None
                if content is None:
                    raise DataError(_refused(path, entry.name))
                if entry.name == MANIFEST:
                    told = json.loads(content.read())
                    if not isinstance(told, dict):
                        raise DataError(damaged)
                else:
                    sums[entry.name] = _extract(content, folder / _safe(path, entry.name))
            while stream.read(CHUNK):  # what follows the last entry must be whole too
                pass
    except (tarfile.TarError, EOFError, ValueError, gzip.BadGzipFile, pa.ArrowException) as error:
        raise DataError(damaged) from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk, not the archive
        raise DataError(damaged) from error
    if told is None or told.get("files") != sums:
        raise DataError(damaged)
    if not _complete(told):
        raise DataError(
            _("{0} does not say what it holds as a backup does: nothing was restored.").format(path.name)
        )
    return told


def _complete(told: dict[str, Any]) -> bool:
    """Whether the facts of an archive are those that restoring reads."""
    version, saved_at = told.get("version"), told.get("saved_at")
    counted = isinstance(version, int) and not isinstance(version, bool) and version >= 0
    return counted and isinstance(saved_at, str) and isinstance(told.get("workflow"), bool)


def _settle(file: IO[bytes], draft: Path) -> None:
    """On the disk before it takes its name."""
    if not file.closed:
        file.flush()
    sync_file(draft)


def _suffix(path: Path) -> str:
    for suffix in SUFFIXES:
        if path.name.endswith(suffix):
            return suffix
    raise UsageError(_("A backup is a file ending in .tar.zst or .tar.gz, not {0}.").format(path.name))


def _compressed(path: Path, file: IO[bytes]) -> Any:
    if _suffix(path) == ".tar.gz":
        return gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6)
    return pa.CompressedOutputStream(pa.PythonFile(file, "w"), "zstd")


def _expanded(path: Path, file: IO[bytes]) -> Any:
    if _suffix(path) == ".tar.gz":
        return gzip.GzipFile(fileobj=file, mode="rb")
    return pa.CompressedInputStream(pa.PythonFile(file, "r"), "zstd")


def _safe(path: Path, name: str) -> PurePosixPath:
    """A name below one of our folders, without a way out of it."""
    pure = PurePosixPath(name)
    plain = pure.as_posix() == name and not pure.is_absolute() and ".." not in pure.parts and "\\" not in name
    if not plain or "\0" in name or len(pure.parts) < 2 or pure.parts[0] not in PARTS:
        raise DataError(_refused(path, name))
    return pure


def _refused(path: Path, name: str) -> str:
    return _("{0} holds an entry that no backup has ({1}): nothing was restored.").format(path.name, name)


def _extract(content: IO[bytes], target: Path) -> str:
    """Write a file; its SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            found.update(chunk)
            file.write(chunk)
    return found.hexdigest()


class _Counted:
    """A file read for the archive: no longer than announced, its sum taken on the way."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._left = size
        self.sum = hashlib.sha256()

    def read(self, size: int) -> bytes:
        chunk = self._file.read(min(size, self._left))
        self._left -= len(chunk)
        self.sum.update(chunk)
        return chunk
