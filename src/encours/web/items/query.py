"""Which rows an address asks for: those behind a measure, under its conditions and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from encours.api.question import SETTINGS, WINDOW
from encours.cube import buckets
from encours.cube.measure import Measure
from encours.cube.measures import PUBLISHED, measure
from encours.cube.periods import Window, parse
from encours.cube.periods import window as window_of
from encours.errors import UsageError
from encours.i18n import _
from encours.web.address import must_be
from encours.web.filters import conditions
from encours.web.visit.visit import Visit

MOST_EDGES, LATEST_EDGE = 12, 9999
BASES = ("due", "issue")
TABLE = ("sort", "size", "q", "columns")


@dataclass(frozen=True, slots=True)
class Asked:
    """`where` as written in the address; `settings` those it gives, as the book reads them."""

    name: str
    where: list[str]
    settings: Mapping[str, str]
    visit: Visit

    @property
    def of(self) -> Measure:
        return measure(self.name)

    @property
    def edges(self) -> tuple[int, ...]:
        return buckets.edges(self.settings.get("edges", buckets.DEFAULT))

    @property
    def base(self) -> str:
        return self.settings.get("base_date", "due")

    @property
    def period(self) -> str:
        """The period of a flow as it is written: `3m`."""
        return self.settings.get("window", WINDOW)

    @property
    def over(self) -> Window:
        """The days a flow is summed over; the last one is that of the position."""
        return window_of(self.visit.day, self.period)

    @property
    def question(self) -> dict[str, Any]:
        """What the book is asked besides the measure."""
        return {**self.visit.asked, "where": self.where, "settings": dict(self.settings)}

    def recording_url(self, kind: str) -> str:
        """Where a record of a kind is made about rows ticked among these."""
        said = {"measure": self.name, **self.settings}
        return self.visit.url("bulk", kind=kind, where=self.where, **said)

    def url(self, where: list[str] | None = None, **changes: str | None) -> str:
        """The address of the same rows with changes; a list starts again at its first page."""
        query = self.visit.request.GET
        table = {name: query.getlist(name) for name in TABLE if name in query}
        said = {"measure": self.name, **self.settings, **changes}
        return self.visit.url("items", **table, **said, where=self.where if where is None else where)


def asked(visit: Visit) -> Asked:
    """Read from the address; UsageError for what the book does not know or cannot hold."""
    query = visit.request.GET
    name = query.get("measure") or "net"
    measure(name)
    own = measure(name).defaults()
    given = {setting: query.get(setting, "").strip() for setting in dict.fromkeys((*SETTINGS, *own))}
    settings = {setting: text for setting, text in given.items() if text}
    refuse_settings(settings)
    return Asked(
        "gross" if name == "aged" else name,
        conditions.read(query.getlist("where"), visit.book.about.custom),
        settings,
        visit,
    )


def refuse_settings(settings: Mapping[str, str]) -> None:
    """UsageError for a period, edges or a base date that mean nothing or reach too far."""
    window, base = settings.get("window", WINDOW), settings.get("base_date", "due")
    parse(window)
    must_be(base, BASES)
    edges_of(settings.get("edges", buckets.DEFAULT))


def edges_of(text: str) -> tuple[int, ...]:
    """Edges of buckets within bounds.

    >>> edges_of("15;45")
    (15, 45)
    """
    found = buckets.edges(text)
    if len(found) > MOST_EDGES or found[-1] > LATEST_EDGE:
        raise UsageError(
            _("A balance has at most {0} edges, of {1} days at most.").format(MOST_EDGES, LATEST_EDGE)
        )
    return found


def measures() -> list[str]:
    """Those with rows of their own; a number of items has the rows of the items counted."""
    return [name for name in PUBLISHED if measure(name).fact.shown]
