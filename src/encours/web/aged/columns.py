"""The columns of an aged balance: what splits it, its buckets, the credits, the net and how it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.entities import dimension_values
from encours.cube.filters import DATES
from encours.i18n import _, mark
from encours.web.aged.lines import Line, added, part
from encours.web.aged.query import Aged
from encours.web.labels import fields
from encours.web.tables import Column, Kind
from encours.web.tables.columns import LEAD, MAIN
from encours.web.typography import day, rate

MOST_ENTITIES = 1000
CODED = {"customer": mark("Customer code"), "entity": mark("Entity code")}
FEW_BUCKETS = 6  # more leave no room for the drawing


def columns(asked: Aged, total: Line) -> list[Column]:
    """In the order they are shown; each figure leads to the rows it adds up. `total` is what all the rows add up to."""
    names = entity_names(asked)
    split = [_named(asked, place, names) for place in range(len(asked.by))]
    return [*split, _strip(asked), *_buckets(asked, total), *_ends(asked, total), *_compared(asked)]


def entity_names(asked: Aged) -> dict[str, str]:
    """The names of the entities by their code, when the balance is split by entity."""
    if "entity" not in asked.by:
        return {}
    return {one.value: one.label for one in dimension_values(asked.visit.book, "entity", MOST_ENTITIES)}


def _named(asked: Aged, place: int, names: Mapping[str, str]) -> Column:
    """A dimension; the first one of two carries the name of its group, the second is blank on a subtotal."""
    name = asked.by[place]
    at = asked.keys.index(name)
    kind = Kind.WHO if name in CODED else Kind.DATE if name in DATES else Kind.TEXT
    return Column(
        f"d{place}",
        words.field(name),
        kind,
        value=_value(asked, name, at, names),
        href=lambda line: asked.rows_url("net", asked.cell(line.values)),
        second=(lambda line: _code(name, line, at, names)) if name in CODED else None,
        second_label=_(CODED[name]) if name in CODED else "",
        template="aged/group.html" if asked.grouped else "",
        tone=_tone,
        role=LEAD,
    )


def _code(name: str, line: Line, at: int, names: Mapping[str, str]) -> str:
    """What a customer or an entity is known by; an entity without a name is shown by it already."""
    code = line.values[at] if at < len(line.values) else None
    return "" if code is None or (name == "entity" and names.get(code, code) == code) else code


def _value(asked: Aged, name: str, at: int, names: Mapping[str, str]) -> Callable[[Line], Any]:
    def of(line: Line) -> Any:
        if at >= len(line.values):
            return None
        value = line.values[at]
        if name == "customer":
            return line.values[asked.keys.index("customer_name")] or value
        if name == "entity" and value in names:
            return names[str(value)]
        return value if name in DATES else fields.value(name, value, asked.base)

    return of


def _buckets(asked: Aged, total: Line) -> list[Column]:
    return [_bucket(asked, place, label, total) for place, label in enumerate(asked.labels)]


def _bucket(asked: Aged, place: int, label: str, total: Line) -> Column:
    condition = f"bucket={label}"
    counted = asked.shown == "count"
    measure = "item_count" if counted else "gross"
    kind = {"amount": Kind.MONEY, "count": Kind.COUNT}.get(asked.shown, Kind.RATE)
    figure = _figure(asked, place, total)
    return Column(
        f"b{place}",
        words.bucket(label, asked.base),
        kind,
        value=figure,
        href=lambda line: asked.rows_url(measure, [*asked.cell(line.values), condition]),
        currency=asked.visit.currency if kind is Kind.MONEY else "",
        tone=lambda line: _tone(line) or ("" if line.counts[place] else "none"),
        total=_of_all(asked, figure) if kind is Kind.RATE else True,
        total_href=_whole(asked, measure, [condition]),
    )


def _figure(asked: Aged, place: int, total: Line) -> Callable[[Line], Any]:
    if asked.shown == "share":
        return lambda line: line.share(place)
    if asked.shown == "column":
        return lambda line: part(line.amounts[place], total.amounts[place])
    if asked.shown == "count":
        return lambda line: line.counts[place]
    return lambda line: line.amounts[place]


def _of_all(asked: Aged, figure: Callable[[Line], Any]) -> Callable[[Sequence[Line]], Decimal | None]:
    """A share of the rows together."""
    return lambda lines: figure(added(lines, len(asked.labels)))


def _ends(asked: Aged, total: Line) -> list[Column]:
    compared = asked.against is not None
    return [
        _weight(asked, total)
        if asked.shown == "column"
        else _money(asked, "gross", fields.measure_label("gross"), hidden=asked.shown == "count" or compared),
        _money(asked, "unapplied", fields.measure_label("unapplied")),
        _money(asked, "net", fields.measure_label("net"), role=MAIN),
        Column(
            "count",
            _("Items"),
            Kind.COUNT,
            href=lambda line: asked.rows_url("item_count", asked.cell(line.values)),
            total=True,
            total_href=_whole(asked, "item_count"),
            tone=_tone,
            hidden=asked.shown != "count",
        ),
    ]


def _weight(asked: Aged, total: Line) -> Column:
    """The gross of the row in that of all."""

    def of(line: Line) -> Decimal | None:
        return part(line.gross, total.gross)

    return Column(
        "gross",
        fields.measure_label("gross"),
        Kind.RATE,
        value=of,
        href=lambda line: asked.rows_url("gross", asked.cell(line.values)),
        total=_of_all(asked, of),
        total_href=_whole(asked, "gross"),
        tone=_tone,
    )


def _compared(asked: Aged) -> list[Column]:
    if asked.against is None:
        return []
    then = asked.against
    label = _("Net on {0}").format(day(then))
    before = _money(asked, "before", label, measure="net", on=True)
    currency = asked.visit.currency
    change = Column(
        "change",
        _("Change"),
        Kind.MONEY,
        currency=currency,
        total=True,
        template="aged/change.html",
        sortable=not asked.vast,
        tone=_tone,
    )
    return [before, change]


def _money(
    asked: Aged,
    key: str,
    label: str,
    measure: str = "",
    on: bool = False,
    hidden: bool = False,
    role: str = "",
) -> Column:
    """An amount beside the buckets; one of the other date leads to the rows of that date."""
    named, at = measure or key, asked.against if on else None
    return Column(
        key,
        label,
        Kind.MONEY,
        href=lambda line: asked.rows_url(named, asked.cell(line.values), at),
        currency=asked.visit.currency,
        total=True,
        total_href=_whole(asked, named, (), at),
        sortable=not (on and asked.vast),
        tone=_tone,
        hidden=hidden,
        role=role,
    )


def _whole(asked: Aged, measure: str, cell: Sequence[str] = (), day: date | None = None) -> str:
    """The rows behind a total; those of the rows found by words are not a condition of the book."""
    return "" if asked.visit.request.GET.get("q", "").strip() else asked.rows_url(measure, cell, day)


def _strip(asked: Aged) -> Column:
    """The ageing of the row, drawn."""

    def parts(line: Line) -> list[tuple[str, Decimal, str]]:
        shares = [line.share(place) for place in range(len(line.amounts))]
        return [
            (words.bucket(label, asked.base), amount, rate(share))
            for label, amount, share in zip(asked.labels, line.amounts, shares, strict=True)
        ]

    return Column(
        "strip",
        _("Ageing"),
        value=parts,
        template="aged/strip.html",
        sortable=False,
        exported=False,
        tone=_tone,
        hidden=asked.against is not None or len(asked.labels) > FEW_BUCKETS,
    )


def _tone(line: Line) -> str:
    return "subtotal" if line.subtotal else ""
