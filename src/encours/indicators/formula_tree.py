"""A formula as a tree: what it needs, what it is worth, how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from encours.i18n import mark
from encours.indicators.record import Need, When

DAYS = "days"
SPOKEN_MOMENTS = {"start": mark("@start"), "year": mark("@year")}


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A measure over what it is taken, or `days`, the calendar days of the window."""

    name: str
    when: When

    @property
    def key(self) -> str:
        return f"{self.name}_{self.when}"


@dataclass(frozen=True, slots=True)
class Negated:
    """What stands after a minus sign of its own."""

    of: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms added (`+`, `-`) or factors multiplied (`*`, `/`), each after its sign; the first one's is `+` or `*`."""

    parts: tuple[tuple[str, Tree], ...]

    @property
    def of_factors(self) -> bool:
        return self.parts[0][0] == "*"


@dataclass(frozen=True, slots=True)
class Call:
    """One of the functions of `FUNCTIONS` on its arguments."""

    function: str
    arguments: tuple[Tree, ...]


Tree = Number | Reference | Negated | Chain | Call
FUNCTIONS = {"min": 2, "max": 2, "abs": 1}  # how many arguments each takes


def value(tree: Tree, known: Mapping[str, Decimal]) -> Decimal | None:
    """What a formula is worth; none as soon as something is divided by zero. `known` is by `Reference.key`.

    Multiplications of a chain come before its divisions, so that `overdue / gross * 100` loses no digit.
    """
    match tree:
        case Number(number):
            return number
        case Reference():
            return known[tree.key]
        case Negated(of):
            found = value(of, known)
            return None if found is None else -found
        case Chain():
            return _chained(tree, known)
        case Call():
            return _called(tree, known)


def _chained(tree: Chain, known: Mapping[str, Decimal]) -> Decimal | None:
    above, below = Decimal(1 if tree.of_factors else 0), Decimal(1)
    for sign, part in tree.parts:
        found = value(part, known)
        if found is None:
            return None
        match sign:
            case "+":
                above += found
            case "-":
                above -= found
            case "*":
                above *= found
            case _:
                below *= found
    return above / below if below else None


def _called(tree: Call, known: Mapping[str, Decimal]) -> Decimal | None:
    found = [value(argument, known) for argument in tree.arguments]
    said = [one for one in found if one is not None]
    if len(said) < len(found):
        return None
    match tree.function:
        case "min":
            return min(said)
        case "max":
            return max(said)
        case _:
            return abs(said[0])


def references(tree: Tree) -> Iterator[Reference]:
    """Every measure a formula names, in the order it is read."""
    match tree:
        case Reference():
            yield tree
        case Negated(of):
            yield from references(of)
        case Chain(parts):
            for _sign, part in parts:
                yield from references(part)
        case Call(_function, arguments):
            for argument in arguments:
                yield from references(argument)


def needs(tree: Tree) -> tuple[Need, ...]:
    """The measures a formula needs, each once."""
    named = {one.key: one for one in references(tree) if one.name != DAYS}
    return tuple(Need(one.name, one.when, key) for key, one in named.items())


def quotient(tree: Tree) -> tuple[Tree, Tree] | None:
    """What stands above and below the line of a formula that is a division; none for one that is not."""
    if isinstance(tree, Negated):
        inner = quotient(tree.of)
        return inner and (Negated(inner[0]), inner[1])
    if not (isinstance(tree, Chain) and any(sign == "/" for sign, _part in tree.parts)):
        return None
    above = tuple(part for sign, part in tree.parts if sign == "*")
    below = tuple(part for sign, part in tree.parts if sign == "/")
    return _product(above), _product(below)


def _product(parts: tuple[Tree, ...]) -> Tree:
    return parts[0] if len(parts) == 1 else Chain(tuple(("*", part) for part in parts))


SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " / "}


def written(tree: Tree) -> str:
    """The formula as it is shown, measures under their names."""
    match tree:
        case Number(number):
            return f"{number:f}"
        case Reference(name, when):
            return f"{name}@{when}" if when in (When.START, When.YEAR) else name
        case Negated(of):
            return f"−{_held(of)}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(written, arguments))})"
        case Chain(parts):
            show = _held if tree.of_factors else written
            shown = [f"{SIGNS[sign]}{show(part)}" for sign, part in parts]
            return "".join([shown[0][3:], *shown[1:]])


def _held(tree: Tree) -> str:
    return f"({written(tree)})" if isinstance(tree, Chain) else written(tree)
