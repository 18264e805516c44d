"""Figures above a list of records; each leads to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from encours.cube.figure import tone
from encours.errors import DataError
from encours.i18n import _
from encours.indicators.catalogue import BY_NAME as INDICATORS
from encours.web import typography
from encours.web.records.amounts import Amounts
from encours.web.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Tile:
    """`delta` is the change since the month-end before, with its tone; `why_not` says why there is no value."""

    label: str
    value: str
    unit: str
    href: str
    sub: str
    delta: str = ""
    tone: str = ""
    why_not: str = ""


def money_tile(visit: Visit, label: str, amount: Decimal, amounts: Amounts, href: str, sub: str) -> Tile:
    """An amount in the currency of the page, unless a rate lacks."""
    known = None if amounts.why_not else amount
    shown = typography.number_and_unit(typography.money(known, visit.currency, "short"))
    return Tile(label, *shown, href, sub, why_not=amounts.why_not)


def indicator_tile(visit: Visit, name: str, over: str, href: str, sub: str) -> Tile:
    """An indicator over a period. Each is asked alone: one that lacks a rate of exchange takes nothing from another."""
    indicator = INDICATORS[name]
    try:
        values = visit.show(name, history=2, window=over)[name]
    except DataError as error:
        unknown = typography.number_and_unit(typography.shown(None, indicator.unit))
        return Tile(_(indicator.label), *unknown, href, sub, why_not=str(error))
    before, now = values[0], values[-1]
    shown, unit = typography.number_and_unit(typography.shown(now, indicator.unit))
    delta = typography.changed(now, before, indicator.unit)
    way = "flat" if now is None or before is None else tone(indicator.better, now - before)
    return Tile(_(indicator.label), shown, unit, href, sub, delta, way)
