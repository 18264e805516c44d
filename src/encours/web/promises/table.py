"""Promises as a table: the list of all of them, and those of one customer on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from encours.api import words
from encours.api.promises import promises
from encours.api.recorded import Row, every
from encours.cube.promises import PROMISES
from encours.i18n import _
from encours.web import typography
from encours.web.labels import work
from encours.web.promises.query import NAMES, Wanted
from encours.web.tables import Column, Empty, Frame, Kind, Order, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.visit.visit import Visit

KEY = "promises"
SIZE = 25
# Kinds of promises whose next days matter more than their last ones.
COMING = ("awaited",)


def promises_table(visit: Visit, wanted: Wanted, empty: Empty | None = None) -> Table:
    """The promises asked for, a page at a time; `empty` says what to do when there is none at all."""

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        found = promises(visit.book, wanted.sought(visit, search), str(order), limit, offset)
        return found.rows, found.count, found.totals

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        return every(visit.book, PROMISES, wanted.sought(visit, search), str(order))

    return of_pages(visit.request, KEY, columns(visit), fetch, stream, _frame(visit, wanted, empty))


def first(records: str) -> Empty:
    """What to do when nobody promised anything yet; `records` is where one is recorded, by who may."""
    said = _(
        "No promise yet. Record what a customer says: receipts then tell by themselves whether it was kept."
    )
    return Empty(said, records, _("Record a promise") if records else "")


def columns(visit: Visit) -> list[Column]:
    """Every column; those that say whose the promise is are left out on the page of its customer."""
    return [*_who(visit), *own_columns(visit)]


def own_columns(visit: Visit) -> list[Column]:
    """What is said of a promise, whoever made it."""
    return [
        Column(
            "document",
            _("About"),
            value=lambda row: row["document"] or _("The whole account"),
            href=lambda row: visit.url("item", row["entity"], row["item"]) if row["item"] else "",
        ),
        _day("due_on"),
        Column(
            "state",
            words.field("state"),
            Kind.TAG,
            value=lambda row: work.promise(row["state"]),
            href=lambda row: visit.url("promise", row["promise"]),
            tone=lambda row: work.promise_tone(row["state"]),
        ),
        _money("amount"),
        _money("received"),
        _day("made_on"),
        Column("collector", words.field("collector")),
        _day("cancelled_on", hidden=True),
        Column("promise", _("Key"), hidden=True),
    ]


def sums(totals: Mapping[str, Mapping[str, object]]) -> list[str]:
    """What is promised and received in each currency, in words."""
    return [
        _("{0} promised, {1} received").format(
            *(typography.money(of[name], currency, "short") for name in ("amount", "received"))  # type: ignore[arg-type]
        )
        for currency, of in sorted(totals.items())
    ]


def _who(visit: Visit) -> list[Column]:
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


def _day(name: str, hidden: bool = False) -> Column:
    return Column(name, words.field(name), Kind.DATE, hidden=hidden)


def _money(name: str) -> Column:
    return Column(name, words.field(name), Kind.MONEY, currency=_currency, style="cents")


def _currency(row: Row) -> str:
    return str(row["currency"])


def _frame(visit: Visit, wanted: Wanted, empty: Empty | None) -> Frame:
    return Frame(
        _("Promises"),
        perimeter=_("as of {0}").format(typography.day(visit.day)),
        sort="due_on" if wanted.state in COMING else "-due_on",
        size=SIZE,
        filters="promises/filters.html",
        filter_names=NAMES,
        placeholder=_("Customer, number, collector…"),
        empty=empty
        or Empty(_("No promise answers these filters."), visit.url("promises"), _("All promises")),
        file=f"encours-promises-{visit.day}",
    )
