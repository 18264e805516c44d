"""The contract of an importer: recognise a file, read it; and the choice of one among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from encours.book.reading import Known, Options, Reading


class Importer(Protocol):
    """`name` is what `--format` takes; `about` is one sentence for the documentation."""

    name: str
    about: str

    def recognises(self, path: Path) -> bool:
        """Whether this file or folder is of its format: looks at the first bytes only, never raises on content."""
        ...

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        """Read the files of one import together. Lines it cannot read are problems; a file it cannot open as
        a whole raises DataError, and nothing is imported."""
        ...
