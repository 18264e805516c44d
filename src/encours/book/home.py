"""Where a company's data lives: one folder, and what stands where in it."""

from __future__ import annotations

import os
import shutil
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

    def create(self) -> None:
        for folder in (self.manifests, self.segments, self.reports, self.serving, self.scratch):
            folder.mkdir(parents=True, exist_ok=True)

    def sweep_scratch(self) -> None:
        """Remove what a killed writer left unfinished; only while holding the lock."""
        for path in self.scratch.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for folder in (self.manifests, self.reports):
            for draft in folder.glob(".*"):
                draft.unlink()


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
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)
