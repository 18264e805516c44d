"""What the child can be asked to do; arguments and answers are as JSON holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from encours.web.imports.sandbox import differences, previewing, recognising
from encours.web.imports.sandbox import importing as taking
from encours.web.imports.sandbox.progress import Teller


def look(_tell: Teller, *, files: list[dict[str, str]]) -> list[dict[str, Any]]:
    """What each file is."""
    return recognising.look(files)


def layout(_tell: Teller, *, file: dict[str, str], mapping: dict[str, Any]) -> dict[str, Any]:
    """The columns of one list as a mapping finds them."""
    return recognising.layout(file, mapping)


def preview(_tell: Teller, *, part: dict[str, Any], entities: list[str]) -> dict[str, Any]:
    """The first rows of a part as the book will read them."""
    return previewing.preview(part, entities)


def check(tell: Teller, *, parts: list[dict[str, Any]], allowed: list[str] | None) -> list[dict[str, Any]]:
    """What importing each part would do."""
    return [taking.check(part, allowed, tell.step, tell.lines) for part in parts]


def bring(
    tell: Teller, *, part: dict[str, Any], allowed: list[str] | None, origin: dict[str, Any]
) -> dict[str, Any]:
    """Import one part."""
    return taking.bring(part, allowed, tell.step, tell.lines, origin)


def explain(tell: Teller, *, version: int) -> dict[str, Any]:
    """Why the position differs from the version before."""
    return differences.explain(version, tell.step)


def take_back(tell: Teller, *, version: int, origin: dict[str, Any]) -> int:
    """Undo an import; the number of the version that takes it back."""
    return taking.take_back(version, tell.step, origin)


TASKS: Mapping[str, Callable[..., Any]] = {
    "look": look,
    "layout": layout,
    "preview": preview,
    "check": check,
    "bring": bring,
    "explain": explain,
    "take_back": take_back,
}
