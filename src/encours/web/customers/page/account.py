"""One customer account as a visit sees it: who it is, what is asked about it, where its figures lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from encours.api import OpenBook, Result
from encours.api.customers import CustomerCard, card
from encours.api.habits import Habit, Payer, habit_of, habits, payer_by
from encours.api.one_account import alone
from encours.api.promises import Reliability, reliability
from encours.cube.filters import equals
from encours.cube.periods import history
from encours.web.access.roles import Right
from encours.web.recorded import RECORDED
from encours.web.records.kind import Kind
from encours.web.visit.visit import Visit, enter

INVOICES = 30


@dataclass
class Account:
    """A customer account that may be seen, with the visit that looks at it."""

    visit: Visit
    card: CustomerCard

    @property
    def entity(self) -> str:
        return self.card.entity

    @property
    def customer(self) -> str:
        return self.card.customer

    @property
    def name(self) -> str:
        return self.card.name or self.card.customer

    @property
    def key(self) -> tuple[str, str]:
        return self.entity, self.customer

    @property
    def book(self) -> OpenBook:
        """The book as it is on the day of the page, with the facts of this account alone."""
        return alone(self.visit.book, self.key, self.visit.day)

    @property
    def ledger(self) -> OpenBook:
        """The same for what needs no position: what was billed, paid, contested, promised and done."""
        return alone(self.visit.book, self.key)

    @cached_property
    def where(self) -> dict[str, Any]:
        """The account as a condition of a question; its codes may hold any character."""
        return {"entity": [self.entity], "customer": [self.customer]}

    @cached_property
    def conditions(self) -> list[str]:
        """The account as the conditions of an address."""
        return [equals("entity", self.entity), equals("customer", self.customer)]

    @cached_property
    def habit(self) -> Habit:
        """How its last thirty invoices were paid, however old."""
        found = habits(self.ledger, [self.key], self.visit.day, INVOICES, 0)
        return found.get(self.key) or habit_of(())

    @property
    def payer(self) -> Payer:
        """What kind of payer it is, by the last twelve: the word of every list."""
        return payer_by(self.habit, self.visit.day)

    @cached_property
    def reliability(self) -> Reliability:
        """How far it keeps what it promises."""
        return reliability(self.ledger, self.visit.day).get(self.key) or Reliability()

    def show(self, *names: str, **more: Any) -> Result:
        """Figures of this account, at the date and in the currency of the page."""
        return self.book.show(*names, where=self.where, **self.visit.asked | more)

    def followed(self, *names: str, months: int, flows: bool, **more: Any) -> Result:
        """Figures of this account at so many month-ends, up to the date of the page; `flows` are about no position."""
        days = [] if flows else history(self.visit.day, str(months))
        book = alone(self.visit.book, self.key, *days)
        return book.show(*names, where=self.where, history=months, **self.visit.asked | more)

    def url(self, **more: str | Sequence[str] | None) -> str:
        """The address of this customer's page."""
        return self.visit.url("customer", self.entity, self.customer, **more)

    @property
    def timeline_url(self) -> str:
        return self.url(tab="timeline")

    def record_url(self, kind: Kind) -> str:
        """Where such a record of this customer is made, by who may."""
        return self.visit.url(f"new_{kind.name}", *self.key) if self.visit.may(Right.RECORD) else ""

    @property
    def recordings(self) -> list[tuple[Kind, str]]:
        """What this person may record about the customer, and where."""
        return [(kind, url) for kind in RECORDED if (url := self.record_url(kind))]

    def rows_url(self, measure: str, *conditions: str, **more: str | None) -> str:
        """The rows behind a figure of this account, under further conditions and the settings of the figure."""
        return self.visit.rows_url(measure, [*self.conditions, *conditions], **more)

    def item_url(self, item: str) -> str:
        return self.visit.url("item", self.entity, item)


def opened(request: HttpRequest, right: Right, entity: str, customer: str) -> Account:
    """The first line of every page about one customer. Http404 for one that is not there or not open to the person.

    A scope that leaves the customer out is left aside: what was asked for by name is shown.
    """
    visit = enter(request, right)
    found = _card(visit, entity, customer)
    if found is None and visit.scope.conditions:
        visit = everywhere(visit)
        request.visit = visit
        found = _card(visit, entity, customer)
    if found is None:
        raise Http404
    return Account(visit, found)


def _card(visit: Visit, entity: str, customer: str) -> CustomerCard | None:
    return card(alone(visit.book, (entity, customer)), entity, customer)


def everywhere(visit: Visit) -> Visit:
    """The same visit over all that the person may see."""
    return replace(visit, scope=replace(visit.scope, entities=(), portfolios=()))
