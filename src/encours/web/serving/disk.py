"""Whether the data folder can be written to: tried, not guessed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from encours.errors import disk_full

TRIED_BYTES = 1 << 16  # more than what a file system keeps at hand for small files


def state(folder: Path) -> str:
    """`ok`, `full`, or `failing` for another reason: a file is written to the disk, and goes."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(TRIED_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return "full" if disk_full(error) else "failing"
    return "ok"
