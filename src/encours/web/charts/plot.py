"""What is to be drawn: rows, and which of their columns say what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from encours.indicators.record import Unit
from encours.web.charts.wording import positions_in_words, word

# Left to right: the ageing scale for amounts by bucket, distinct colours for lines and other splits.
ACCENT = "var(--accent)"
SOFT = f"color-mix(in oklab, {ACCENT} 66%, var(--surface))"  # a full bar of the accent would shout
AGEING = tuple(f"var(--b{n})" for n in range(6))
SERIES = tuple(f"var(--c{n})" for n in range(8))


@dataclass(frozen=True, slots=True)
class Plot:
    """Rows and their columns: position `x`, value `y`, perhaps one `series` per colour.

    Values are Decimal, int or None (a figure that makes no sense there is left out of the drawing and "n.c." in the
    table). Two rows of the same position and series are a mistake: the last one would hide the other. `links` is the
    column that holds the address of the rows behind the value; `labels` gives the columns the name a reader
    knows; `colors` one CSS colour per series, in order of appearance; `lower_bounds` the column that is true
    where the figure is at least the value. `target` is in the unit of the values. `notes` stand below: what of it is
    not known, or of some entities alone.
    """

    rows: Sequence[Mapping[str, Any]]
    x: str
    y: str
    series: str = ""
    unit: Unit = Unit.MONEY
    currency: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    links: str = "href"
    colors: Sequence[str] = ()
    target: Any = None
    lower_bounds: str = "lower_bound"
    notes: Sequence[str] = ()

    @property
    def positions(self) -> dict[Any, str]:
        """The distinct values of `x` in their order, each with its text."""
        return positions_in_words([row[self.x] for row in self.rows])

    @property
    def names(self) -> list[str]:
        """The series in their order; one, named by the value, when there is no split."""
        if not self.series:
            return [self.label(self.y)]
        return list(dict.fromkeys(word(row[self.series]) for row in self.rows))

    @property
    def paints(self) -> list[str]:
        """One colour per series, those asked first."""
        names = self.names
        if self.colors:
            return [self.colors[n % len(self.colors)] for n in range(len(names))]
        return [SOFT] if len(names) == 1 else [SERIES[n % len(SERIES)] for n in range(len(names))]

    @property
    def over_time(self) -> bool:
        """Whether the positions are dates."""
        return bool(self.rows) and isinstance(self.rows[0][self.x], date)

    @property
    def linked(self) -> bool:
        return any(row.get(self.links) for row in self.rows)

    def label(self, column: str) -> str:
        return self.labels.get(column, column)

    def name_of(self, row: Mapping[str, Any]) -> str:
        """The series a row belongs to."""
        return word(row[self.series]) if self.series else self.label(self.y)


def ageing_colors(count: int) -> list[str]:
    """Colours of `count` buckets from not due to the oldest; in between shades when there are more than six.

    >>> ageing_colors(3)
    ['var(--b0)', 'var(--b1)', 'var(--b5)']
    >>> ageing_colors(8)[2]
    'color-mix(in oklab, var(--b1) 33%, var(--b2))'
    """
    if count == len(AGEING):
        return list(AGEING)
    late = max(count - 2, 1)
    return [AGEING[0], *(_shade(n * 4 / late) for n in range(count - 1))][:count]


def _shade(place: float) -> str:
    """The colour at a place (0 to 4) between the five overdue colours."""
    lower = int(place)
    share = round((1 - (place - lower)) * 100)
    if share == 100:
        return AGEING[1 + lower]
    return f"color-mix(in oklab, {AGEING[1 + lower]} {share}%, {AGEING[2 + lower]})"
