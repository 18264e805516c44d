"""One plan as someone looks at it: its instalments in the book, what people wrote of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest

from encours.api import OpenBook
from encours.api.one_account import alone
from encours.api.plans import every as plans_of
from encours.api.promises import sought
from encours.api.recorded import Row, every
from encours.cube.promises import ENDED, PROMISES
from encours.web.access.roles import Right
from encours.web.records.about import About, about
from encours.web.records.opened import newest
from encours.web.visit.visit import Visit, heard_until
from encours.web.workflow.promises.models import Promise
from encours.web.workflow.promises.plans import Held


@dataclass(frozen=True, slots=True)
class Plan:
    """`day` is that of the book. `summaries` are what it comes to, one for each currency; `rows` its promises, the
    earliest first: none is left of one taken back. `held` is what an act on it is about."""

    of: About
    name: str
    day: date
    summaries: list[Row]
    rows: list[Row]
    held: Held

    @property
    def ended(self) -> list[str]:
        """Instalments that came to their end: what is done to the plan leaves them as they are."""
        return [row["promise"] for row in self.rows if row["state"] in ENDED]

    @property
    def awaited(self) -> bool:
        return any(row["state"] == "awaited" for row in self.rows)

    @property
    def lacking(self) -> dict[str, Decimal]:
        """What did not come of what was promised and not called off, by item."""
        found: dict[str, Decimal] = {}
        for row in self.rows:
            if row["state"] != "cancelled" and row["amount"] > row["received"]:
                item = row["item"] or ""
                found[item] = found.get(item, Decimal(0)) + row["amount"] - row["received"]
        return found


def opened(request: HttpRequest, right: Right, entity: str, customer: str, plan: str) -> tuple[Visit, Plan]:
    """The first line of every page about one plan. Http404 for one that is not there or not open to the person."""
    visit = newest(request, right)
    found = look(visit.allowed, entity, customer, plan, visit.day)
    if found is None:
        raise Http404
    return visit, found


def look(book: OpenBook, entity: str, customer: str, plan: str, day: date) -> Plan | None:
    """The plan of that name of an account, as it stands on a day; None when this book does not show any."""
    of = about(book, entity, customer, day)
    if of is None or not plan:
        return None
    among = {"entity": [entity], "customer": [customer], "plan": [plan]}
    asked = sought(day, until=heard_until(day, book.data_date), among=among)
    own = alone(book, (entity, customer))
    rows = list(every(own, PROMISES, asked, "due_on"))
    written = _written(of, plan, [row["promise"] for row in rows])
    if not rows and not written:
        return None
    last = {one.key: one.said for one in written}
    said = {row["promise"]: last.get(row["promise"]) or Promise.said_in(row) for row in rows}
    seen = max((one.pk for one in written if one.key in said), default=0)
    held = Held(entity, customer, plan, said, seen)
    return Plan(of, plan, day, list(plans_of(own, asked)), rows, held)


def _written(of: About, plan: str, keys: list[str]) -> list[Promise]:
    """Versions of its instalments, about items that may be seen; of a plan taken back, those there were."""
    mine = Promise.objects.filter(entity=of.entity, customer=of.customer)
    found = list(mine.filter(key__in=keys) if keys else mine.filter(plan=plan))
    items = of.named(*(one.item for one in found))
    return sorted((one for one in found if not one.item or one.item in items), key=lambda one: one.pk)
