"""Who makes a cause of the DSO bridge: customers, then the items of one; what is shown adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api.bridge_cells import Key, changes
from encours.cube.filters import equals
from encours.indicators.bridge import COMPONENT, Change, Part, Position, bridge, contributions, together
from encours.indicators.dso import working_capital_effect
from encours.money.parts import apportioned
from encours.web.indicators.causes import Bridge, Cause, bridged, question
from encours.web.visit.visit import Visit

DECIMALS = 2  # of days: most customers make less than a tenth of one
ACCOUNT = ("entity", "customer", "customer_name")
ITEM = ("entity", "item", "document", "issue_date", "due_date")


@dataclass(frozen=True, slots=True)
class Share:
    """What one of them makes. `before` and `after` are the amounts the cause is about, of its own."""

    of: Mapping[str, Any]  # what it is, by dimension
    before: Decimal
    after: Decimal
    days: Decimal
    money: Decimal


def rounded(found: Bridge) -> Bridge:
    """The bridge as it is shown: its causes add up to the change between the two levels."""
    before, after = (round(level, DECIMALS) for level in (found.before, found.after))
    days = apportioned([cause.days for cause in found.causes], after - before, DECIMALS)
    money = apportioned([cause.money for cause in found.causes], round(found.money, 0), 0)
    shown = zip(found.causes, days, money, strict=True)
    causes = tuple(replace(cause, days=some, money=tied) for cause, some, tied in shown)
    return replace(found, before=before, after=after, causes=causes)


def cause_of(visit: Visit, name: str, since: date, window: str) -> Cause:
    """A cause as the page of the bridge shows it."""
    return next(cause for cause in rounded(bridged(visit, since, window)).causes if cause.name == name)


def customers(visit: Visit, cause: Cause, since: date, window: str) -> list[Share]:
    """What each customer account makes of a cause, the largest first."""
    cells = changes(question(visit, since, window, ACCOUNT))
    return _shares(visit, cause, together(cells.values()), cells, ACCOUNT, _exact(cause.name, cells), cause)


def items(
    visit: Visit, cause: Cause, since: date, window: str, entity: str, customer: str
) -> tuple[Share, list[Share]] | None:
    """What a customer account makes, and the items that make it; None for one that makes nothing."""
    accounts = changes(question(visit, since, window, ACCOUNT))
    whole, part = together(accounts.values()), _exact(cause.name, accounts)
    shares = _shares(visit, cause, whole, accounts, ACCOUNT, part, cause)
    own = next((one for one in shares if _is(one, entity, customer)), None)
    if own is None:
        return None
    key = tuple(own.of[name] for name in ACCOUNT)
    exact = Part(part.name, part.label, contributions(part, whole, accounts)[key])
    where = (equals("entity", entity), equals("customer", customer))
    cells = changes(question(visit, since, window, ITEM, *where))
    return own, _shares(visit, cause, whole, cells, ITEM, exact, own)


def _shares(
    visit: Visit,
    cause: Cause,
    whole: Change,
    cells: Mapping[Key, Change],
    names: tuple[str, ...],
    part: Part,
    shown: Cause | Share,
) -> list[Share]:
    """`part` is what the cells make together, exactly; `shown` how that is shown."""
    made = contributions(part, whole, cells)
    year = visit.show("sales", window="12m").value
    days = apportioned(list(made.values()), shown.days, DECIMALS)
    money = apportioned([working_capital_effect(one, year) for one in made.values()], shown.money, 0)
    order = sorted(zip(made, days, money, strict=True), key=lambda one: (-abs(made[one[0]]), str(one[0])))
    return [
        Share(dict(zip(names, key, strict=True)), *_amounts(cause.name, cells[key]), some, tied)
        for key, some, tied in order
    ]


def _exact(name: str, cells: Mapping[Key, Change]) -> Part:
    whole = together(cells.values())
    parts = bridge(whole.before, whole.after, whole.restated)
    assert parts is not None, "the page of the cause has said that there is no bridge"
    return next(part for part in parts if part.name == name)


def _amounts(cause: str, change: Change) -> tuple[Decimal, Decimal]:
    """Of exchange rates: the balance of the second date at the rates of both."""
    if cause == "currency":
        return change.restated.balance, change.after.balance
    name = COMPONENT.get(cause, "sales")
    return _amount(change.before, name), _amount(change.restated, name)


def _amount(position: Position, name: str) -> Decimal:
    return Decimal(getattr(position, name))


def _is(share: Share, entity: str, customer: str) -> bool:
    return (share.of["entity"], share.of["customer"]) == (entity, customer)
