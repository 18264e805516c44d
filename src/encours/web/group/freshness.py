"""How fresh the ledger of each entity is, and whether it ties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from encours.api.entities import EntityState, entities
from encours.i18n import _
from encours.web import typography
from encours.web.access.roles import Right
from encours.web.tables import Column, Frame, Kind, of_rows
from encours.web.visit.visit import Visit

KEY = "freshness"


def freshness(visit: Visit) -> dict[str, Any]:
    """A line per entity: last posting, last matching, last import, tie-out."""
    frame = Frame(_("Freshness and tie-out"), sort="entity", size=200, prefix=KEY, search=False, tools=False)
    table = of_rows(visit.request, KEY, columns(visit), entities(visit.book), frame)
    return {"table": table}


def columns(visit: Visit) -> list[Column]:
    """Without an order of their own: the list is short, and by code."""
    brought = visit.url("imports") if visit.may(Right.SEE_IMPORTS) else ""
    return [
        Column(
            "entity",
            _("Entity"),
            Kind.WHO,
            value=lambda state: state.name or state.entity,
            second=lambda state: " · ".join(filter(None, (state.entity, state.siren, state.currency))),
            href=lambda state: visit.url("cockpit", entity=state.entity),
            sortable=False,
        ),
        Column("posted_on", _("Last posting"), Kind.DATE, sortable=False),
        Column("matched_on", _("Last matching"), Kind.DATE, sortable=False),
        Column(
            "last_import",
            _("Last import"),
            Kind.MOMENT,
            value=_imported,
            second=lambda state: ", ".join(state.last_import.files[:1]) if state.last_import else "",
            href=lambda _state: brought,
            sortable=False,
        ),
        Column("item_count", _("Items"), Kind.COUNT, sortable=False),
        Column("customer_count", _("Customers"), Kind.COUNT, sortable=False),
        Column(
            "ties",
            _("Tie-out"),
            Kind.TAG,
            value=lambda state: _("Ties") if state.ties else _("Does not tie"),
            second=_difference,
            tone=lambda state: "" if state.ties else "hot",
            sortable=False,
        ),
    ]


def _imported(state: EntityState) -> datetime | None:
    return datetime.fromisoformat(state.last_import.recorded_at) if state.last_import else None


def _difference(state: EntityState) -> str:
    """What is missing or too much, by currency, for who sees the whole ledger."""
    gaps = [tie for tie in state.tie_out if tie.difference]
    return ", ".join(typography.money(tie.difference, tie.currency, "cents") for tie in gaps)
