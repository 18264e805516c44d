"""Options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from encours.cli import completing
from encours.errors import UsageError
from encours.i18n import _

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_HOME = Path.home() / ".encours"


def _remember(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Before or after the command, the option wins over the environment."""
    meta = context.find_root().meta
    said = context.get_parameter_source(parameter.name or "") is click.core.ParameterSource.COMMANDLINE
    if value and (said or "encours.home" not in meta):
        meta["encours.home"] = value
    return value


home_option = click.option(
    "--home",
    envvar="ENCOURS_HOME",
    callback=_remember,
    expose_value=False,
    metavar="DIR",
    help=_("Data folder (or ENCOURS_HOME; else .encours in your home)."),
)


def home_path() -> Path:
    """The data folder of this call."""
    chosen = click.get_current_context().meta.get("encours.home")
    home = Path(chosen) if chosen else DEFAULT_HOME
    try:
        str(home.absolute()).encode()
    except UnicodeEncodeError:
        said = _("The name of the data folder is no text in UTF-8: give it another name.")
        raise UsageError(said) from None
    return home


def asking(command: F) -> F:
    """The options by which figures and their rows are asked for."""
    for option in reversed(
        (
            home_option,
            click.option(
                "--as-of", metavar="DATE", help=_("Position date; by default that of the newest data.")
            ),
            click.option(
                "--as-known", metavar="IMPORT|DATE", help=_("What was known after that import, or that day.")
            ),
            click.option(
                "--where",
                "-w",
                multiple=True,
                metavar="A=B",
                shell_complete=completing.conditions,
                help=_("Filter: = != > >= < <= ~, a=b,c, a=1..9."),
            ),
            click.option("--in", "currency", metavar="EUR", help=_("Reporting currency.")),
            click.option(
                "--set",
                "settings",
                multiple=True,
                metavar="A=B",
                shell_complete=completing.settings,
                help=_("Parameter, such as window=12m."),
            ),
            click.option(
                "--output", "-o", metavar="FILE", help=_("Write to a file instead of the terminal.")
            ),
        )
    ):
        command = option(command)
    return command


def parsed_settings(settings: tuple[str, ...]) -> dict[str, Any]:
    """`--set a=b` as a dictionary."""
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name and equals and value):
            raise UsageError(
                _("A setting is written name=value, such as --set window=12m, not {0}.").format(setting)
            )
        found[name.strip()] = value.strip()
    return found


def listed(values: str | None) -> list[str]:
    """`a,b` as a list."""
    return [value.strip() for value in (values or "").split(",") if value.strip()]
