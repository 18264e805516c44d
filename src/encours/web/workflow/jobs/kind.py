"""What a job is: its name, the work it does, and what becomes of it when it is cut short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """`run(running, **arguments)` does the work; what it returns (as JSON holds it) is the job's result.

    `repeatable` says that doing it twice, or half and then whole, is the same as doing it once.
    """

    name: str
    run: Callable[..., Any]
    repeatable: bool = False
