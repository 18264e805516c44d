"""The accounts of the same company and of the same group, in every entity, in one currency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from encours.api.customers import siblings
from encours.cube.filters import equals
from encours.i18n import _
from encours.web.customers.page.account import Account, everywhere
from encours.web.customers.page.content import Content
from encours.web.customers.page.files import frame
from encours.web.tables import Column, Kind, Row, of_rows
from encours.web.visit.visit import Visit

KEY = "kin"
MEASURES = ("net", "overdue", "unapplied", "item_count")


def kin(account: Account) -> Content:
    """One line for each account the person may see; their totals are those of the whole family."""
    visit = everywhere(account.visit)
    rows = list(accounts(account, visit))
    table = of_rows(
        visit.request,
        KEY,
        _columns(visit, account),
        rows,
        frame(account, _("Accounts of the group"), sort="-net", search=len(rows) > 25),
    )
    said = {"siren": account.card.siren, "group": account.card.group, "alone": len(rows) == 1}
    return Content("customers/kin.html", said, (table,))


def accounts(account: Account, visit: Visit) -> Iterator[dict[str, Any]]:
    """The family with its figures, the account itself among them."""
    found = siblings(visit.book, *account.key)
    where = {
        "entity": sorted({one.entity for one in found}),
        "customer": sorted({one.customer for one in found}),
    }
    figures = {
        (row["entity"], row["customer"]): row
        for row in visit.show(*MEASURES, by=["entity", "customer"], where=where)
    }
    for one in found:
        held = figures.get((one.entity, one.customer), {})
        yield {
            "name": one.name or one.customer,
            "entity": one.entity,
            "customer": one.customer,
            "siren": one.siren,
            "group": one.group,
            "country": one.country,
            "link": _("Same company") if one.same_siren else _("Same group") if one.same_group else "",
            **{measure: held.get(measure, 0) for measure in MEASURES},
        }


def _columns(visit: Visit, account: Account) -> list[Column]:
    return [
        Column(
            "name",
            _("Customer"),
            Kind.WHO,
            None,
            lambda row: _url(visit, row),
            lambda row: row["customer"],
            _("Code"),
        ),
        Column("entity", _("Entity")),
        Column(
            "link",
            _("Link"),
            Kind.TAG,
            lambda row: _("This account") if _key(row) == account.key else row["link"],
        ),
        Column("siren", _("SIREN"), hidden=True),
        Column("group", _("Customer group"), hidden=True),
        Column("country", _("Country")),
        *(_money(visit, name, label) for name, label in _measures()),
        Column(
            "item_count",
            _("Open items"),
            Kind.COUNT,
            href=lambda row: _rows(visit, row, "item_count"),
            total=True,
        ),
    ]


def _measures() -> list[tuple[str, str]]:
    return [("net", _("Net")), ("overdue", _("Overdue")), ("unapplied", _("Unapplied credits"))]


def _money(visit: Visit, name: str, label: str) -> Column:
    return Column(
        name,
        label,
        Kind.MONEY,
        currency=visit.currency,
        style="cents",
        href=lambda row: _rows(visit, row, name),
        total=True,
    )


def _key(row: Row) -> tuple[str, str]:
    return row["entity"], row["customer"]


def _url(visit: Visit, row: Row) -> str:
    return visit.url("customer", *_key(row))


def _rows(visit: Visit, row: Row, measure: str) -> str:
    return visit.rows_url(measure, [equals("entity", row["entity"]), equals("customer", row["customer"])])
