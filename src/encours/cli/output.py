"""Where an answer goes: terminal, file, another program."""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from encours.errors import UsageError
from encours.i18n import _, counted
from encours.said import day_text

if TYPE_CHECKING:
    from encours.api import Result

FORMATS = ("table", "json", "csv", "xlsx")


def write(
    result: Result, form: str, output: str | None, *, dated: bool, title: str, settings: str = ""
) -> None:
    """Print an answer or write it to a file; the date it speaks of is always told, and `settings`, what it was computed
    with that its definition does not say."""
    if form == "xlsx":
        _spreadsheet(result, output, title, settings)
        return
    text = written(result, form, width=0 if output else terminal_width())
    heading = "\n".join(filter(None, (_heading(result), settings)))
    if output:
        Path(output).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        click.echo(
            counted("{0} row written to {1}", "{0} rows written to {1}", len(result)).format(
                len(result), output
            ),
            err=True,
        )
    elif form == "table" and result.rows:
        click.echo(f"{heading}\n\n{text}")  # its notes stand below it
        return
    elif form == "table":
        click.echo(heading + "\n\n" + _("Nothing: no row answers these filters at this date."))
    else:
        if said := heading if dated else settings:
            click.echo(said, err=True)
        click.echo(text.rstrip("\n"))
    for note in result.notes:
        click.echo(note, err=True)


def written(result: Result, form: str, width: int = 0) -> str:
    """The answer as JSON, CSV or a table, which fits in the `width` of a terminal."""
    from encours.api.terminal import table

    if form == "json":
        return result.to_json()
    return result.to_csv() if form == "csv" else table(result, width)


def terminal_width() -> int:
    """How wide the terminal is; 0 where the answer goes to a file or another program, which it is not cut for."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _heading(result: Result) -> str:
    """The date, the currency and how far the data go."""
    newest = day_text(result.data_date) if result.data_date else ""
    dates = sorted({row["as_of"] for row in result.rows if "as_of" in row})
    if not dates and result.as_of:
        dates = [result.as_of.isoformat()]
    at = " → ".join(day_text(day) for day in dict.fromkeys((*dates[:1], *dates[-1:])))
    return _("As of {0} · {1} · data up to {2}").format(at, result.currency, newest)


def _spreadsheet(result: Result, output: str | None, title: str, settings: str) -> None:
    from encours.reports.table import write_table

    if not output and sys.stdout.isatty():
        raise UsageError(_("A spreadsheet goes to a file: add --output FILE.xlsx"))
    memory = BytesIO()
    write_table(result, memory, title, [text for text in (_heading(result), settings) if text])
    if output:
        Path(output).write_bytes(memory.getvalue())
        click.echo(
            counted("{0} row written to {1}", "{0} rows written to {1}", len(result)).format(
                len(result), output
            ),
            err=True,
        )
    else:
        sys.stdout.buffer.write(memory.getvalue())
