"""What was contested, promised and done: disputes, promises and actions of the book about one customer."""

from __future__ import annotations

from datetime import date
from typing import Any

from encours.api.customers import actions, promises
from encours.i18n import _, mark
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.customers.page.disputes import Contest, contests
from encours.web.customers.page.files import frame
from encours.web.tables import Column, Empty, Kind, Row, Table, of_rows

ACTIONS = {
    "reminder": mark("Reminder"),
    "call": mark("Call"),
    "letter": mark("Letter"),
    "visit": mark("Visit"),
    "email": mark("E-mail"),
}
CHANNELS = {
    "email": mark("e-mail"),
    "letter": mark("letter"),
    "phone": mark("telephone"),
    "sms": mark("text message"),
}


def follow_up(account: Account) -> Content:
    """Three tables, each of which says what it is for when it is empty."""
    tables = (_disputes(account), _promises(account), _actions(account))
    titles = (_("Disputes"), _("Promises"), _("Actions"))
    return Content("customers/follow_up.html", {"titled": list(zip(titles, tables, strict=True))}, tables)


def action_word(kind: str | None) -> str:
    """What was done, in the reader's language when the kind is a known one."""
    return _(ACTIONS[kind]) if kind in ACTIONS else kind or _("Action")


def channel_word(channel: str | None) -> str:
    return _(CHANNELS[channel]) if channel in CHANNELS else channel or ""


def _disputes(account: Account) -> Table:
    columns = [
        Column("dispute", _("Dispute")),
        Column("cause", _("Cause"), Kind.TAG, tone=lambda one: "" if one.closed_on else "hot"),
        Column("document", _("Item"), href=lambda one: account.item_url(one.item) if one.item else ""),
        Column(
            "amount", _("Amount of the item"), Kind.MONEY, currency=lambda one: one.currency, style="cents"
        ),
        Column("opened_on", _("Opened on"), Kind.DATE),
        Column("closed_on", _("Closed on"), Kind.DATE),
        Column("age", _("Days open"), Kind.DAYS, value=lambda one: _age(one, account.visit.day)),
    ]
    return _table(
        account,
        "disputes",
        _("Disputes"),
        columns,
        contests(account),
        "-opened_on",
        _("No dispute by this date."),
    )


def _age(one: Contest, day: date) -> int:
    """Days from the opening of a dispute to its end, or to the day of the page while it is open."""
    return ((one.closed_on or day) - one.opened_on).days


def _promises(account: Account) -> Table:
    found = promises(account.ledger, *account.key, account.visit.day)
    columns = [
        Column("promise", _("Promise")),
        Column("made_on", _("Made on"), Kind.DATE),
        Column("due_on", _("Promised for"), Kind.DATE),
        _item(account),
        Column("amount", _("Amount"), Kind.MONEY, currency=lambda row: row["currency"], style="cents"),
        Column("collector", _("Collector")),
        Column("cancelled_on", _("Cancelled on"), Kind.DATE),
    ]
    return _table(
        account, "promises", _("Promises"), columns, found, "-made_on", _("No promise by this date.")
    )


def _actions(account: Account) -> Table:
    found = actions(account.ledger, *account.key, account.visit.day)
    columns = [
        Column("done_at", _("Done on"), Kind.MOMENT, value=_done_at),
        Column("kind", _("Action"), value=lambda row: action_word(row["kind"])),
        Column("level", _("Level"), Kind.COUNT),
        Column("channel", _("Channel"), value=lambda row: channel_word(row["channel"])),
        _item(account),
        Column("author", _("By")),
        Column("outcome", _("Outcome")),
        Column("minutes", _("Minutes"), Kind.COUNT, hidden=True),
        Column("automatic", _("Automatic"), Kind.FLAG, hidden=True),
    ]
    return _table(account, "actions", _("Actions"), columns, found, "-done_at", _("No action by this date."))


def _item(account: Account) -> Column:
    return Column("item", _("Item"), href=lambda row: account.item_url(row["item"]) if row["item"] else "")


def _done_at(row: Row) -> Any:
    """The book keeps instants in UTC."""
    from datetime import UTC

    return row["done_at"].replace(tzinfo=UTC)


def _table(
    account: Account, key: str, title: str, columns: list[Column], rows: list[Any], sort: str, nothing: str
) -> Table:
    held = frame(
        account, title, key, prefix=key, sort=sort, size=25, search=len(rows) > 25, empty=Empty(nothing)
    )
    return of_rows(account.visit.request, key, columns, rows, held)
