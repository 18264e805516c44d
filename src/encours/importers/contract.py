"""The contract of an importer: recognise a file, read it; and the choice of one among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from encours.book.reading import Known, Options, Reading

USUAL_BYTES = 4 << 20


class Importer(Protocol):
    """`name` is what `--format` takes; `label` calls it in a word or two, `about` in one sentence. `options` are those
    it heeds, which a form then offers. Of a text larger than `whole` bytes the beginning alone is read for a preview:
    usually `USUAL_BYTES`, more where reading takes no time, None where it is never cut."""

    name: str
    label: str
    about: str
    options: tuple[str, ...]
    whole: int | None

    def recognises(self, path: Path) -> bool:
        """Whether this file or folder is of its format: looks at the first bytes only, never raises on content."""
        ...

    def read(self, paths: Sequence[Path], options: Options, known: Known) -> Reading:
        """Read the files of one import together. Lines it cannot read are problems; a file it cannot open as
        a whole raises DataError, and nothing is imported."""
        ...
