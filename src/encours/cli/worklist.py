"""The command that says whom to work on first."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from encours.cli import completing
from encours.cli.figures import FORMAT, tell_behind
from encours.cli.options import home_option, home_path
from encours.cli.output import write
from encours.i18n import _


@click.command(
    help=_("Rank the customers to work on by what a minute of work should bring, with why and what to do.")
)
@home_option
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--as-known", metavar="IMPORT|DATE", help=_("What was known after that import, or that day."))
@click.option("--collector", metavar="NAME", help=_("Only the customers this person follows."))
@click.option(
    "--where",
    "-w",
    multiple=True,
    metavar="A=B",
    shell_complete=completing.conditions,
    help=_("Filter: = != > >= < <= ~, a=b,c, a=1..9."),
)
@click.option("--in", "currency", metavar="EUR", help=_("Reporting currency."))
@click.option(
    "--limit", type=click.IntRange(0), default=0, help=_("At most this many lines, the first ones.")
)
@FORMAT
@click.option("--output", "-o", metavar="FILE", help=_("Write to a file instead of the terminal."))
def worklist(as_of: str | None, as_known: str | None, limit: int, form: str, **asked: Any) -> None:
    """Print the worklist."""
    from encours.api import open_book
    from encours.api.worklist import worklist as listed
    from encours.cli.chosen import usual
    from encours.cli.recorded import Recorded
    from encours.cube.periods import day_of, heard_until

    tell_behind(home_path())
    book = open_book(home_path(), as_known, overlays=Recorded(home_path(), as_known))
    book = book.choosing(usual(home_path()))
    day = day_of(as_of) or book.data_date
    until = heard_until(day, book.data_date, date.today())  # noqa: DTZ011 - the day where the person sits
    found = listed(
        book,
        day,
        until=until,
        collector=asked["collector"],
        where=asked["where"],
        currency=asked["currency"],
    )
    result = found.result(book.data_date, limit, in_words=form != "json")
    write(result, form, asked["output"], dated=not as_of, title=_("Worklist"))
