"""What Click says by itself (headings of the help, errors of usage), in the reader's language."""

from __future__ import annotations

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from encours.i18n import _, mark

MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)

# As Click writes them; what another version of Click words otherwise is said in English.
SENTENCES = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("default: {default}"),
    mark("Missing command."),
    mark("Missing argument"),
    mark("No such command {name!r}."),
    mark("No such option {name!r}."),
    mark("Did you mean {possibility}?"),
    mark("(Did you mean one of: {possibilities}?)"),
    mark("Option {name!r} does not take a value."),
    mark("Option {name!r} requires an argument."),
    mark("Got unexpected extra argument ({args})"),
    mark("Got unexpected extra arguments ({args})"),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("{value!r} is not one of {choices}."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
)


def speak() -> None:
    """Make Click look its sentences up in our catalogue: it asks for them under these two names of its modules."""
    for module in MODULES:
        vars(module).update(_=_, ngettext=_plural)


def _plural(one: str, many: str, count: int) -> str:
    return _(one if count == 1 else many)
