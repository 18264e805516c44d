"""All the views a person may open, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from encours.i18n import _
from encours.web.access.roles import LABELS, Right, Role
from encours.web.saved.keeping import PAGES_KEPT, address_of
from encours.web.saved.models import Landing, SavedView
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit


def listed(visit: Visit, found: Sequence[SavedView]) -> Table:
    """Name, page, whose it is, who shares it, and what may be done with it."""
    landings = set(Landing.objects.filter(person=visit.person).values_list("view_id", flat=True))
    rows = [_row(visit, view, view.pk in landings) for view in found]
    return of_rows(visit.request, "views", _columns(visit), rows, _frame())


def _row(visit: Visit, view: SavedView, landing: bool) -> dict[str, Any]:
    mine = view.owner_id == visit.person.pk
    return {
        "view": view,
        "label": view.label,
        "page": _(PAGES_KEPT[view.page][0]),
        "owner": _("me") if mine else str(view.owner),
        "roles": ", ".join(_(LABELS[Role(role)]) for role in view.roles),
        "changed_at": view.changed_at,
        "url": address_of(view, visit.scope.pairs),
        "mine": mine,
        "landing": landing,
        "about": ", ".join(str(value) for value in view.arguments.values()),
    }


def _columns(visit: Visit) -> list[Column]:
    columns = [
        Column(
            "label",
            _("View"),
            Kind.WHO,
            href=lambda row: row["url"],
            second=lambda row: _("the page opens on it") if row["landing"] else "",
        ),
        Column("page", _("Page"), second=lambda row: row["about"]),
        Column("owner", _("Whose")),
        Column("roles", _("Shared with")),
        Column("changed_at", _("Changed on"), Kind.MOMENT),
    ]
    acts = Column(
        "acts",
        _("Actions"),
        value=lambda _row: "",
        template="saved/acts.html",
        sortable=False,
        exported=False,
    )
    return [*columns, acts] if visit.may(Right.OWN) else columns


def _frame() -> Frame:
    return Frame(
        _("Saved views"),
        empty=Empty(
            _(
                "No view yet: on any table, choose the filters, columns and order, then “Views”, “Keep as a view”."
            )
        ),
        placeholder=_("Name, page, person…"),
    )
