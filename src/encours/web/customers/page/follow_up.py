"""What people recorded and did about one customer: its promises, its disputes, its actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from encours.api.promises import Reliability
from encours.api.recorded import Sought, every
from encours.i18n import _
from encours.web.access.roles import Right
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.customers.page.files import frame
from encours.web.customers.page.reliability import plans, quarter_columns, quarters
from encours.web.recorded import RECORDED
from encours.web.records.kind import Kind as Recorded
from encours.web.tables import Column, Empty, Table, of_rows


@dataclass(frozen=True, slots=True)
class Part:
    """A table under its title, with what is said beside it and the way to record one more."""

    title: str
    table: Table
    sub: str = ""
    href: str = ""
    label: str = ""


def follow_up(account: Account) -> Content:
    """A table for each kind, which says what it is for when it is empty; then plans, and what was kept over time."""
    parts = [*(_recorded(account, kind) for kind in RECORDED), *_plans(account), *_reliability(account)]
    return Content("customers/follow_up.html", {"parts": parts}, tuple(part.table for part in parts))


def kept(found: Reliability) -> str:
    """How far a customer keeps what it promises, in words; nothing before a first promise came to its end."""
    if not found.ended:
        return ""
    year = _("{0} of {1} kept in the last 12 months").format(found.kept_of_year, found.ended_of_year)
    ever = _("{0} of {1} ever").format(found.kept, found.ended)
    return f"{year} · {ever}" if found.ended_of_year else _("{0} of {1} kept").format(found.kept, found.ended)


# Beside the time line there is little room, and one person follows a customer.
CRAMPED = ("collector", "owner", "answer_by")
# What is said beside the table of a kind of records.
BESIDE: dict[str, Callable[[Account], str]] = {"promise": lambda account: kept(account.reliability)}


def _recorded(account: Account, kind: Recorded) -> Part:
    visit = account.visit
    book = account.book if kind.of.weighs else account.ledger
    found = list(every(book, kind.of, Sought(visit.day, visit.until)))
    columns = [replace(one, hidden=one.hidden or one.key in CRAMPED) for one in kind.columns(visit)]
    table = _table(account, kind.listing, _(kind.label), columns, found, kind.newest, _(kind.nothing))
    sub = BESIDE[kind.name](account) if kind.name in BESIDE else ""
    return Part(_(kind.label), table, sub, account.record_url(kind), _(kind.title))


def _plans(account: Account) -> list[Part]:
    """With the way to make one; nothing where there is none and who looks may not."""
    rows, columns = plans(account)
    href = account.visit.url("new_plan", *account.key) if account.visit.may(Right.RECORD) else ""
    nothing = _("No payment plan by this date.")
    table = _table(account, "plans", _("Payment plans"), columns, rows, "-made_on", nothing)
    return [Part(_("Payment plans"), table, "", href, _("Make a payment plan"))] if rows or href else []


def _reliability(account: Account) -> list[Part]:
    found = quarters(account)
    title = _("Promises kept over time")
    table = _table(account, "kept", title, quarter_columns(account), found, "-first", "")
    return [Part(title, table, account.visit.currency)] if found else []


def _table(
    account: Account, key: str, title: str, columns: list[Column], rows: list[Any], sort: str, nothing: str
) -> Table:
    held = frame(account, title, prefix=key, sort=sort, size=25, search=len(rows) > 25, empty=Empty(nothing))
    return of_rows(account.visit.request, key, columns, rows, held)
