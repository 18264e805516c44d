"""One request of one person: what they may see, what they ask about, and the way to the book between the two."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from encours.api import OpenBook, Result
from encours.api.customers import Account
from encours.api.habits import Habit, habits
from encours.api.ranking import Ranked
from encours.cube import periods
from encours.cube.periods import in_reach
from encours.errors import UsageError
from encours.i18n import _, language
from encours.web.access.perimeter import conditions
from encours.web.access.roles import Right
from encours.web.visit import answers, connections
from encours.web.visit.scope import Scope, address, scope_of
from encours.web.visit.telling import told
from encours.web.workflow.choices.chosen import reporting_currency, target
from encours.web.workflow.own_indicators.own import indicators_of
from encours.web.workflow.people.models import Person

CUT = ("by", "where", "settings")  # of a ranking: what says which tables it reads
LONGEST = 16_000  # characters of a query


@dataclass(frozen=True, slots=True)
class Habits:
    """Habits, by account."""

    rows: Mapping[Account, Habit]


@dataclass
class Visit:
    """Who asks about what. `book` is confined to the person's perimeter and the scope of the page; `allowed` to
    the perimeter alone, for what is chosen from (the list of entities, of portfolios)."""

    request: HttpRequest
    person: Person
    scope: Scope

    @cached_property
    def allowed(self) -> OpenBook:
        whole = connections.book(self.scope.known).using(indicators_of(self.person))
        return whole.within(conditions(self.person))

    @cached_property
    def book(self) -> OpenBook:
        return self.allowed.within(self.scope.conditions)

    @cached_property
    def day(self) -> date:
        """The date of the position: that of the address, else of the newest data. DataError for a day of which no
        position is known."""
        asked = self.scope.day
        if asked:
            self.book.refuse_unknown(asked)
        return asked or in_reach(self.allowed.data_date)

    @property
    def until(self) -> date:
        """The last day on which people are heard."""
        return heard_until(self.day, self.allowed.data_date)

    @cached_property
    def currency(self) -> str:
        """The currency figures are shown in."""
        return self.book.converter(self.scope.currency or reporting_currency() or None).reporting

    @property
    def told(self) -> list[str]:
        """What the page is about, for the files taken from it."""
        return told(self)

    def target(self, name: str) -> Decimal | None:
        """The target of a figure: that of the entity when one alone is looked at, of those open to the person."""
        seen = {one.entity for one in self.allowed.known_since}
        looked_at = self.scope.entities or self.person.entities or ()
        return target(name, [entity for entity in looked_at if entity in seen])

    @property
    def asked(self) -> dict[str, Any]:
        """The date and the currency, as the book is asked for them."""
        return {"as_of": self.day, "currency": self.currency}

    def show(self, *names: str, **more: Any) -> Result:
        """Figures at the date and in the currency of the page, within the perimeter and the scope.

        Kept for whoever asks the same of the same version within the same conditions, as long as who follows whom and
        the records it reads stay as they are. Whoever receives an answer reads it and never changes it.
        """
        book, asked = self.book, self.asked | more
        return answers.once(self._place(names, asked, asked), lambda: book.show(*names, **asked))

    def ranked(self, *measures: str, **more: Any) -> Ranked:
        """The largest cells of measures, as `OpenBook.ranked` gives them, asked and kept as `show` does."""
        book, asked = self.book, self.asked | more
        cut = {name: asked[name] for name in CUT if name in asked}
        return answers.once(self._place(measures, asked, cut), lambda: book.ranked(*measures, **asked))

    def habits(self, customers: Sequence[Account]) -> Mapping[Account, Habit]:
        """How each of these accounts pays, of those that may be seen; kept as figures are."""
        book = self.book
        version = (connections.held_on(self.scope.known), book.version, book.confines)
        key = (version, "habits", tuple(customers), self.day)
        return answers.once(key, lambda: Habits(habits(book, customers, self.day))).rows

    def _place(self, names: tuple[str, ...], asked: Mapping[str, Any], cut: Mapping[str, Any]) -> Hashable:
        """What an answer is kept under: all it is made of, and the records it reads."""
        book = self.book
        rests = (connections.held_on(self.scope.known), book.version, book.rests_on(*names, **cut))
        place = (rests, book.confines, language(), tuple(book.indicators.values()))
        return place, names, repr(sorted(asked.items()))

    def url(self, name: str, *arguments: Any, **more: str | Sequence[str] | None) -> str:
        """The address of a page about the same scope. `where` is a list of conditions."""
        return address(reverse(name, args=arguments), self.scope, more)

    def rows_url(self, measure: str, where: Sequence[str] = (), **more: str | None) -> str:
        """The rows behind a figure: they add up to it. Settings of the figure (window, k, edges…) go in `more`."""
        return self.url("items", measure=measure, where=list(where), **more)

    def may(self, right: Right | str) -> bool:
        return self.person.may(right)


def heard_until(day: date, newest: date) -> date:
    """The last day on which people are heard, today being that of the place."""
    return periods.heard_until(day, newest, timezone.localdate())


def enter(request: HttpRequest, right: Right) -> Visit:
    """The first line of every page: who comes in, and whether they may. PermissionDenied otherwise; UsageError for an
    address longer than any our pages make: each of their links would repeat it."""
    person = request.user
    if not isinstance(person, Person) or not person.may(right):
        raise PermissionDenied
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        raise UsageError(_("This address is too long: remove some of its filters."))
    visit = Visit(request, person, scope_of(request.GET))
    request.visit = visit
    return visit
