"""What is wrong in a list, line by line: collected, capped, never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from encours.errors import Problem
from encours.said import several

MOST = 10_000
_EXAMPLES = 5
Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Faults:
    """The problems of one file. A position is the place of a line below the header, from 0."""

    file: str
    lines: npt.NDArray[np.int64]
    found: list[Problem] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    unsaid: int = 0
    noise: list[tuple[int, str, int]] = field(
        default_factory=list
    )  # position, amount as written, units meant

    def add(self, positions: Iterable[int], column: str, message: str) -> None:
        """The same problem on several lines; a line is reported for the first thing wrong in it."""
        for position in positions:
            if position in self.refused:
                continue
            self.refused.add(int(position))
            if len(self.found) < MOST:
                self.found.append(Problem(self.file, int(self.lines[position]), column, message))
            else:
                self.unsaid += 1

    def accepted(self) -> Mask:
        """The lines without any problem."""
        good = np.ones(len(self.lines), dtype=bool)
        good[list(self.refused)] = False
        return good

    def problems(self) -> list[Problem]:
        """In the order of the lines; one of the whole file counts those beyond the cap."""
        ordered = sorted(self.found, key=lambda problem: problem.line)
        if self.unsaid:
            message = several(
                "{count} more line refused: correct the first ones and import again",
                "{count} more lines refused: correct the first ones and import again",
            )
            ordered.append(Problem(self.file, 0, "", message.format(count=self.unsaid)))
        return ordered


def some_lines(lines: Sequence[int]) -> str:
    """The first line numbers, for a note.

    >>> some_lines([3, 5]), some_lines([1, 2, 3, 4, 5, 6, 7])
    ('3, 5', '1, 2, 3, 4, 5…')
    """
    return ", ".join(map(str, lines[:_EXAMPLES])) + ("…" if len(lines) > _EXAMPLES else "")
