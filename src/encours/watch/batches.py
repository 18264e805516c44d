"""Many rules asked at once: those about the same cut share a question, those that differ by the value of an attribute a
split by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from encours.cube.filters import equals, parse

Names = tuple[str, ...]
FEWEST_SPLIT = 2  # rules that one split answers in place of a question each


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure, the dimensions each of whose values is looked at, the conditions of its scope, and `when`: a name for
    the dates it is read at. `key` says whose it is."""

    key: int
    figure: str
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One rule in a batch, and what tells its cells from those of others."""

    watched: Watched
    picked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """One question: these figures, split and filtered so, at these dates."""

    figures: tuple[str, ...]
    by: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    parts: tuple[Part, ...]


def batches(of: Sequence[Watched], custom: Mapping[str, str]) -> list[Batch]:
    """The fewest questions that answer all of them. Only what customers are is split by: each item is then in one cell,
    and a cell is what its filter would have kept."""
    groups: dict[tuple[str, Names, Names, Names], list[Part]] = defaultdict(list)
    for watched in of:
        picked, rest = apart(watched.where, custom)
        groups[(watched.when, watched.by, tuple(sorted(picked)), rest)].append(Part(watched, picked))
    found = []
    for (when, by, names, rest), parts in groups.items():
        several = len({tuple(sorted(part.picked.items())) for part in parts}) >= FEWEST_SPLIT
        if several or not names:
            split = (*by, *(name for name in names if name not in by))
            found.append(Batch(_figures(parts), split, rest, when, tuple(parts)))
        else:
            where = (*rest, *(equals(name, parts[0].picked[name]) for name in names))
            found.append(
                Batch(_figures(parts), by, where, when, tuple(Part(one.watched, {}) for one in parts))
            )
    return found


def _figures(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.watched.figure for part in parts))


def apart(where: Sequence[str], custom: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The attributes that must have one value, and the other conditions."""
    picked: dict[str, str] = {}
    rest: list[str] = []
    for text in where:
        wanted = parse(text, custom)
        of = wanted.dimension
        plain = of is not None and of.where.held and not of.many and wanted.operator == "="
        if plain and len(wanted.values) == 1 and wanted.values[0] and wanted.field not in picked:
            picked[wanted.field] = wanted.values[0]
        else:
            rest.append(text)
    return picked, tuple(sorted(rest))
