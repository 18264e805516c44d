"""The command that writes the statement a customer is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from encours.cli.options import home_option, home_path
from encours.errors import DataError, UsageError
from encours.i18n import _

if TYPE_CHECKING:
    from encours.api import OpenBook
    from encours.api.customers import CustomerCard
    from encours.reports.statement.letterhead import Letterhead


@click.command(
    help=_(
        "Write the statement of a customer: its open items on the letterhead of the entity, as PDF or Excel."
    )
)
@click.argument("customer")
@home_option
@click.option("--entity", metavar="CODE", help=_("Its entity, where several have a customer of that code."))
@click.option("--as-of", metavar="DATE", help=_("Position date; by default that of the newest data."))
@click.option("--as-known", metavar="IMPORT|DATE", help=_("What was known after that import, or that day."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "xlsx"]),
    default="pdf",
    show_default=True,
    help=_("Form of the file."),
)
@click.option("--lang", type=click.Choice(["fr", "en"]), help=_("Language; by default that of the customer."))
@click.option(
    "--output", "-o", metavar="FILE", help=_("Where to write it; by default a file named after the customer.")
)
def statement(
    customer: str,
    entity: str | None,
    as_of: str | None,
    as_known: str | None,
    form: str,
    lang: str | None,
    output: str | None,
) -> None:
    """Write one statement."""
    from encours.api import open_book
    from encours.cli.chosen import usual
    from encours.cli.figures import tell_behind
    from encours.cube.periods import day_of
    from encours.reports.statement.content import statement_of
    from encours.reports.statement.file import file_name, file_of

    home = home_path()
    tell_behind(home)
    book = open_book(home, as_known).choosing(usual(home))
    found = _account(book, customer, entity)
    said = statement_of(book, found, _letterhead(home, found.entity), day_of(as_of or None), lang=lang or "")
    file = Path(output or file_name(said, form))
    file.write_bytes(file_of(said, form))
    click.echo(_("{0} is written.").format(file))


def _account(book: OpenBook, customer: str, entity: str | None) -> CustomerCard:
    """The account of that code. UsageError where several entities have one, DataError where none has."""
    from encours.api.customers import card

    where = {"customer": [customer]} | ({"entity": [entity]} if entity else {})
    found = book.ranked(
        "item_count", by=("entity", "customer"), order="entity", where=where, accounts="all"
    ).rows
    entities = sorted({row["entity"] for row in found})
    if len(entities) > 1:
        said = _("{0} is a customer of {1}: say which with --entity.")
        raise UsageError(said.format(customer, ", ".join(entities)))
    account = card(book, entities[0], customer) if entities else None
    if account is None:
        raise DataError(_("There is no customer {0} in this book.").format(customer))
    return account


def _letterhead(home: Path, entity: str) -> Letterhead:
    """That set in the cockpit of this data folder; a blank one where there is no cockpit."""
    from encours.cli.recorded import has_web
    from encours.reports.statement.letterhead import Letterhead

    if not has_web(home):
        return Letterhead()
    from encours.web.serving.prepare import ready

    ready(home)
    from encours.web.workflow.letterheads.kept import kept

    return kept(entity)
