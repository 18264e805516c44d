"""How an aged balance is asked for: what splits it, its edges, the date it counts from, what is shown and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from encours.api import words
from encours.cube import buckets
from encours.cube.dimensions import CATALOGUE, dimension
from encours.cube.facts.places import DATE
from encours.cube.filters import equals
from encours.cube.periods import day_of, in_reach, previous, year_before
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.web.address import must_be
from encours.web.filters import conditions
from encours.web.items.query import BASES, TABLE, edges_of
from encours.web.visit.visit import Visit
from encours.web.workflow.choices.chosen import default_edges

MOST = 2
USUAL = ("customer",)
REFUSED = ("item", "document", "reference", "order_reference", "bucket", "as_of")
SHOWN = {
    "amount": mark("Amounts"),
    "share": mark("% of the row"),
    "column": mark("% of the column"),
    "count": mark("Numbers of items"),
}
MANY_CUSTOMERS = 5_000


@dataclass(frozen=True, slots=True)
class Aged:
    """`by` are the dimensions asked for; `shown` one of `SHOWN`; `against` another date, or None."""

    visit: Visit
    by: tuple[str, ...]
    edges: str
    base: str
    where: list[str]
    shown: str
    against: date | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The dimensions of a row: a customer's code goes with its name, which may differ between entities."""
        named = [(name, "customer_name") if name == "customer" else (name,) for name in self.by]
        return tuple(dict.fromkeys(key for keys in named for key in keys))

    @property
    def labels(self) -> tuple[str, ...]:
        """The buckets, from not due to the oldest."""
        return buckets.labels(edges_of(self.edges))

    @property
    def settings(self) -> dict[str, str]:
        return {"edges": self.edges, "base_date": self.base}

    @property
    def question(self) -> dict[str, Any]:
        return {**self.visit.asked, "where": self.where, "settings": self.settings}

    @property
    def vast(self) -> bool:
        """Whether the rows are so many that only those of a page are read whole."""
        about = self.visit.book.about
        return about.customers >= MANY_CUSTOMERS and any(
            dimension(name, about.custom).many for name in self.by
        )

    @property
    def grouped(self) -> bool:
        """Two dimensions make rows with subtotals, when all of them are at hand."""
        return len(self.by) > 1 and not self.vast

    @property
    def pairs(self) -> dict[str, list[str]]:
        """The choices of the page, as its address says them."""
        against = [self.against.isoformat()] if self.against else []
        said = {"by": list(self.by), "edges": [self.edges], "base_date": [self.base], "show": [self.shown]}
        query = self.visit.request.GET
        return {**said, "against": against, **{name: query.getlist(name) for name in TABLE if name in query}}

    def url(self, where: Sequence[str] | None = None, page: str = "aged", **changes: str) -> str:
        """The address of the page, or of another about the same balance, with changes."""
        kept = list(self.where if where is None else where)
        return self.visit.url(page, **{**self.pairs, **changes}, where=kept)

    def rows_url(self, measure: str, cell: Sequence[str] = (), day: date | None = None) -> str:
        """The rows behind a figure of the page: those of a cell, under the filters of the whole."""
        more = {"date": day.isoformat()} if day else {}
        return self.visit.rows_url(measure, [*self.where, *cell], **self.settings, **more)

    def cell(self, values: Sequence[str | None]) -> list[str]:
        """The conditions of a row: each of its dimensions has the value of the row, or none."""
        return [equals(key, value) for key, value in zip(self.keys, values, strict=False)]


def aged(visit: Visit) -> Aged:
    """Read from the address; UsageError for what makes no sense there."""
    query = visit.request.GET
    edges = query.get("edges", "").replace(" ", "").replace(";", ",").strip(",") or default_edges()
    edges_of(edges)
    return Aged(
        visit,
        _by(visit, query.getlist("by")),
        edges,
        must_be(query.get("base_date") or "due", BASES),
        conditions.read(query.getlist("where"), visit.book.about.custom),
        must_be(query.get("show") or "amount", tuple(SHOWN)),
        _against(query.get("against", ""), visit.day),
    )


def dimensions(visit: Visit) -> list[tuple[str, str]]:
    """The dimensions offered, with their names."""
    fixed = [
        one.name
        for one in CATALOGUE
        if one.where is not DATE and not one.where.own and one.name not in REFUSED
    ]
    return [(name, words.field(name)) for name in [*fixed, *visit.book.about.custom]]


def _by(visit: Visit, said: Sequence[str]) -> tuple[str, ...]:
    custom = visit.book.about.custom
    named = [
        dimension(name.strip(), custom).name for text in said for name in text.split(",") if name.strip()
    ]
    found = tuple(dict.fromkeys(named)) or USUAL
    if len(found) > MOST:
        raise UsageError(_("An aged balance is split by at most {0} dimensions.").format(MOST))
    for name in found:
        if name in REFUSED:
            raise UsageError(_("An aged balance is not split by {0}: look at the rows instead.").format(name))
    return found


def _against(said: str, day: date) -> date | None:
    """`month` is the month-end before, `year` the same day a year before, or any date."""
    if not said:
        return None
    other = {"month": previous, "year": year_before}.get(said)
    return in_reach(other(day)) if other else day_of(said)
