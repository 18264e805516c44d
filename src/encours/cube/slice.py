"""From the numbers things have in the book to their labels, and from their currency to the reader's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from encours.cube.dimensions import Dimension, Where
from encours.cube.filters import Filter


@dataclass(frozen=True, slots=True)
class Slice:
    """How to cut: dimensions besides the date, filters, bucket edges and the date they count from.

    `numbered` splits by customer number (`customer_id`) besides, for work on columns.
    """

    by: tuple[Dimension, ...] = ()
    where: tuple[Filter, ...] = ()
    edges: tuple[int, ...] = (30, 60, 90)
    aged_from: str = "due_on"  # or issued_on
    numbered: bool = False

    @property
    def grouped_early(self) -> dict[int, Dimension]:
        """Which dimensions of customers split the facts themselves, by place: those of few values, if no other splits
        by customer; money is then converted for far fewer rows."""
        of_customers = {n: d for n, d in enumerate(self.by) if d.where in (Where.CUSTOMER, Where.SALES)}
        few = all(d.where is Where.CUSTOMER and not d.many for d in of_customers.values())
        return of_customers if few and not self.numbered else {}


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
    places = {dimension.where for dimension in cut.by}
    tables = ""
    if places & {Where.CUSTOMER, Where.SALES} and not cut.grouped_early:
        tables += " JOIN customers c ON c.customer_id = g.customer_id"
    if Where.ENTITY in places:
        tables += " JOIN entities e ON e.entity_id = g.entity_id"
    if convert:
        tables += " LEFT JOIN factors r ON r.day = g.day AND r.ccy = g.ccy"
    return tables


def _label(number: int, dimension: Dimension, cut: Slice) -> str:
    match dimension.where:
        case Where.CUSTOMER if number not in cut.grouped_early:
            return f"c.{dimension.column}"
        case Where.ENTITY:
            return "e.entity"
        case Where.SALES:
            return "COALESCE(g.salesperson, c.salesperson)"
        case Where.DATE:
            return "g.as_of"
        case _:
            return f"g.k{number}"
