"""The items ticked in a list of receivables, of one customer or of many, and what a record says of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from encours.cube.filters import equals
from encours.i18n import _
from encours.web.records.about import About, account_faults
from encours.web.records.form import RecordForm
from encours.web.records.kind import Kind
from encours.web.visit.visit import Visit
from encours.web.workflow.people.models import Person

MOST = 200
OF_ONE = ("key", "item", "amount", "currency", "sure")  # what a form says of one item, and none of many
SPENT = ("minutes", "begun")  # on all of them together: no record of several says it


@dataclass(frozen=True, slots=True)
class Target:
    """What a record is made about: an item with what is open of it, or the account when it has several of the items
    ticked, whose numbers are then its `documents`."""

    entity: str
    customer: str
    name: str
    item: str
    documents: tuple[str, ...]
    currency: str
    open: Decimal

    @property
    def account(self) -> tuple[str, str]:
        return self.entity, self.customer


def ticked(visit: Visit, chosen: Sequence[str]) -> list[Target]:
    """The items ticked that are still to be paid, asked of the book again under the person's perimeter: what a form
    names is only looked for there."""
    wanted = {(parts[0], parts[1]) for one in chosen if len(parts := one.split("\x1f")) == 4 and parts[1]}
    if not wanted:
        return []
    items = equals("item", *sorted({item for _entity, item in wanted}))
    found = visit.allowed.rows("gross", as_of=visit.day, where=[items], currency=visit.currency)
    rows = [row for row in found if (row["entity"], row["item"]) in wanted]
    return sorted(map(_target, rows), key=_order)


def gathered(kind: Kind, targets: Iterable[Target]) -> list[Target]:
    """One for each record: an item, or a customer where one call about several of its items is one action."""
    if not kind.together:
        return list(targets)
    return [_together(list(of)) for _account, of in groupby(targets, key=lambda one: one.account)]


def form(kind: Kind, of: About, person: Person, targets: Sequence[Target], data: Any) -> RecordForm:
    """The form of the kind without what each item says by itself; it holds its faults for every one of them. `of` is
    the account of the first."""
    begun = replace(targets[0], documents=())  # which items it names is written when it is recorded
    first = said_of(kind, begun, kind.blank(person, of, begun.item))

    def faults(said: Any) -> dict[str, str]:
        each = [kind.faults(said_of(kind, target, said)) for target in targets]
        found = next((one for one in each if one), {})
        return _currency_faults(of, said, {target.currency for target in targets}) | found

    asked = kind.form(data, faults=faults, of=of, before=first, person=person)
    for name in (*OF_ONE, *(SPENT if len(targets) > 1 else ())):
        asked.fields.pop(name, None)
    return asked


def said_of(kind: Kind, target: Target, said: Any) -> Any:
    """What the record of a target says: the words of the form, and what is its own. An amount that must be said is
    what is open of the item."""
    names = {one.name: one.default for one in fields(kind.model.SAID)}
    own: dict[str, Any] = {"entity": target.entity, "customer": target.customer, "item": target.item}
    if "currency" in names:
        own["currency"] = target.currency
    if names.get("amount", 0) is MISSING:
        own["amount"] = target.open
    if "note" in names and len(target.documents) > 1:
        about = _("About {0}").format(", ".join(target.documents))
        own["note"] = "\n".join(filter(None, (said.note, about)))
    return replace(said, **own)


def _currency_faults(of: About, said: Any, currencies: Iterable[str]) -> dict[str, str]:
    if not hasattr(said, "currency"):
        return {}
    told = [account_faults(of, replace(said, item="", currency=currency)) for currency in sorted(currencies)]
    return {name: text for one in told for name, text in one.items()}


def _target(row: Any) -> Target:
    name = row["customer_name"] or row["customer"]
    documents = (row["document"] or row["item"],)
    return Target(row["entity"], row["customer"], name, row["item"], documents, row["currency"], row["open"])


def _order(target: Target) -> tuple[str, ...]:
    return target.name, *target.account, target.documents[0], target.item


def _together(of: list[Target]) -> Target:
    if len(of) == 1:
        return of[0]
    return replace(of[0], item="", documents=tuple(one.documents[0] for one in of), open=Decimal(0))
