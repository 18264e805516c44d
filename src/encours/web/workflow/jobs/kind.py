"""What a job is: its name, the work it does, and what becomes of it when it fails or is cut short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from encours.web.workflow.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Left:
    """What a job cut short had done all the same: its `result` where that was all of it, else `words` that say so."""

    result: Any = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`run(running, **arguments)` does the work; what it returns (as JSON holds it) is the job's result.

    `repeatable` says that doing it twice, or half and then whole, is the same as doing it once: it is begun again when
    its worker ends under it. A failure nobody foresaw is tried again `retries` times, after a `pause` that doubles each
    time. `tells` names the event that its good end is, for the entries of the schedule that wait for it.
    `left` finds out what one whose worker ended under it did nevertheless; None: nothing.
    """

    name: str
    run: Callable[..., Any]
    repeatable: bool = False
    retries: int = 0
    pause: timedelta = timedelta(minutes=1)
    tells: str = ""
    left: Callable[[Job], Left | None] | None = None

    def __post_init__(self) -> None:
        if self.retries and not self.repeatable:
            raise ValueError(f"{self.name} is tried again, and may not be done twice")


def pause_before(retry: int, first: timedelta) -> timedelta:
    """How long to wait before the first (0), second (1)… retry.

    >>> [pause_before(retry, timedelta(minutes=5)).total_seconds() / 60 for retry in range(3)]
    [5.0, 10.0, 20.0]
    """
    return first * 2**retry
