"""Medians of several runs, the contenders taking turns so that a busy moment of the machine hits them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

Run = Callable[[int], object]


def medians(contenders: Mapping[str, Run], runs: int) -> dict[str, float]:
    """Seconds of each contender, the median of `runs` runs. Each is given the number of the run; 0 is a warm-up.

    >>> medians({"nothing": lambda run: None}, 3)["nothing"] < 1
    True
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(runs + 1):
        for name, run in contenders.items():
            taken[name].append(seconds(run, number))
    return {name: median(found[1:]) for name, found in taken.items()}


def seconds(run: Callable[..., object], *asked: object) -> float:
    """How long it takes."""
    start = perf_counter()
    run(*asked)
    return perf_counter() - start
