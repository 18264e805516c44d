"""What a shell offers while a command is typed: figures, dimensions, settings, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from click import Context, Parameter
from click.shell_completion import CompletionItem

Completer = Callable[[Context, Parameter, str], list[CompletionItem]]


def figures(context: Context, parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Measures and indicators."""
    from encours.indicators.catalogue import CATALOGUE

    return [*measures(context, parameter, typed), *_offered(((i.name, i.label) for i in CATALOGUE), typed)]


def measures(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Measures that anybody may ask for."""
    from encours.cube.measures import CATALOGUE

    return _offered(((m.name, m.label) for m in CATALOGUE if m.published), typed)


def dimensions(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Dimensions, the last of those typed with commas."""
    from encours.cube.dimensions import CATALOGUE

    said, comma, last = typed.rpartition(",")
    return _offered(((d.name, d.label) for d in CATALOGUE), last, before=said + comma)


def conditions(_context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """What a filter is about, as far as its sign."""
    from encours.cube.dimensions import CATALOGUE
    from encours.cube.filters import NUMBERS

    named = [*((d.name, d.label) for d in CATALOGUE), *((name, "") for name in NUMBERS)]
    return _offered(named, typed, after="=")


def settings(context: Context, _parameter: Parameter, typed: str) -> list[CompletionItem]:
    """The settings that the figures of the line have."""
    from encours.api.question import SETTINGS
    from encours.indicators.catalogue import BY_NAME

    asked = [BY_NAME[name] for name in context.params.get("names") or () if name in BY_NAME]
    own = {one.name: "" for indicator in asked for one in indicator.parameters}
    return _offered({**dict.fromkeys(SETTINGS, ""), **own}.items(), typed, after="=")


def _offered(
    named: Iterable[tuple[str, str]], typed: str, before: str = "", after: str = ""
) -> list[CompletionItem]:
    from encours.i18n import _

    return [
        CompletionItem(f"{before}{name}{after}", help=_(label) if label else None)
        for name, label in named
        if name.startswith(typed)
    ]
