"""What a page is about: an indicator, one's own or a measure, under the choices of the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from encours.api import Result
from encours.i18n import _
from encours.indicators.catalogue import Figure, figure
from encours.indicators.formula_words import spoken
from encours.indicators.record import Family, Indicator, Shape, Unit
from encours.web.filters import conditions
from encours.web.indicators.fractions import Fraction, fraction
from encours.web.indicators.parameters import Choice, choices
from encours.web.visit.visit import Visit


@dataclass
class Subject:
    """`where` are the conditions the address adds to the scope; `choices` the parameters with what was asked."""

    visit: Visit
    name: str
    of: Figure
    where: list[str]
    choices: list[Choice]

    @property
    def label(self) -> str:
        return _(self.of.label)

    @property
    def unit(self) -> Unit:
        return self.of.unit

    @property
    def currency(self) -> str:
        return self.visit.currency if self.unit is Unit.MONEY else ""

    @property
    def definition(self) -> str:
        said = _(self.of.definition)
        return self.formula if self.is_own and said == self.of.formula else said

    @property
    def formula(self) -> str:
        return spoken(self.of.formula) if self.is_own else _(self.of.formula)

    @property
    def source(self) -> str:
        return _(self.of.source) if self.of.source else ""

    @property
    def is_own(self) -> bool:
        return self.of.family is Family.OWN

    @property
    def fraction(self) -> Fraction | None:
        """Its two sides, where it is a division."""
        return fraction(self.of, self.settings) if self.of.shape in (Shape.SUMS, Shape.SHARES) else None

    @property
    def settings(self) -> dict[str, str]:
        """Every parameter with its value."""
        return {choice.name: choice.value for choice in self.choices}

    @property
    def changed(self) -> dict[str, str]:
        """Those that differ from what the page opens on: what an address has to say."""
        return {choice.name: choice.value for choice in self.choices if choice.value != choice.usual}

    @property
    def key(self) -> str:
        """The name of the figure in an answer."""
        main = self.of.main_parameter
        return f"{self.name}:{self.settings[main]}" if main else self.name

    @cached_property
    def period(self) -> str:
        """Over what flows are summed."""
        return self.settings.get("window", "")

    def ask(self, *beside: str, also: Mapping[str, Indicator] | None = None, **more: Any) -> Result:
        """The figure, and others beside it, under the choices and conditions of the page."""
        book = self.visit.book
        if also:
            book = book.using({**book.indicators, **also})
        where = [*self.where, *more.pop("where", ())]
        asked = {**self.visit.asked, "where": where, "settings": self.settings, **more}
        return book.show(self.name, *beside, **asked)

    def url(self, **more: Any) -> str:
        """This page with changes."""
        said = {**self.changed, "where": self.where, **more}
        return self.visit.url("indicator", self.name, **said)


def subject(visit: Visit, name: str) -> Subject:
    """That of a name a person may use; Http404 for any other."""
    of = figure(name, visit.book.indicators)
    if of is None or of.name != name:  # the aged gross is that of another page
        raise Http404
    query = visit.request.GET
    where = conditions.read(query.getlist("where"), visit.book.about.custom)
    return Subject(visit, name, of, where, choices(name, of.parameters, query))
