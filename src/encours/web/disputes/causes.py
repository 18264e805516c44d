"""The causes of the disputes that are not closed, the heaviest first: what each holds, alone and with those before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from encours.api import words
from encours.api.disputes import sought, sums
from encours.cube.disputes import PENDING
from encours.i18n import _
from encours.indicators.record import Unit
from encours.web.charts import specs
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart
from encours.web.disputes.query import FAMILY, NONE
from encours.web.records.amounts import Amounts
from encours.web.tables import Column, Empty, Frame, Kind, Table, of_rows
from encours.web.visit.visit import Visit
from encours.web.workflow.disputes.causes import tree

KEY = "causes"
MOST_DRAWN = 10
WEIGHED = "by"  # causes one by one, or by family


@dataclass(frozen=True, slots=True)
class Cause:
    """`amount_share` and `count_share` are those of this cause and of all the heavier ones; None where there is no
    amount at all."""

    cause: str
    href: str
    amount: Decimal
    count: int
    amount_share: Decimal | None
    count_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Pareto:
    """`chart` is None where nothing is contested; `why_not` says which rate of exchange is missing; `ways` lead to
    causes one by one and to families, where there are some: label, address, whether it is this one."""

    chart: Chart | None
    table: Table
    why_not: str
    ways: list[tuple[str, str, bool]]


def pareto(visit: Visit) -> Pareto:
    """At the rates of the day of the page, in its currency."""
    found, why_not = causes(visit)
    drawn = [{"cause": one.cause, "amount": one.amount, "href": one.href} for one in found if one.amount][
        :MOST_DRAWN
    ]
    named = {"cause": words.field("cause"), "amount": _("Disputed")}
    plot = Plot(drawn, "cause", "amount", "", Unit.MONEY, visit.currency, named)
    return Pareto(specs.hbars(plot) if drawn else None, _table(visit, found), why_not, _ways(visit))


def _ways(visit: Visit) -> list[tuple[str, str, bool]]:
    chosen = FAMILY if visit.request.GET.get(WEIGHED) == FAMILY else ""
    named = (("", _("By cause")), (FAMILY, _("By family")))
    there = [(label, visit.url("disputes", by=way or None), way == chosen) for way, label in named]
    return there if tree().families else []


def causes(visit: Visit) -> tuple[list[Cause], str]:
    """By what they hold, then by how many disputes they are given for; and which rate is missing, if one is."""
    amounts, of = Amounts(visit), tree()
    by_family = visit.request.GET.get(WEIGHED) == FAMILY
    held: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in sums(visit.book, sought(visit.day, until=visit.until, state=PENDING), ("cause",)):
        sums_of = held[of.family(row["cause"] or "") if by_family else row["cause"] or ""]
        sums_of[0] += amounts.of(row, "disputed")
        sums_of[1] += row["count"]
    heaviest = sorted(held.items(), key=lambda one: (-one[1][0], -one[1][1], one[0]))
    whole = [sum(column, Decimal(0)) for column in zip(*held.values(), strict=True)] if held else []
    found, before = [], [Decimal(0), Decimal(0)]
    for cause, own_sums in heaviest:
        before = [sum_of + own for sum_of, own in zip(before, own_sums, strict=True)]
        shares = [so_far / all_of if all_of else None for so_far, all_of in zip(before, whole, strict=True)]
        asked = {FAMILY if by_family and cause else "cause": cause or NONE}
        there = visit.url("disputes", state="pending", **asked)
        label = of.label(cause) or _("No cause given")
        found.append(Cause(label, there, own_sums[0], int(own_sums[1]), *shares))
    return found, amounts.why_not


def _table(visit: Visit, found: list[Cause]) -> Table:
    columns = [
        Column("cause", words.field("cause"), href=lambda one: one.href),
        Column("amount", _("Disputed"), Kind.MONEY, currency=visit.currency, total=True),
        Column("amount_share", _("Cumulative share of the amount"), Kind.RATE, sortable=False),
        Column("count", _("Number of disputes"), Kind.COUNT, total=True),
        Column("count_share", _("Cumulative share of the number"), Kind.RATE, sortable=False),
    ]
    frame = Frame(
        _("Causes of the disputes"),
        prefix=KEY,
        size=25,
        search=False,
        empty=Empty(_("Nothing is contested at this date.")),
    )
    return of_rows(visit.request, KEY, columns, found, frame)
