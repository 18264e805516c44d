"""Commands that bring data in and take it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from encours.cli.options import home_option, home_path
from encours.cube.periods import day_of
from encours.errors import DataError, UsageError
from encours.i18n import _, counted

if TYPE_CHECKING:
    from encours.book.reading import Known, Options, Reading
    from encours.book.report import Report
    from encours.cli.doubting import Doubting
    from encours.importers.contract import Importer


@click.command(
    name="import", help=_("Import files: recognised, checked, compared with the book, all or nothing.")
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@home_option
@click.option("--format", "form", metavar="NAME", help=_("Format of the files, when it is not recognised."))
@click.option("--map", "mapping", metavar="FILE", help=_("Mapping of columns (TOML); --suggest prints one."))
@click.option("--suggest", is_flag=True, help=_("Print the mapping recognised, import nothing."))
@click.option("--dry-run", is_flag=True, help=_("Say what would change, import nothing."))
@click.option("--snapshot", metavar="DATE", help=_("The file lists all that is open on that date."))
@click.option("--entity", metavar="CODE", help=_("Entity, when the file does not say."))
@click.option("--currency", metavar="EUR", help=_("Currency, when the file does not say."))
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help=_("Order of day, month and year.")
)
@click.option(
    "--terms",
    metavar="TERMS",
    help=_("Payment terms where due dates are missing, such as 45 FDM; 0: due at once."),
)
@click.option("--yes", is_flag=True, help=_("Import whatever looks doubtful, without asking."))
@click.option("--strict", is_flag=True, help=_("Import nothing that looks doubtful. Exit code 1 then."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the report as JSON."))
def import_(
    paths: tuple[str, ...],
    form: str | None,
    suggest: bool,
    dry_run: bool,
    yes: bool,
    strict: bool,
    as_json: bool,
    **said: Any,
) -> None:
    """Import files, one format after the other."""
    from encours.cli.doubting import Doubting, tell_doubts
    from encours.importers.catalogue import batches
    from encours.importers.names import under_clear_names

    options = _options(**said)
    with under_clear_names(_files(paths)) as clear:
        found = batches(clear, form, options.mapping)
        if suggest:
            for _importer, files in found:
                _suggest(files, options)
            return
        doubting = Doubting(strict, ask=not (yes or as_json))
        reports = [_import(importer, files, options, dry_run, as_json, doubting) for importer, files in found]
    if as_json:
        data = [report.as_data() for report in reports]
        click.echo(json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1))
    tell_doubts(doubting, reports)
    _say_what_is_wrong(reports, dry_run)


def _say_what_is_wrong(reports: list[Report], dry_run: bool) -> None:
    """DataError, and its exit code, when not everything is in and right: what to do, in words."""
    said: list[str] = []
    if refused := sum(report.refused for report in reports):
        message = counted(
            "{0} line was refused, the others are in. Correct it and import the file again.",
            "{0} lines were refused, the others are in. Correct them and import the file again.",
            refused,
        )
        if dry_run:
            message = counted("{0} line would be refused.", "{0} lines would be refused.", refused)
        said.append(message.format(refused))
    said += [str(fault) for report in reports for fault in report.faults]
    said += [str(tie.advice) for report in reports for tie in report.gaps]
    if said:
        raise DataError(" ".join(said))


def _files(names: tuple[str, ...]) -> list[Path]:
    from encours.importers.names import clear

    paths = [Path(name) for name in names]
    for path in paths:
        # Files are read more than once: what a pipe or a device says is gone after the first time.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise DataError(
                _("{0} is neither a file nor a folder. Save its content to a file first.").format(
                    clear(str(path))
                )
            )
    return paths


def _import(
    importer: Importer, files: list[Path], options: Options, dry_run: bool, quiet: bool, doubting: Doubting
) -> Report:
    from encours.book.home import Home
    from encours.book.importing import import_into
    from encours.book.report import ImportRefused
    from encours.cli.progress import progress
    from encours.cli.report import print_problems, print_report

    with progress() as bar:
        watched = _watched(options, bar.lines)
        read: Callable[[Known], Reading] = partial(_read, importer, files, watched)
        try:
            names = [path.name for path in files]
            report = import_into(
                Home(home_path()), names, read, dry_run=dry_run, step=bar.step, ask=partial(doubting, bar)
            )
        except ImportRefused as refused:
            bar.stop()
            print_problems(refused.problems)
            raise
    if not quiet:
        print_report(report)
    return report


def _read(importer: Importer, files: list[Path], options: Options, known: Known) -> Reading:
    return importer.read(files, options, known)


def _options(
    mapping: str | None,
    snapshot: str | None,
    entity: str | None,
    currency: str | None,
    date_order: str | None,
    terms: str | None,
) -> Options:
    from encours.book.reading import Options
    from encours.importers.mapping import load_mapping

    return Options(
        entity,
        currency,
        load_mapping(Path(mapping)) if mapping else None,
        day_of(snapshot or None),
        date_order,
        terms,
    )


def _watched(options: Options, lines: Callable[[int, int], None]) -> Options:
    from dataclasses import replace

    return replace(options, progress=lines)


def _suggest(files: list[Path], options: Options) -> None:
    from encours.importers.flat.importer import suggest

    for file in files:
        click.echo(suggest(file, options).rstrip())


@click.command(help=_("List the imports, or give the whole report of one."))
@click.argument("number", type=int, required=False)
@home_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def imports(number: int | None, as_json: bool) -> None:
    """Print the history of imports."""
    from encours.book.home import Home
    from encours.cli.report import print_imports, print_stored

    home = Home(home_path())
    print_stored(home, number, as_json) if number else print_imports(home, as_json)


@click.command(help=_("Take back the last import, or the one of that number."))
@click.argument("number", type=int, required=False)
@home_option
@click.option("--later", is_flag=True, help=_("Also those that build on it, the newest first."))
def undo(number: int | None, later: bool) -> None:
    """Undo an import."""
    from encours.book.home import Home
    from encours.book.undo import undo as take_back
    from encours.book.undo import undo_with_later

    home = Home(home_path())
    if later and number is None:
        raise UsageError(_("Say which import: encours undo NUMBER --later"))
    for undone in undo_with_later(home, number) if later and number else [take_back(home, number)]:
        # Taken back because a file of it is damaged, it may be seen no more.
        still = (
            _("Import {0} is undone.")
            if later
            else _("Import {0} is undone. Its data can still be seen: --as-known {0}")
        )
        click.echo(still.format(undone))
