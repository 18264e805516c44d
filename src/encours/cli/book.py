"""Commands on the book itself: check, export, compare, rebuild."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from encours.book.home import Home
from encours.cli.options import home_option, home_path
from encours.errors import Damaged, DataError, EncoursError, UsageError
from encours.i18n import _, counted
from encours.said import several

if TYPE_CHECKING:
    from encours.book.controls import Control
    from encours.book.damage import Fault


@click.command(
    help=_(
        "Check the book: files as they were written, totals that tie, doubtful rows. "
        "Exit code 1 when a file is damaged or a total is wrong."
    )
)
@home_option
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def check(as_of: str | None, as_json: bool) -> None:
    """Run the controls."""
    from encours.cube.checks import check as run_checks
    from encours.cube.checks import failed
    from encours.cube.periods import day_of

    home = Home(home_path())
    faults = _faults(home)
    controls = [_of_files(home, faults)]
    serious = any(not fault.past for fault in faults)
    try:
        controls += run_checks(home, day_of(as_of or None))
    except EncoursError:  # no figure can be checked: the files that keep from it are told
        if not serious:
            raise
    if as_json:
        click.echo(
            json.dumps([asdict(control) for control in controls], ensure_ascii=False, indent=1, default=str)
        )
    else:
        for control in controls:
            click.echo(str(control))
    if serious:
        raise DataError(_("Some files are damaged: see above."))
    if failed(controls):
        raise DataError(_("Some totals do not tie: see above."))


def _faults(home: Home) -> list[Fault]:
    """Of the book, and of what the cockpit keeps beside it."""
    from encours.book.damage import look, note
    from encours.web.own_files import DATABASE
    from encours.web.own_files import look as look_at_the_web

    faults = [*look(home), *look_at_the_web(home.path)]
    if not any(fault.file == f"web/{DATABASE}" for fault in faults):
        faults += _of_the_trail(home)
    note(home, faults)
    return faults


def _of_the_trail(home: Home) -> list[Fault]:
    """What the audit trail no longer holds, where people work on this data folder."""
    from encours.book.damage import Fault
    from encours.cli.recorded import has_web

    if not has_web(home.path):
        return []
    from encours.web.own_files import DATABASE
    from encours.web.serving.prepare import trail_fault

    fault = trail_fault(home.path)
    return [Fault(f"web/{DATABASE}", fault)] if fault else []


def _of_files(home: Home, faults: list[Fault]) -> Control:
    from encours.book.controls import Control, Example, Severity
    from encours.book.keeping import unsealed

    label, advice = _("Every file is as it was written"), _("Repair what can be: encours repair")
    with suppress(Damaged):
        if without := unsealed(home):
            label = several(
                "Every file can be read; {0} has no checksum before the next import",
                "Every file can be read; {0} have no checksum before the next import",
            ).format(without)
    examples = tuple(Example("", "", fault.sentence) for fault in faults)
    severity = Severity.ERROR if any(not fault.past for fault in faults) else Severity.WARNING
    return Control("files", label, severity, not faults, len(faults), {}, examples, advice)


@click.command(help=_("Repair what is damaged and can be had again; say of the rest what can be done."))
@home_option
def repair() -> None:
    """Put back, build again, tell."""
    from encours.book.manifest import versions
    from encours.book.repairing import repair as put_back
    from encours.web.own_files import look as look_at_the_web
    from encours.web.own_files import mend

    home = Home(home_path())
    if not home.path.is_dir():
        raise DataError(_("No book in {0}. Import something first: encours import FILE").format(home.path))
    done, left = put_back(home) if versions(home) or home.serving.is_dir() else ([], [])
    done += mend(home.path)
    left += look_at_the_web(home.path)
    for sentence in done:
        click.echo(sentence)
    for fault in left:
        click.echo(fault.sentence, err=True)
    if any(not fault.past for fault in left):
        raise DataError(_("What is told above cannot be repaired: do what it says."))
    if not done and not left:
        click.echo(_("Nothing is damaged."))


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
        click.echo(counted("{0}: {1} row", "{0}: {1} rows", rows).format(table, rows))


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
    from encours.book.manifest import head
    from encours.book.publication import rebuild as build
    from encours.cli.progress import progress

    home = Home(home_path())
    if not head(home).version:
        raise DataError(_("No book in {0}. Import something first: encours import FILE").format(home.path))
    with progress() as bar:
        bar.step(_("Building"))
        newest = build(home)
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
