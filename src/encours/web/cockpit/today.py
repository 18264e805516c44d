"""Whom to work on today: the first lines of the day, one's own or everybody's."""

from __future__ import annotations

from typing import Any

from encours.collection import doing
from encours.i18n import _
from encours.web import typography, worklists
from encours.web.visit.visit import Visit
from encours.web.workflow.day.steps import state

MOST = 6


def today(visit: Visit) -> dict[str, Any]:
    """The first ones that nobody dealt with or put off."""
    collector = worklists.own(visit, worklists.collectors(visit))
    steps, found = state(), worklists.listed(visit, collector)
    left = [one for one in found.lines if one.account not in steps.done and one.account not in steps.put_off]
    rows = [
        {
            "name": one.facts.name or one.facts.customer,
            "href": visit.url("customer", *one.account, tab="follow-up"),
            "amount": typography.money(one.first.amount, visit.currency, "short"),
            "doing": " · ".join(filter(None, (doing(one.first, one.facts), one.facts.collector))),
            "late": one.facts.oldest_days,
            "gain": _("{0} to expect").format(typography.money(one.first.gain, visit.currency, "short")),
        }
        for one in left[:MOST]
    ]
    return {"rows": rows, "whose": collector or _("everybody's customers")}
