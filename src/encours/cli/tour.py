"""The demo: a group made through source files, imported by the real importers, its position and its workbook."""

from __future__ import annotations

import sys
import webbrowser
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import which
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING
from urllib.request import urlopen

import click

from encours.cli.output import terminal_width, written
from encours.cli.progress import progress
from encours.cli.report import print_report
from encours.errors import DataError
from encours.i18n import _, language

if TYPE_CHECKING:
    from encours.book.reading import Known, Reading
    from encours.demo.group import Source
    from encours.importers.contract import Importer

FIGURES = ("net", "overdue", "overdue_rate", "dso", "dso_countback", "on_time_rate", "dbt", "cei")
QUESTIONS = (
    "show dso dso_countback --history 12",
    "show aged --by country",
    'rows overdue --where "days_late>=90" --limit 20',
)


def tour(folder: Path, seed: int) -> None:
    """Make the demo group in a folder and show it; running it again changes nothing."""
    make_book(folder, seed)
    _position(folder)


def make_book(folder: Path, seed: int) -> None:
    """The source files of the demo group in `folder/sources`, imported into `folder/home`."""
    from encours.book.home import Home
    from encours.book.importing import import_into
    from encours.demo.group import write_sources
    from encours.importers.catalogue import choose

    click.echo(_("1. Source files, as five companies would send them"))
    sources = write_sources(folder / "sources", seed)
    home = Home(folder / "home")
    click.echo(_("2. Import, each in its own format"))
    for batch in sources.batches:
        importer = choose(batch.paths[0], batch.format)
        with progress() as bar:
            names = [path.name for path in batch.paths]
            report = import_into(home, names, partial(_read, importer, batch), step=bar.step)
        print_report(report)


def serve_tour(home: Path, port: int) -> None:
    """Serve the cockpit of the demo group until Ctrl+C, once it is said who may sign in."""
    from encours.web.serving.prepare import enter
    from encours.web.serving.serve import Listening, serve

    enter(home)
    listening = Listening("127.0.0.1", _free(port), 2)
    click.echo("\n" + _("5. The cockpit, for each of its people"))
    _accounts(home, listening.address)
    if sys.stdout.isatty():
        Thread(target=_show, args=(listening.address,), daemon=True).start()
    serve(home, listening)


def _show(address: str) -> None:
    """The cockpit in the browser of whoever is at the keyboard, once it answers."""
    for _second in range(120):
        with suppress(OSError):
            urlopen(f"{address}/health/", timeout=5).close()
            webbrowser.open(address)
            return
        sleep(1)


def _free(port: int) -> int:
    """That port, or the next one nobody listens on."""
    from encours.web.serving.serve import check_free

    for candidate in range(port, port + 20):
        with suppress(DataError):
            check_free("127.0.0.1", candidate)
            return candidate
    return port


def _accounts(home: Path, address: str) -> None:
    from encours.api import open_book
    from encours.web.alerts.demo import watch
    from encours.web.people.demo import open_accounts
    from encours.web.preferences.letterheads.demo import write_letterheads

    book = open_book(home)
    password, accounts = open_accounts(book)
    book.close()
    write_letterheads()
    watch()
    for account in accounts:
        perimeter = f" · {account.perimeter}" if account.perimeter else ""
        click.echo(f"  {account.email:<30} {account.role}{perimeter}")
    click.echo(_("  Password of all of them: {0}").format(password))
    click.echo(_("  Open {0} in a browser, once it is served, in a few seconds.").format(address) + "\n")


def _read(importer: Importer, batch: Source, known: Known) -> Reading:
    return importer.read(batch.paths, batch.options, known)


def _position(folder: Path) -> None:
    from encours.api import open_book
    from encours.reports.workbook import write_workbook

    book = open_book(folder / "home")
    click.echo(
        "\n" + _("3. The position of the group, {0}, data up to {1}").format("EUR", book.data_date) + "\n"
    )
    click.echo(written(book.show(*FIGURES, by="entity"), "table", terminal_width()))
    click.echo()
    click.echo(written(book.show("aged"), "table", terminal_width()))
    file = folder / _("receivables.xlsx")
    write_workbook(book, file, lang=language())
    click.echo("\n" + _("4. The dashboard workbook: {0}").format(file))
    click.echo("\n" + _("Ask it something yourself:"))
    home = folder / "home"
    for question in QUESTIONS:
        click.echo(f"  {_program()} {question} --home {home}")


def _program() -> str:
    """What to type to call this program again: it is not on the path of a machine that only ran `make demo`."""
    if which("encours"):
        return "encours"
    beside = Path(sys.executable).with_name("encours")
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)
