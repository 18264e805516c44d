"""How far the long tests go: a few rounds whenever tests are run, all of them in `make test-long`."""

from __future__ import annotations

import os

FULL = os.environ.get("ENCOURS_ROUNDS") == "full"


def rounds(few: int, full: int) -> int:
    """The number of rounds, rows or examples to try this time."""
    return full if FULL else few
