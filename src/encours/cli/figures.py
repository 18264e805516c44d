"""Commands that answer with figures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from encours.cli import completing
from encours.cli.options import asking, home_option, home_path, listed, parsed_settings
from encours.cli.output import FORMATS, terminal_width, write
from encours.errors import UsageError
from encours.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from encours.api import OpenBook, Result
    from encours.indicators.record import Indicator

MIN_BESIDE = 60  # columns of a terminal in which a sentence still goes beside its name
FORMAT = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", help=_("Form of the answer.")
)


@click.command(help=_("Show figures: measures and indicators, split, filtered, at any date."))
@click.argument("names", nargs=-1, metavar="NAME...", shell_complete=completing.figures)
@asking
@click.option("--by", metavar="A,B", shell_complete=completing.dimensions, help=_("Dimensions to split by."))
@click.option("--history", metavar="N", help=_("N month-ends (or 8w, 30d) up to the date."))
@click.option("--compare", is_flag=True, help=_("Add the previous month-end and the same day a year before."))
@FORMAT
def show(names: tuple[str, ...], by: str | None, history: str | None, compare: bool, **asked: Any) -> None:
    """Print figures."""
    book = _open(asked)
    result = book.show(
        *names,
        as_of=asked["as_of"],
        by=listed(by),
        where=asked["where"],
        history=history,
        compare=compare,
        currency=asked["currency"],
        settings=parsed_settings(asked["settings"]),
    )
    said = book.explained(result, asked["where"])
    _written(said, book, asked, " · ".join(names))


@click.command(help=_("List the rows behind a measure: their sum is the figure."))
@click.argument("measure", shell_complete=completing.measures)
@asking
@click.option("--limit", type=click.IntRange(0), default=0, help=_("At most this many rows, the largest."))
@FORMAT
def rows(measure: str, limit: int, **asked: Any) -> None:
    """Print the rows behind a measure."""
    settings = parsed_settings(asked["settings"])
    for unknown in sorted(set(settings) - {"window", "edges", "base_date"}):
        raise UsageError(_("None of these figures has a setting {0}.").format(unknown))
    book = _open(asked)
    result = book.rows(
        measure,
        as_of=asked["as_of"],
        where=asked["where"],
        currency=asked["currency"],
        limit=limit,
        settings=settings,
    )
    said = book.explained(result, asked["where"])
    _written(said, book, asked, measure)


@click.command(
    help=_("Explain why the DSO changed between two dates: causes in days that sum to the change.")
)
@asking
@click.option("--since", metavar="DATE", help=_("First date; by default the month-end before."))
@click.option(
    "--by", metavar="A,B", help=_("Who makes each cause, in days that sum to it: customer, item, country…")
)
@click.option("--cause", metavar="NAME", default="", help=_("One cause alone: delay, sales_volume…"))
@FORMAT
def bridge(since: str | None, by: str | None, cause: str, **asked: Any) -> None:
    """Print the DSO bridge."""
    settings = parsed_settings(asked["settings"])
    if set(settings) - {"window"}:
        raise UsageError(_("The bridge has one setting, window: --set window=12m"))
    book = _open(asked)
    more: dict[str, Any] = {"where": asked["where"], "currency": asked["currency"], **settings}
    result = book.bridge(asked["as_of"], since, by=listed(by), cause=cause, **more)
    _written(result, book, asked, "dso")


@click.command(name="list", help=_("List the measures, indicators and dimensions that can be asked for."))
@home_option
def list_() -> None:
    """Print the catalogue."""
    from encours.cube.dimensions import CATALOGUE as DIMENSIONS
    from encours.cube.measures import CATALOGUE as MEASURES
    from encours.indicators.catalogue import CATALOGUE as INDICATORS

    _catalogue(
        _("Measures"),
        ((one.name, f"{_(one.label)} — {_(one.definition)}") for one in MEASURES if one.published),
    )
    _catalogue("\n" + _("Indicators"), ((one.name, _indicator(one)) for one in INDICATORS))
    _catalogue("\n" + _("Dimensions"), ((one.name, _(one.label)) for one in DIMENSIONS))


def _catalogue(title: str, told: Iterable[tuple[str, str]]) -> None:
    """Names and what they are, in a terminal within its width."""
    click.echo(title)
    width = terminal_width()
    for name, about in told:
        line = f"  {name:26}{about}"
        indent = " " * (28 if width >= MIN_BESIDE else 4)
        click.echo(textwrap.fill(line, width, subsequent_indent=indent) if width else line)


def _indicator(one: Indicator) -> str:
    choices = ", ".join(f"{parameter.name}={parameter.default}" for parameter in one.parameters)
    return _(one.label) + (f" ({choices})" if choices else "")


def tell_behind(home: Path) -> None:
    """On the error output, that figures do not show the newest version: its process was killed just before."""
    from encours.book.home import Home
    from encours.book.publication import behind

    if late := behind(Home(home)):
        message = _(
            "Import {0} is in the book and not in these figures yet: its process was stopped. See: {1}"
        )
        click.echo("encours: " + message.format(late, "encours repair"), err=True)


def _open(asked: dict[str, Any]) -> OpenBook:
    from encours.api import open_book
    from encours.cli.chosen import usual
    from encours.cli.recorded import Recorded

    known = asked["as_known"]
    tell_behind(home_path())
    book = open_book(home_path(), known, overlays=Recorded(home_path(), known))
    return book.choosing(usual(home_path()))


def _written(result: Result, book: OpenBook, asked: dict[str, Any], title: str) -> None:
    from encours.cli.chosen import told

    dated, said = not asked["as_of"], told(result, book.usual)
    write(result, asked["form"], asked["output"], dated=dated, title=title, settings=said)
