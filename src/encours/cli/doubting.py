"""What is done at the keyboard about an import that looks doubtful: asked of who can answer, told to who cannot."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from encours.cli.report import print_files
from encours.errors import DataError
from encours.i18n import _, counted

if TYPE_CHECKING:
    from encours.book.report import Report
    from encours.cli.progress import Bar


YES = ("y", "yes", "o", "oui")


@dataclass(frozen=True, slots=True)
class Doubting:
    """`strict` refuses what looks doubtful. Else `ask` asks, where somebody sits at a terminal; a script goes on."""

    strict: bool
    ask: bool

    def __call__(self, bar: Bar, report: Report) -> None:
        """Before anything is written. DataError when it is not to be."""
        if not self.strict and not (self.ask and _answered()):
            return
        bar.stop()
        print_files(report.as_data())
        if self.strict:
            count = len(report.doubts)
            raise DataError(
                counted(
                    "{0} doubt: nothing was imported.", "{0} doubts: nothing was imported.", count
                ).format(count)
            )
        question = _("Import all the same? [y/N]")
        answer = click.prompt(question, default="", show_default=False, err=True)
        if answer.strip().lower() not in YES:
            raise DataError(_("Nothing was imported."))


def tell_doubts(doubting: Doubting, reports: Sequence[Report]) -> None:
    """On the error output, that there are some, where nobody was asked: of a script, the log is read."""
    count = sum(len(report.doubts) for report in reports if report.number)
    if count and not (doubting.ask and _answered()):
        message = counted(
            "{0} doubt, told above: look at it. To take the import back: encours undo",
            "{0} doubts, told above: look at them. To take the import back: encours undo",
            count,
        )
        click.echo("encours: " + message.format(count), err=True)


def _answered() -> bool:
    """Whether somebody sits there."""
    return sys.stdin.isatty() and sys.stderr.isatty()
