"""Commands that read what the product holds, for other tools: SQL over the book, the audit trail."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import click

from encours.cli.options import home_option, home_path
from encours.cli.output import terminal_width, written
from encours.errors import DataError
from encours.i18n import _, counted

FORMATS = ("table", "json", "csv")


@click.command(
    help=_(
        "Ask the published book with SQL, for reading only; without a query, list the tables and their columns."
    )
)
@click.argument("query", required=False)
@home_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=_("Form of the answer."))
def sql(query: str | None, form: str) -> None:
    """Print the rows of a query, or the tables there are."""
    from encours.book.home import Home
    from encours.cli.recorded import Recorded
    from encours.cube import bi

    if query is None:
        _tables()
        return
    home = Home(home_path())
    # The framework of the web takes long to load: only a query that may read what people record waits for it.
    recorded = Recorded(home.path).tables() if any(name in query.lower() for name in bi.of_people()) else {}
    columns, rows = bi.asked(home, query, recorded)
    _print(_distinct(columns), rows, form)


@click.command(help=_("Print the audit trail of the web, or check that no record was changed or removed."))
@home_option
@click.option(
    "--check", "checked", is_flag=True, help=_("Check the chain of records. Exit code 1 when it is broken.")
)
@click.option(
    "--noted",
    metavar="NUMBER:HASH",
    help=_("With --check: a record noted elsewhere, as the nightly mail says it, must be there too."),
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help=_("Form of the answer."))
@click.option("--limit", type=click.IntRange(0), default=0, help=_("At most this many records, the newest."))
def audit(checked: bool, noted: str | None, form: str, limit: int) -> None:
    """Print records, or the verdict."""
    from encours.web.serving.prepare import ready

    ready(home_path())
    from encours.web.audit import printed

    if checked or noted:
        click.echo(_verdict(noted))
    elif form == "table":
        _print(*printed.told(limit), form)
    else:
        _print(printed.COLUMNS, printed.records(limit), form)


def _verdict(noted: str | None) -> str:
    """What holds; DataError for what does not."""
    from encours.web.workflow.trail import anchors, chain

    broken = chain.check()
    if broken is not None:
        raise DataError(_("The chain is broken at record {0}.").format(broken))
    if lost := anchors.missed():
        raise DataError(anchors.in_words(lost))
    number, _colon, mark = (noted or "").partition(":")
    if noted and not (number.isdecimal() and anchors.holds(int(number), mark.strip())):
        raise DataError(_("The audit trail does not hold {0}.").format(noted))
    said = counted(
        "The chain is intact: {0} record.", "The chain is intact: {0} records.", chain.last()
    ).format(chain.last())
    nights = anchors.kept()
    if not nights:
        return said
    noted_too = _("It holds what was noted on {0}, and on each of the nights before.").format(nights[-1].day)
    return f"{said} {noted_too}"


def _tables() -> None:
    from encours.cube.bi import TABLES

    for table in TABLES:
        click.echo(f"{table.name}: {table.about}")
        click.echo("  " + ", ".join(column for column, _sql in table.columns))


def _distinct(columns: Sequence[str]) -> list[str]:
    """Two columns of one name would be one in an object: the second is called name_2."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        found.append(column if seen[column] == 1 else f"{column}_{seen[column]}")
    return found


def _print(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
    if form == "csv":
        from encours.api.harmless import harmless

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(map(harmless, columns))
        writer.writerows(
            [harmless(one) if isinstance(one, str) else _flag(one) for one in map(_plain, row)]
            for row in rows
        )
        return
    from encours.api.result import Result

    told = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    result = Result(told, tuple(columns), {}, {column: column for column in columns}, "", None)
    click.echo(written(result, form, terminal_width()))


def _flag(value: Any) -> Any:
    """Yes and no as every CSV of Encours has them."""
    return str(value).lower() if isinstance(value, bool) else value


def _plain(value: Any) -> Any:
    """What JSON and a table can say; anything rarer as text."""
    if value is None or isinstance(value, bool | int | str | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value)) if value == value and abs(value) != float("inf") else None
    return value.isoformat() if isinstance(value, date) else str(value)
