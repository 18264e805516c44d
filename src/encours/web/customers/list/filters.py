"""Which customers are looked for, as the address says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from encours.api.entities import Choice, dimension_values
from encours.cube.dimensions import BY_NAME
from encours.cube.filters import equals
from encours.i18n import _
from encours.web.filters import conditions
from encours.web.visit.visit import Visit

LISTED = ("collector", "country", "category")  # with a list to choose from
LINKED = ("siren", "group")  # come by a link, and are shown to be taken away
# The fields of the form; the portfolio is also that of the scope.
NAMES = ("portfolio", *LISTED, "position", "late", "over")
POSITIONS = {"": "open", "empty": "empty", "all": "all"}  # as the book names these accounts
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """`fields` are the values asked for, `where` conditions written as those of figures; `late` keeps who has something
    overdue, `over` who is over its limit.

    `accounts` is who is looked for among: customers with something `open`, with nothing (`empty`), or `all`.
    """

    fields: tuple[tuple[str, str], ...]
    where: tuple[str, ...]
    late: bool
    over: bool
    accounts: str = "open"

    @property
    def conditions(self) -> list[str]:
        """Written as filters are."""
        return [*(equals(name, value) for name, value in self.fields), *self.where]

    @property
    def having(self) -> str:
        return "overdue>0" if self.late else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A list of the form: `choices` to pick from, `value` the one picked."""

    name: str
    label: str
    value: str
    choices: list[Choice]


def sought(visit: Visit) -> Sought:
    """Read from the address; what is unknown there is left aside. UsageError for a condition that is none."""
    query = visit.request.GET
    given = {name: query.get(name, "").replace("\0", "")[:LONGEST] for name in (*LISTED, *LINKED)}
    fields = tuple((name, value) for name, value in given.items() if value.strip())
    accounts = POSITIONS.get(query.get("position", ""), "open")
    where = tuple(conditions.read(query.getlist("where"), visit.book.about.custom))
    return Sought(fields, where, query.get("late") == "1", query.get("over") == "1", accounts)


def fields(visit: Visit, filters: Sought) -> list[Field]:
    """The lists of the form; one that has a single value to choose from is left out."""
    values = dict(filters.fields) | {"portfolio": (*visit.scope.portfolios, "")[0]}
    choosers = [
        Field(name, _(BY_NAME[name].label), values.get(name, ""), dimension_values(visit.allowed, name))
        for name in ("portfolio", *LISTED)
    ]
    return [field for field in choosers if len(field.choices) > 1 or field.value]


def positions(filters: Sought) -> list[tuple[str, str, bool]]:
    """The choice of who is looked for among: value, label, whether it is the one made."""
    labels = (
        ("", _("With something open")),
        ("empty", _("With nothing open")),
        ("all", _("All customers")),
    )
    return [(value, label, POSITIONS[value] == filters.accounts) for value, label in labels]


def chips(visit: Visit, filters: Sought) -> list[tuple[str, str, str]]:
    """Conditions that no field of the form shows: label, value, and the page without it."""
    values, custom = dict(filters.fields), visit.book.about.custom
    linked = [
        (_(BY_NAME[name].label), values[name], _without(visit, name)) for name in LINKED if name in values
    ]
    written = conditions.chips(filters.where, custom, lambda where: _without(visit, "where", where))
    return [*linked, *((chip.label, chip.text, chip.without) for chip in written)]


def _without(visit: Visit, name: str, kept: Sequence[str] = ()) -> str:
    query = visit.request.GET.copy()
    query.setlist(name, list(kept))
    query.pop("page", None)
    return f"{visit.request.path}?{query.urlencode()}"
