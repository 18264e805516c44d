"""The open items of a customer, with what is known of each, and how its last invoices were paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from encours.api import words
from encours.api.habits import Habit
from encours.cube.buckets import edges, labels
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.address import one_of
from encours.web.charts.plot import Plot, ageing_colors
from encours.web.charts.record import Chart
from encours.web.charts.specs import lollipop
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.customers.page.files import frame
from encours.web.labels import fields
from encours.web.labels.payers import payer
from encours.web.tables import Checks, Column, Empty, Kind, Order, Row, Table, of_pages
from encours.web.tables.listing import Fetched
from encours.web.workflow.choices.chosen import default_edges

KEY = "open-items"
MEASURES = ("net", "overdue", "not_due", "disputed", "unapplied")


def open_items(account: Account) -> Content:
    """The tab the page opens on."""
    table = items_table(account)
    habit = account.habit
    word, dot = payer(account.payer)
    said = {
        "measures": [(name, fields.measure_label(name), name == measure_asked(account)) for name in MEASURES],
        "invoices": len(habit.invoices),
        "drawn": habit_chart(account, habit) if habit.invoices else None,
        "word": word,
        "dot": dot,
    }
    return Content("customers/open.html", said, (table,))


def measure_asked(account: Account) -> str:
    """Which of the open items are looked at; all of them unless the address says."""
    return one_of(account.visit.request.GET.get("measure", ""), MEASURES, MEASURES[0])


def items_table(account: Account) -> Table:
    """The items behind a measure of the position, whose total it is."""
    measure, visit = measure_asked(account), account.visit
    limits = default_edges()
    asked = {"where": account.where, "settings": {"edges": limits}, **visit.asked}
    colors = _colors(limits)

    def fetch(order: Order | None, limit: int, offset: int, search: str) -> Fetched:
        page = account.book.page(
            measure, order=_said(order), limit=limit, offset=offset, search=search, **asked
        )
        return [{**row, "color": _color(row, colors)} for row in page.rows], page.count, {measure: page.total}

    def stream(order: Order | None, search: str) -> Iterator[Row]:
        for batch in visit.book.stream(measure, order=_said(order), search=search, **asked):
            yield from batch

    held = frame(
        account,
        _("Open items"),
        sort="-days_late",
        size=25,
        checks=Checks(lambda row: row["item"], _check_label, amount=measure),
        filters="customers/measure.html",
        filter_names=("measure",),
        placeholder=_("Number, reference…"),
        empty=Empty(_("Nothing of this kind is open at this date.")),
    )
    return of_pages(visit.request, KEY, _columns(account, measure), fetch, stream, held)


def habit_chart(account: Account, habit: Habit) -> Chart:
    """Days late of each of the last invoices, oldest first, each leading to its item."""
    rows = [
        {
            "document": paid.document or paid.item,
            "days": paid.days_late,
            "open": paid.open,
            "href": account.item_url(paid.item),
        }
        for paid in habit.invoices
    ]
    named = {"document": _("Invoice"), "days": _("Days late")}
    return lollipop(Plot(_apart(rows), "document", "days", unit=Unit.DAYS, labels=named))


def _apart(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Instalments of one invoice bear one number: each keeps a place of its own on the drawing."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        number = seen[row["document"]] = seen.get(row["document"], 0) + 1
        found.append({**row, "document": f"{row['document']} ({number})"} if number > 1 else row)
    return found


def _columns(account: Account, measure: str) -> list[Column]:
    contested, foreign = _contested(account), _foreign(account)
    return [
        Column(
            "document",
            _("Document"),
            Kind.WHO,
            _document,
            lambda row: account.item_url(row["item"]),
            _kind,
        ),
        Column("due_date", _("Due date"), Kind.DATE),
        Column("days_late", _("Days late"), Kind.COUNT, _late, tone=_tone, template="customers/late.html"),
        # Two amounts take the room of the bucket, which the days late say too.
        Column("bucket", _("Bucket"), value=_bucket, template="customers/bucket.html", hidden=foreign),
        _own("open", _("Open, in its currency"), hidden=not foreign),
        Column(
            measure,
            fields.measure_label(measure) if measure != "net" else _("Open"),
            Kind.MONEY,
            currency=account.visit.currency,
            style="cents",
            total=True,
            total_href=account.rows_url(measure),
        ),
        Column(
            "state",
            _("State"),
            Kind.TAG,
            lambda row: _state(row, contested),
            tone=lambda row: _hot(row, contested),
            sortable=False,
        ),
        *_more(),
    ]


def _more() -> list[Column]:
    """What the column chooser adds."""
    return [
        Column("item", _("Item"), hidden=True),
        Column("posting_date", _("Posting date"), Kind.DATE, hidden=True),
        Column("issue_date", _("Issue date"), Kind.DATE, hidden=True),
        _own("amount", _("Amount"), hidden=True),
        _standing("blocking_cause", _("Blocking cause")),
        _standing("reminder_status", _("Reminder status")),
        Column("reference", _("Reference"), hidden=True),
        Column("business_unit", _("Business unit"), hidden=True),
        Column("salesperson", _("Salesperson"), hidden=True),
        Column("payment_method", _("Payment method"), hidden=True),
    ]


def _own(name: str, label: str, hidden: bool) -> Column:
    """An amount in the currency of its item."""
    return Column(
        name, label, Kind.MONEY, currency=lambda row: str(row["currency"]), style="cents", hidden=hidden
    )


def _standing(name: str, label: str) -> Column:
    return Column(name, label, value=lambda row: words.standing(name, row[name]), hidden=True)


def _bucket(row: Row) -> str:
    return words.bucket(row["bucket"] or "")


def _foreign(account: Account) -> bool:
    """Whether some items are in another currency than that of the page."""
    return any(row["currency"] != account.visit.currency for row in account.show("net", by="currency"))


def _contested(account: Account) -> dict[str, str]:
    """The cause of the open dispute of each contested item."""
    rows = account.show("disputed", by=["item", "dispute_cause"])
    return {row["item"]: row["dispute_cause"] or "" for row in rows}


def _state(row: Row, contested: dict[str, str]) -> str:
    """What stops the item, else how far it was chased."""
    if row["item"] in contested:
        cause = contested[row["item"]]
        return _("Dispute: {0}").format(cause) if cause else _("Dispute")
    if row["blocking_cause"]:
        return words.standing("blocking_cause", row["blocking_cause"])
    return words.standing("reminder_status", row["reminder_status"])


def _hot(row: Row, contested: dict[str, str]) -> str:
    return "hot" if row["item"] in contested or row["blocking_cause"] else ""


def _document(row: Row) -> str:
    return str(row["document"] or row["item"])


def _kind(row: Row) -> str:
    """An invoice is what a reader expects."""
    return "" if row["kind"] == "invoice" else words.kind(row["kind"])


def _late(row: Row) -> int | None:
    """An item that is not due yet is not late by fewer than no days."""
    late = row["days_late"]
    return late if late is not None and late > 0 else None


def _tone(row: Row) -> str:
    return "bad" if (row["days_late"] or 0) > 30 else ""


def _colors(limits: str) -> dict[str, str]:
    named = labels(edges(limits))
    return dict(zip(named, ageing_colors(len(named)), strict=True))


def _color(row: Row, colors: dict[str, str]) -> str:
    """Credits are of no age."""
    return colors.get(row["bucket"], "var(--line-2)")


def _check_label(row: Row) -> str:
    return _("Tick {0}").format(_document(row))


def _said(order: Order | None) -> str:
    return str(order or "-days_late")
