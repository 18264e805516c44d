"""What a customer paid, what it was credited, and which debit each credit went to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from encours.api import movements as book_movements
from encours.api import words
from encours.api.movements import Movements
from encours.i18n import _
from encours.web import typography
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.customers.page.files import frame
from encours.web.labels import fields
from encours.web.tables import Column, Empty, Kind, Order, Row, Table, of_pages
from encours.web.tables.listing import Fetched

Read = Callable[[Account, int, int], Movements]  # the most rows of a page, and how many stand before it
BATCH = 5_000


def receipts(account: Account) -> Content:
    """Payments and advances, and what of each is still to be matched."""
    columns = _used(account, _("Receipt"))
    return _content(account, _own(book_movements.receipts), "receipts", _("Receipts"), columns)


def credits(account: Account) -> Content:
    """Credit notes, and what of each is still to be used."""
    columns = _used(account, _("Credit note"))
    return _content(account, _own(book_movements.credits), "credit-notes", _("Credit notes"), columns)


def allocations(account: Account) -> Content:
    """Each part of a credit set against a debit."""
    return _content(account, _both_sides, "allocations", _("Allocations"), _set(account))


def _own(read: Callable[..., Movements]) -> Read:
    """What is the account's own is found among its rows."""
    return lambda account, limit, offset: read(account.book, *account.key, account.visit.day, limit, offset)


def _both_sides(account: Account, limit: int, offset: int) -> Movements:
    """One side of an allocation may be of another account."""
    return book_movements.allocations(account.visit.book, *account.key, account.visit.day, limit, offset)


def _content(account: Account, read: Read, key: str, title: str, columns: list[Column]) -> Content:
    totals: dict[str, Mapping[str, Decimal]] = {}

    def fetch(_order: Order | None, limit: int, offset: int, _search: str) -> Fetched:
        found = read(account, limit, offset)
        totals.update(found.totals)
        return found.rows, found.count, {}

    def stream(_order: Order | None, _search: str) -> Iterator[Row]:
        yield from _all(account, read)

    empty = Empty(_("Nothing of this kind up to this date."))
    held = frame(account, title, search=False, empty=empty)
    table: Table = of_pages(account.visit.request, key, columns, fetch, stream, held)
    return Content("customers/movements.html", {"title": title, "sums": _sums(totals)}, (table,))


def _all(account: Account, read: Read) -> Iterator[Row]:
    offset = 0
    while rows := read(account, BATCH, offset).rows:
        yield from rows
        offset += BATCH


def _sums(totals: Mapping[str, Mapping[str, Decimal]]) -> list[list[tuple[str, str]]]:
    """The totals of the whole list, one line for each currency: francs and euros do not add."""
    named = {"amount": _("Total"), "matched": _("Matched"), "unmatched": _("Unmatched")}
    return [
        [(named[name], typography.money(value, currency, "cents")) for name, value in of.items()]
        for currency, of in totals.items()
    ]


def _used(account: Account, label: str) -> list[Column]:
    return [
        _text("document", label, Kind.WHO, _named("document", "item"), _item(account, "item"), _kind("kind")),
        _text("value_date", _("Value date"), Kind.DATE),
        _text("posting_date", _("Posting date"), Kind.DATE, hidden=True),
        _text("payment_method", _("Payment method"), hidden=True),
        _text("reference", _("Reference"), hidden=True),
        _money("amount", _("Amount")),
        _money("matched", _("Matched")),
        _money("unmatched", _("Unmatched"), tone=lambda row: "warn" if row["unmatched"] else ""),
        _text("inferred", _("Inferred"), Kind.FLAG, hidden=True),
    ]


def _set(account: Account) -> list[Column]:
    debit = _item(account, "debit_item")
    credit = _item(account, "credit_item")
    return [
        _text("date", _("Matching date"), Kind.DATE),
        _text(
            "debit", _("Debit"), Kind.WHO, _named("debit_document", "debit_item"), debit, _kind("debit_kind")
        ),
        _text("debit_due_date", _("Due date"), Kind.DATE, hidden=True),
        _text(
            "credit",
            _("Credit"),
            Kind.WHO,
            _named("credit_document", "credit_item"),
            credit,
            _kind("credit_kind"),
        ),
        _text("value_date", _("Value date"), Kind.DATE, hidden=True),
        _money("amount", _("Amount")),
        _text(
            "matching_ref", _("Matching reference"), value=lambda row: fields.matching(row["matching_ref"])
        ),
        _text("other_customer", _("Account of the other side"), hidden=True),
        _text("inferred", _("Inferred"), Kind.FLAG, hidden=True),
    ]


def _text(
    key: str,
    label: str,
    kind: Kind = Kind.TEXT,
    value: Callable[[Row], str] | None = None,
    href: Callable[[Row], str] | None = None,
    second: Callable[[Row], str] | None = None,
    hidden: bool = False,
) -> Column:
    """What is written of a movement; the book lists them by date alone."""
    return Column(key, label, kind, value, href, second, sortable=False, hidden=hidden)


def _money(key: str, label: str, **more: Any) -> Column:
    return Column(key, label, Kind.MONEY, currency=_currency, style="cents", sortable=False, **more)


def _named(*columns: str) -> Callable[[Row], str]:
    """The first of these that says something; of a side that is hidden, that it is."""
    return lambda row: next((str(row[name]) for name in columns if row[name]), _("another account"))


def _item(account: Account, column: str) -> Callable[[Row], str]:
    return lambda row: account.item_url(row[column]) if row[column] else ""


def _kind(column: str) -> Callable[[Row], str]:
    return lambda row: words.kind(row[column])


def _currency(row: Row) -> str:
    return str(row["currency"])
