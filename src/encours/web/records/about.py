"""Whom a record is about: an account that may be seen, and those of its items it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import OpenBook, words
from encours.api.customers import card
from encours.api.one_account import alone
from encours.api.recorded import Named, named
from encours.i18n import _
from encours.web import typography
from encours.web.workflow.choices.chosen import reporting_currency

MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Item:
    """An open item of the account, as it stands today."""

    item: str
    document: str
    due_date: str
    currency: str
    open: Decimal

    def __str__(self) -> str:
        due = _("due on {0}").format(typography.day(date.fromisoformat(self.due_date)))
        return f"{self.document} · {due} · {typography.money(self.open, self.currency, 'cents')}"


@dataclass(frozen=True, slots=True)
class About:
    """An account in the book of whoever looks at it; `items` are its open ones, by due date."""

    book: OpenBook
    entity: str
    customer: str
    name: str
    items: list[Item] = field(default_factory=list)

    def named(self, *items: str) -> dict[str, Named]:
        """Of these items, those that are of this account and may be seen."""
        key = (self.entity, self.customer)
        return named(alone(self.book, key), *key, items)


def about(book: OpenBook, entity: str, customer: str, day: date | None = None) -> About | None:
    """The account, with its items open on a day if one is given; None when it may not be seen."""
    key = (entity, customer)
    found = card(alone(book, key), *key)
    if found is None:
        return None
    items = _open(book, key, day) if day else []
    return About(book, entity, customer, found.name or customer, items)


def label(name: str, own: Mapping[str, str] | None = None) -> str:
    """The word for a field of a record, the same on its form, its page and in its history: that of its kind, where it
    has one of its `own`."""
    if own and name in own:
        return _(own[name])
    return _("About") if name == "item" else words.field(name)


def account_faults(of: About, said: Any) -> dict[str, str]:
    """What is wrong with the item or the currency a record names, by field."""
    return {**_currency_faults(of, said), **_item_faults(of, said)}


def _currency_faults(of: About, said: Any) -> dict[str, str]:
    """Money that cannot be added to the other would leave sums without an answer, for everybody."""
    currency, newest = getattr(said, "currency", ""), of.book.data_date
    if not currency:
        return {}
    if currency not in of.book.currencies:
        sentence = _("No item is in {0}, so that it cannot be converted: choose a currency of the ledger.")
        return {"currency": sentence.format(currency)}
    day = min(newest, getattr(said, "due_on", newest))
    converter = of.book.converter(reporting_currency() or None)
    if converter.factor(currency, day) is None:
        return {"currency": str(converter.missing(f"{currency} {day}"))}
    return {}


def _item_faults(of: About, said: Any) -> dict[str, str]:
    if not getattr(said, "item", ""):
        return {}
    found = of.named(said.item).get(said.item)
    if found is None:
        return {"item": _("There is no such item of this customer.")}
    currency = getattr(said, "currency", "")
    if currency and currency != found.currency:
        return {"currency": _("This item is in {0}.").format(found.currency)}
    return {}


def _open(book: OpenBook, key: tuple[str, str], day: date) -> list[Item]:
    where = {"entity": [key[0]], "customer": [key[1]]}
    page = alone(book, key, day).page("gross", as_of=day, where=where, order="due_date", limit=MOST_OFFERED)
    return [
        Item(row["item"], row["document"] or row["item"], row["due_date"], row["currency"], row["open"])
        for row in page.rows
    ]
