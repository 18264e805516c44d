"""All the jobs of an installation, as its features declare them: what the worker is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from encours.web.workflow.jobs.entry import Entry
from encours.web.workflow.jobs.kind import Kind

Source = Callable[[], Iterable[Entry]]  # entries that people keep themselves, read again every minute


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`kinds` by their name; `schedule` is the program's own, `sources` give that of people."""

    kinds: dict[str, Kind]
    schedule: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """All that is scheduled."""
        yield from self.schedule
        for source in self.sources:
            yield from source()


def gathered(*features: ModuleType) -> Catalogue:
    """What modules declare as `JOBS`, `SCHEDULE` and `SOURCES`; ValueError where they do not fit together."""
    kinds: list[Kind] = _declared(features, "JOBS")
    schedule: list[Entry] = _declared(features, "SCHEDULE")
    catalogue = Catalogue(
        {kind.name: kind for kind in kinds}, tuple(schedule), tuple(_declared(features, "SOURCES"))
    )
    if len(catalogue.kinds) < len(kinds) or len({entry.name for entry in schedule}) < len(schedule):
        raise ValueError("two jobs, or two entries of the schedule, have one name")
    for entry in schedule:
        if catalogue.kinds.get(entry.kind.name) is not entry.kind:
            raise ValueError(f"{entry.name} is scheduled, and its job is in no feature's JOBS")
    return catalogue


def _declared(features: Iterable[ModuleType], name: str) -> list:
    return [one for feature in features for one in getattr(feature, name, ())]
