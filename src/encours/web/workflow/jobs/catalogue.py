"""All the jobs of an installation, as its features declare them: what the worker is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from encours.web.workflow.jobs.entry import Entry, Event
from encours.web.workflow.jobs.kind import Kind

Source = Callable[[], Iterable[Entry]]  # entries that people keep themselves, read again every minute


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`kinds` and `events` by their name; `schedule` is the program's own, `sources` give that of people;
    `starts` put right, when a worker starts, what the one before left undone."""

    kinds: dict[str, Kind]
    schedule: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    events: dict[str, Event] = field(default_factory=dict)
    starts: tuple[Callable[[], None], ...] = ()

    def entries(self) -> Iterator[Entry]:
        """All that is scheduled."""
        yield from self.schedule
        for source in self.sources:
            yield from source()

    def following(self, name: str) -> list[Entry]:
        """The entries that come after an event, or after the job of another entry."""
        return [entry for entry in self.schedule if entry.after == name]

    def tellers(self, event: str) -> list[str]:
        """The kinds whose good end is that event."""
        return [kind.name for kind in self.kinds.values() if kind.tells == event]


def gathered(*features: object) -> Catalogue:
    """What modules declare as `JOBS`, `SCHEDULE`, `SOURCES`, `EVENTS` and `STARTS`; ValueError where they do not fit
    together."""
    kinds: dict[str, Kind] = _named(features, "JOBS")
    schedule: dict[str, Entry] = _named(features, "SCHEDULE")
    events: dict[str, Event] = _named(features, "EVENTS")
    catalogue = Catalogue(
        kinds,
        tuple(schedule.values()),
        tuple(_declared(features, "SOURCES")),
        events,
        tuple(_declared(features, "STARTS")),
    )
    for entry in catalogue.schedule:
        _check(entry, catalogue, schedule)
    return catalogue


def _check(entry: Entry, catalogue: Catalogue, schedule: dict[str, Entry]) -> None:
    """Its job is one that is known, and what it comes after comes one day."""
    if catalogue.kinds.get(entry.kind.name) is not entry.kind:
        raise ValueError(f"{entry.name} is scheduled, and its job is in no feature's JOBS")
    passed = [entry.name]
    while entry.after in schedule and entry.after not in passed:
        entry = schedule[entry.after]
        passed.append(entry.name)
    if entry.after in passed:
        raise ValueError(f"each waits for another: {', '.join(passed)}")
    if entry.after and not catalogue.tellers(entry.after) and entry.after not in catalogue.events:
        raise ValueError(f"{entry.name} comes after {entry.after}, which nothing tells")


def _named(features: Iterable[object], declared: str) -> dict[str, Any]:
    every = _declared(features, declared)
    by_name = {one.name: one for one in every}
    if len(by_name) < len(every):
        raise ValueError(f"two of {declared} have one name")
    return by_name


def _declared(features: Iterable[object], name: str) -> list[Any]:
    return [one for feature in features for one in getattr(feature, name, ())]
