"""Commands on the book itself: check, export, compare, rebuild."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from encours.cli.options import home_option, home_path
from encours.errors import DataError, UsageError
from encours.i18n import _


@click.command(help=_("Check the book: totals that tie, doubtful rows. Exit code 1 when a total is wrong."))
@home_option
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def check(as_of: str | None, as_json: bool) -> None:
    """Run the controls."""
    from encours.book.home import Home
    from encours.cube.checks import check as run_checks
    from encours.cube.checks import failed
    from encours.cube.periods import day_of

    controls = run_checks(Home(home_path()), day_of(as_of or None))
    if as_json:
        click.echo(
            json.dumps([asdict(control) for control in controls], ensure_ascii=False, indent=1, default=str)
        )
    else:
        for control in controls:
            click.echo(str(control))
    if failed(controls):
        raise DataError(_("Some totals do not tie: see above."))


@click.command(help=_("Export the book as an interchange folder, which import reads back without loss."))
@click.argument("folder")
@home_option
@click.option(
    "--tables", "form", type=click.Choice(["csv", "parquet"]), default="csv", help=_("Form of the tables.")
)
@click.option("--as-known", metavar="IMPORT|DATE", help=_("What was known after that import, or that day."))
def export(folder: str, form: str, as_known: str | None) -> None:
    """Write the interchange folder."""
    from encours.book.export import export as write_folder
    from encours.book.home import Home
    from encours.cli.recorded import Recorded
    from encours.cube.overlay import lay_all

    recorded = Recorded(home_path(), as_known).tables()
    written = write_folder(
        Home(home_path()),
        Path(folder),
        form=form,
        as_known=as_known,
        prepare=lambda engine: lay_all(engine, recorded),
    )
    for table, rows in written.items():
        click.echo(_("{0}: {1} rows").format(table, rows))


@click.command(help=_("Explain, item by item, the difference between two versions of the book."))
@click.argument("before", required=False)
@click.argument("after", required=False)
@home_option
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def diff(before: str | None, after: str | None, as_of: str | None, as_json: bool) -> None:
    """Print the difference."""
    from encours.book.diff import compared
    from encours.book.diff import diff as compare
    from encours.book.home import Home
    from encours.cli.recorded import Recorded
    from encours.cli.report import print_diff
    from encours.cube.periods import day_of

    home = Home(home_path())
    older = compared(home, before, after)[0].version
    recorded = Recorded(home.path, before or str(older)).tables() if older else {}
    written = (recorded, Recorded(home.path, after).tables())
    found = compare(home, before=before, after=after, as_of=day_of(as_of or None), written=written)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
    else:
        print_diff(found)


@click.command(help=_("Build the derived database again from the segments."))
@home_option
def rebuild() -> None:
    """Rebuild what is derived."""
    from encours.book.home import Home
    from encours.book.lock import writing
    from encours.book.manifest import head
    from encours.book.publication import announce, build_whole
    from encours.cli.progress import progress

    home = Home(home_path())
    newest = head(home)
    if not newest.version:
        raise DataError(_("No book in {0}. Import something first: encours import FILE").format(home.path))
    with writing(home), progress() as bar:
        bar.step(_("Building"))
        newest = head(home)
        announce(home, build_whole(home, newest), newest)
    click.echo(_("Version {0} is built again.").format(newest.version))


@click.command(
    name="known-since", help=_("Since when each entity is known; or say it of one, with the reason.")
)
@home_option
@click.option("--entity", metavar="CODE", help=_("The entity to speak of."))
@click.option("--position", metavar="DATE", help=_("First day whose close the position is known of."))
@click.option("--sales", metavar="DATE", help=_("First day whose sales are all known."))
@click.option("--receipts", metavar="DATE", help=_("First day whose receipts are all known."))
@click.option("--reason", default="", help=_("Why: it stands in the list of imports."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def known_since(entity: str | None, reason: str, as_json: bool, **days: str | None) -> None:
    """Print the days of each entity, after saying those of one when asked."""
    import encours
    from encours.api.words import CLOCKS
    from encours.book.declare import declare
    from encours.book.home import Home
    from encours.book.since import Days
    from encours.cube.periods import day_of

    said = Days(**{clock: day_of(day or None) for clock, day in days.items()})
    if entity is not None:
        declare(Home(home_path()), entity, said, reason)
    elif said != Days() or reason:
        raise UsageError(_("Say of which entity: --entity CODE"))
    rows = [one.as_data() for one in encours.open(home_path()).about.since]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for row in rows:
        told = ", ".join(f"{_(word)} {row[clock] or _('n.c.')}" for clock, word in CLOCKS.items())
        click.echo(f"{row['entity']}: {told}")
