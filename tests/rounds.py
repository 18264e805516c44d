"""How far the long tests go: a few rounds whenever tests are run, all of them in `make test-long`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("ENCOURS_ROUNDS") == "full"


def rounds(few: int, full: int) -> int:
    """The number of rounds, rows or examples to try this time."""
    return full if FULL else few


def turns(all_of: Iterable[T], one_in: int, place: int = 0) -> list[T]:
    """All of them in the long run; else those of one turn of so many, `place` telling which."""
    every = list(all_of)
    return every if FULL else every[place % one_in :: one_in]
