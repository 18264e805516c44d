"""What the header says of the scope: the perimeter a person may see, what of an address lies outside it, the month-ends
on both sides of the date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from encours.cube.periods import in_reach, month_end, previous
from encours.errors import DataError
from encours.i18n import _
from encours.web.access.perimeter import Limited, whole
from encours.web.visit.visit import Visit

FEW = 3


def perimeter(visit: Visit) -> str:
    """The scope chosen on the page; else what the person may see; else nothing, for the whole book."""
    chosen = [*visit.scope.entities, *visit.scope.portfolios]
    return ", ".join(_few(chosen)) if chosen else own(visit.person)


def own(person: Limited) -> str:
    """What a person may see, in a line; nothing for one who sees everything.

    >>> class Collector: entities, portfolios, salesperson = ["FR01", "FR02"], ["Nord"], ""
    >>> own(Collector)
    'FR01, FR02 · Nord'
    """
    parts = [named for named in (person.entities, person.portfolios) if named is not None]
    told = [", ".join(_few(named)) if named else _("nothing") for named in parts]
    return " · ".join([*told, *([person.salesperson] if person.salesperson else [])])


def outside(visit: Visit) -> str:
    """A sentence where the address names what the person may not see, or what the book does not hold. It is the same
    for both: nobody learns that there is more than they may see."""
    from encours.api.entities import dimension_values

    beyond: list[str] = []
    for field, asked in (("entity", visit.scope.entities), ("portfolio", visit.scope.portfolios)):
        if asked:
            open_to = {one.value for one in dimension_values(visit.allowed, field)}
            beyond += [name for name in asked if name not in open_to]
    if not beyond:
        return ""
    names = ", ".join(beyond)
    if whole(visit.person):
        return _("The book holds no entity or portfolio called {0}: nothing of it is shown.").format(names)
    return _("{0}: outside your perimeter ({1}), nothing of it is shown.").format(names, own(visit.person))


def months(visit: Visit, day: date, newest: date) -> tuple[date | None, date | None]:
    """The month-end before a day and the one after it, at most the newest data; None where there is nothing to see."""
    earlier = in_reach(previous(day))
    before: date | None = earlier
    try:
        visit.book.refuse_unknown(earlier)
    except DataError:
        before = None
    after = min(month_end(day + timedelta(days=1)), newest) if day < newest else None
    return before, after


def _few(names: Sequence[str]) -> list[str]:
    """The first names, and how many more there are."""
    more = len(names) - FEW
    return list(names) if more <= 1 else [*names[:FEW], f"+ {more}"]
