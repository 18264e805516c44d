"""Commands that make files: the demo group, a generated book, the dashboard workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from encours.cli.options import home_option, home_path
from encours.cube.periods import day_of
from encours.i18n import _, counted


@click.command(help=_("Make a realistic group, import it, print its position and write its workbook."))
@click.option("--folder", default="demo-group", show_default=True, metavar="DIR", help=_("Where to make it."))
@click.option("--seed", type=int, default=7, show_default=True, help=_("Another seed, another group."))
@click.option("--cockpit", is_flag=True, help=_("Then serve the cockpit, with an account for each role."))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("Its port."))
def demo(folder: str, seed: int, cockpit: bool, port: int) -> None:
    """The demo group, from source files to workbook."""
    from encours.cli.tour import serve_tour, tour

    tour(Path(folder), seed)
    if cockpit:
        serve_tour(Path(folder) / "home", port)


@click.command(help=_("Generate a book folder in the interchange format, the same for the same seed."))
@click.argument("folder")
@click.option(
    "--items", type=click.IntRange(1), default=30_000, show_default=True, help=_("Number of items.")
)
@click.option(
    "--customers", type=click.IntRange(1), default=400, show_default=True, help=_("Number of customers.")
)
@click.option("--seed", type=int, default=1, show_default=True, help=_("Seed."))
@click.option(
    "--entities", type=click.IntRange(1), help=_("Number of entities; one for 5 000 customers by default.")
)
@click.option(
    "--actions",
    type=click.IntRange(0),
    help=_("About so many actions; a few per cent of the items by default."),
)
@click.option("--promises", type=click.IntRange(0), help=_("About so many promises, likewise."))
@click.option("--disputes", type=click.IntRange(0), help=_("About so many disputes, likewise."))
@click.option("--months", type=click.IntRange(1), default=60, show_default=True, help=_("Months of history."))
@click.option(
    "--until", default="2026-06-30", show_default=True, metavar="DATE", help=_("Last day of the history.")
)
@click.option(
    "--tables", "form", type=click.Choice(["csv", "parquet"]), help=_("CSV up to a million items by default.")
)
def generate(
    folder: str,
    items: int,
    customers: int,
    seed: int,
    entities: int | None,
    actions: int | None,
    promises: int | None,
    disputes: int | None,
    months: int,
    until: str,
    form: str | None,
) -> None:
    """Write a generated book folder."""
    from encours.cli.progress import progress
    from encours.demo.generate import generate as make
    from encours.demo.volume.followup import Work

    with progress() as bar:
        bar.step(_("Generating"))
        last = day_of(until or None) or date.max
        written = make(
            Path(folder),
            items,
            customers,
            seed,
            entities=entities,
            months=months,
            until=last,
            form=form,
            work=Work(actions, promises, disputes),
            progress=bar.lines,
        )
    for table, rows in written.items():
        click.echo(counted("{0}: {1} row", "{0}: {1} rows", rows).format(table, rows))


@click.command(help=_("Write the dashboard workbook: position, ageing, receipts, top customers, indicators."))
@click.argument("file")
@home_option
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--as-known", metavar="IMPORT|DATE", help=_("What was known after that import, or that day."))
@click.option("--in", "currency", metavar="EUR", help=_("Reporting currency."))
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help=_("Language."))
def workbook(file: str, as_of: str | None, as_known: str | None, currency: str | None, lang: str) -> None:
    """Write the workbook."""
    from encours.api import open_book
    from encours.cli.chosen import usual
    from encours.cli.figures import tell_behind
    from encours.cli.progress import progress
    from encours.cli.recorded import Recorded
    from encours.reports.workbook import write_workbook

    tell_behind(home_path())
    with progress() as bar:
        bar.step(_("Writing"))
        book = open_book(home_path(), as_known, overlays=Recorded(home_path(), as_known))
        chosen = currency or usual(home_path()).currency or None
        write_workbook(book, Path(file), day_of(as_of or None), chosen, lang)
    click.echo(_("{0} is written.").format(file))
