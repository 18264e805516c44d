"""Where a company's data lives: one folder, and what stands where in it."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder (`ENCOURS_HOME`)."""

    path: Path

    @property
    def manifests(self) -> Path:
        """One immutable file per version of the book."""
        return self.path / "manifests"

    @property
    def copies(self) -> Path:
        """A second file per version, the same to the letter: what is damaged on one side is whole on the other."""
        return self.path / "copies"

    @property
    def segments(self) -> Path:
        """What each import wrote, never changed afterwards."""
        return self.path / "segments"

    @property
    def reports(self) -> Path:
        """The full report of each import."""
        return self.path / "reports"

    @property
    def serving(self) -> Path:
        """Derived database files: can be deleted and built again."""
        return self.path / "serving"

    @property
    def scratch(self) -> Path:
        """Work in progress of the writer; swept when the next one starts."""
        return self.path / "scratch"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def parts(self) -> tuple[Path, ...]:
        """The folders of the book."""
        return self.manifests, self.copies, self.segments, self.reports, self.serving, self.scratch

    def create(self) -> None:
        """Make the folders, for this account of the machine alone, and close those another version left open."""
        new = [folder for folder in (self.path, *self.parts) if not folder.exists()]
        opened = [folder for folder in (self.path, *self.parts) if folder.exists() and _is_open(folder)]
        for folder in new:
            folder.mkdir(parents=True, exist_ok=True)
            closed(folder)
        for folder in opened:
            closed(folder)
            for path in folder.rglob("*") if folder != self.path else ():
                closed(path)
        for folder in {folder.parent for folder in new}:
            sync_folder(folder)

    def sweep_scratch(self) -> None:
        """Remove what a killed writer left unfinished; only while holding the lock."""
        for path in self.scratch.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for folder in (self.manifests, self.copies, self.reports, self.serving):
            for draft in folder.glob(".*"):
                draft.unlink()


def closed(path: Path) -> None:
    """For this account of the machine alone, where the file system knows accounts; never a folder all may write to."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode) and not mode & stat.S_ISVTX:
            path.chmod(0o700)
        elif stat.S_ISREG(mode):
            path.chmod(0o600)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of a file survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, text: str) -> None:
    """The file has its old content or the new one whole, whatever happens."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)  # of a killed process that had the same number
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)
