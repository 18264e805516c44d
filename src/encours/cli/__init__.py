"""The command line: thin commands over the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from encours import __version__
from encours.cli import book, click_words, figures, importing, making, reading, serving, statement, worklist
from encours.cli.options import home_option
from encours.errors import EncoursError, disk_full
from encours.i18n import _

click_words.speak()
LEFT = 141  # what a shell says of a program that wrote to a closed pipe
HELP = _("Steer a company's receivables: the true position at any date, to the cent.")


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="encours %(version)s", help=_("Print the version."))
@home_option
def main(**_options: object) -> None:
    """The group itself does nothing: its commands do."""


COMMANDS = (
    making.demo,
    making.generate,
    importing.import_,
    importing.imports,
    importing.undo,
    book.check,
    book.export,
    book.diff,
    book.rebuild,
    book.repair,
    book.known_since,
    figures.show,
    figures.rows,
    figures.bridge,
    figures.list_,
    worklist.worklist,
    making.workbook,
    statement.statement,
    reading.sql,
    reading.audit,
    serving.serve,
    serving.user,
    serving.backup,
    serving.restore,
)
for command in COMMANDS:
    main.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code: 0, 1 (data), 2 (usage) or 141 (nobody reads any more); errors are
    one line on stderr."""
    out = sys.stdout
    try:
        main.main(arguments, prog_name="encours", standalone_mode=False)
        sys.stdout.flush()
    except (
        SystemExit
    ) as error:  # of Click: what completes a line is written, or nobody reads and it wraps our output
        return int(error.code or 0) if sys.stdout is out else _left()
    except EncoursError as error:
        return _failed(str(error), error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "encours"
        return _failed(error.format_message() + " " + _("See: {0} --help").format(command), 2)
    except click.ClickException as error:
        return _failed(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        return _failed(_("Interrupted. What is in the book: encours imports"), 130)
    except BrokenPipeError:
        return _left()
    except Exception as error:
        if said := _told(error):
            return _failed(said, 1)
        raise
    return 0


def _left() -> int:
    """The reader of our output has left: nothing to tell it, not even what is still unwritten at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    return LEFT


def _told(error: Exception) -> str:
    """What the machine failed in, in words; "" for a fault of the program's own."""
    if disk_full(error):
        return _(
            "The disk has no room left, or fails. What was in the book is as it was; make room, then try again."
        )
    if type(error).__module__.startswith("django.db"):
        from encours.web.own_files import unreachable

        return unreachable(error)
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return ""


def _failed(message: str, code: int) -> int:
    click.echo("encours: " + " ".join(message.split()), err=True)
    return code


def entry() -> None:
    """The `encours` script."""
    sys.exit(run())
