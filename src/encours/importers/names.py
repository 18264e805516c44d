"""Names of files that are no text: old archives and old disks write them in the code page of their time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def clear(name: str) -> str:
    r"""The name as it was meant, where its bytes are not UTF-8: those of Western Europe then.

    >>> clear("Créances.csv"), clear("Cr\udce9ances.csv")
    ('Créances.csv', 'Créances.csv')
    """
    return name if is_text(name) else os.fsencode(name).decode("cp1252", errors="replace")


def is_text(name: str) -> bool:
    """Whether any program can write this name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def under_clear_names(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same files and folders; those whose path is no text by a link that bears their clear name, since the engine
    opens no other and no report could tell them."""
    if all(is_text(str(path.absolute())) for path in paths):
        yield list(paths)
        return
    with TemporaryDirectory(prefix="encours-names-") as folder:
        yield [_linked(path, Path(folder, str(number))) for number, path in enumerate(paths)]


def _linked(path: Path, beside: Path) -> Path:
    target = path.absolute()
    if is_text(str(target)) or not target.exists():
        return path
    beside.mkdir()
    link = beside / clear(target.name)
    link.symlink_to(target, target_is_directory=target.is_dir())
    return link
