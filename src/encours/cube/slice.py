"""From the numbers things have in the book to their labels, and from their currency to the reader's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from encours.cube.facts.fact import Fact
from encours.cube.facts.place import Dimension, Reading
from encours.cube.facts.places import CUSTOMERS, DATE, ENTITIES
from encours.cube.filters import Filter
from encours.cube.moment import Moment


@dataclass(frozen=True, slots=True)
class Slice:
    """How to cut: dimensions besides the date, filters, bucket edges and the date they count from.

    `numbered` splits by customer number (`customer_id`) besides, for work on columns. `whole_from` tells entities whose
    months of sales are whole from a day on only.
    """

    by: tuple[Dimension, ...] = ()
    where: tuple[Filter, ...] = ()
    edges: tuple[int, ...] = (30, 60, 90)
    aged_from: str = "due_on"  # or issued_on
    numbered: bool = False
    whole_from: tuple[tuple[int, date], ...] = ()

    @property
    def grouped_early(self) -> dict[int, Dimension]:
        """Which dimensions of customers split the facts themselves, by place: those of few values, if no other splits
        by customer; money is then converted for far fewer rows."""
        of_customers = {n: d for n, d in enumerate(self.by) if d.where.holder is CUSTOMERS}
        few = all(d.where.held and not d.many for d in of_customers.values())
        return of_customers if few and not self.numbered else {}

    @property
    def named(self) -> list[Dimension]:
        """The dimensions that split or filter."""
        return [*self.by, *(wanted.dimension for wanted in self.where if wanted.dimension)]

    def reading(self, fact: Fact, moment: Moment) -> Reading:
        """A fact as this cut reads it."""
        return Reading(fact, moment, self.edges, self.aged_from)


def labelled(inner: str, cut: Slice, values: Sequence[str], convert: bool, along: Sequence[str]) -> str:
    """SQL that sums grouped rows `g` again under their labels: far fewer rows than the facts.

    Columns: those of `along`, the customer number if asked, `d0`…, the values as `m0`…, and `missing`, a currency and
    day without a rate, or null.
    """
    along = [*along, *(["customer_id"] if cut.numbered else [])]
    labels = [_label(number, dimension, cut) for number, dimension in enumerate(cut.by)]
    missing = "MIN(CASE WHEN r.factor IS NULL THEN g.ccy || ' ' || g.day END)" if convert else "NULL"
    named = [f"g.{column}" for column in along] + [f"{sql} AS d{number}" for number, sql in enumerate(labels)]
    named += [f"{sql} AS m{number}" for number, sql in enumerate(values)]
    group = ", ".join([*(f"g.{column}" for column in along), *labels])
    return (
        f"SELECT {', '.join([*named, f'{missing} AS missing'])} FROM ({inner}) g{_beside(cut, convert)}"
        + (f" GROUP BY {group}" if group else "")
    )


def total(number: int, convert: bool) -> str:
    """SQL for the sum of the value `m<number>` of the grouped rows, converted if asked."""
    return f"SUM(CAST(g.m{number} AS DECIMAL(20,0)) * r.factor)" if convert else f"SUM(g.m{number})"


def _beside(cut: Slice, convert: bool) -> str:
    late = [dimension.where.holder for n, dimension in enumerate(cut.by) if n not in cut.grouped_early]
    tables = "".join(
        f" JOIN {one.table} {one.alias} ON {one.alias}.{one.number} = g.{one.number}"
        for one in (CUSTOMERS, ENTITIES)
        if one in late
    )
    if convert:
        tables += " LEFT JOIN factors r ON r.day = g.day AND r.ccy = g.ccy"
    return tables


def _label(number: int, dimension: Dimension, cut: Slice) -> str:
    place = dimension.where
    if place is DATE:
        return "g.as_of"
    if place.holder is None or number in cut.grouped_early:
        return f"g.k{number}"
    looked_up = f"{place.holder.alias}.{dimension.column}"
    return f"COALESCE(g.k{number}, {looked_up})" if place.mixed else looked_up
