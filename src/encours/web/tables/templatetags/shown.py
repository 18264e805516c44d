"""Figures and dates in templates, as a person reads them.

Filters: `{{ amount|money:"EUR" }}` (also `short_money`, `cents`), `{{ share|rate }}`, `percent`, `days`, `count`,
`index`, `{{ date|day }}` (also `short_day`, `long_day`), `moment`, `month`, `week`. Tags: `{% shown value unit currency
%}` and `{% signed value unit currency %}`, which also take a style.
"""

from __future__ import annotations

from datetime import date

from django import template

from encours.indicators.record import Unit
from encours.web import typography
from encours.web.typography import Number

register = template.Library()

for _name in ("rate", "percent", "days", "count", "index", "day", "month", "week"):
    register.filter(_name, getattr(typography, _name))
register.filter("moment", typography.moment, expects_localtime=True)


@register.filter
def money(value: Number | None, currency: str = "") -> str:
    return typography.money(value, currency)


@register.filter
def short_money(value: Number | None, currency: str = "") -> str:
    return typography.money(value, currency, "short")


@register.filter
def cents(value: Number | None, currency: str = "") -> str:
    return typography.money(value, currency, "cents")


@register.filter
def short_day(value: date | None) -> str:
    return typography.day(value, "medium")


@register.filter
def long_day(value: date | None) -> str:
    return typography.day(value, "long")


@register.simple_tag
def shown(value: Number | None, unit: str = "", currency: str = "", style: str = "full") -> str:
    """A figure by its unit (`money`, `rate`, `days`…)."""
    return typography.shown(value, Unit(unit) if unit else None, currency, style)


@register.simple_tag
def signed(value: Number | None, unit: str, currency: str = "", style: str = "full") -> str:
    """A difference with its sign."""
    return typography.signed(value, Unit(unit), currency, style)
