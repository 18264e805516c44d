"""Records as a table: whom each is about, then what its kind says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from encours.api import words
from encours.api.recorded import Row, Sought, every, listed
from encours.cube.recorded import Recorded
from encours.i18n import _
from encours.web.tables import Column, Frame, Kind, Order, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit


def recorded_table(
    visit: Visit, key: str, of: Recorded, own: list[Column], sought: Callable[[str], Sought], frame: Frame
) -> Table:
    """The records sought, a page at a time: whose each is, then columns of their `own`. `sought` takes the words of a
    search."""

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        found = listed(visit.book, of, sought(search), str(order), limit, offset)
        return found.rows, found.count, found.totals

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        return every(visit.book, of, sought(search), str(order))

    return of_pages(visit.request, key, [*who(visit), *own], fetch, stream, frame)


def who(visit: Visit) -> list[Column]:
    """Whose it is; left out on the page of a customer."""
    return [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            value=lambda row: row["customer_name"] or row["customer"],
            href=lambda row: visit.url("customer", row["entity"], row["customer"], tab="follow-up"),
            second=lambda row: f"{row['customer']} · {row['entity']}",
            beside={
                _("Customer code"): lambda row: row["customer"],
                words.field("entity"): lambda row: row["entity"],
            },
        ),
        Column("portfolio", words.field("portfolio"), hidden=True),
    ]


def about(visit: Visit) -> Column:
    """The item it names, or the whole account."""
    return Column(
        "document",
        _("About"),
        value=lambda row: row["document"] or _("The whole account"),
        href=lambda row: visit.url("item", row["entity"], row["item"]) if row["item"] else "",
    )


def day(name: str, hidden: bool = False) -> Column:
    return Column(name, words.field(name), Kind.DATE, hidden=hidden)


def money(name: str, template: str = "", hidden: bool = False) -> Column:
    """An amount, in the currency of its record; a template says what it is to have none."""
    return Column(
        name,
        words.field(name),
        Kind.MONEY,
        currency=_currency,
        style="cents",
        template=template,
        hidden=hidden,
    )


def _currency(row: Row) -> str:
    """The same function for every amount: a file then says the currency once."""
    return str(row["currency"])
