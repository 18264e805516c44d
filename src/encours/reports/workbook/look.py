"""Colours, fonts and number formats: the same on every sheet, those of the product's screens."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

INK, SOFT_INK, FAINT_INK = "#141B2B", "#485266", "#5F6A7F"
LINE, SUNKEN, ACCENT, ACCENT_SOFT = "#E4E8EF", "#F2F4F8", "#2553C7", "#C9D8F8"
GOOD, BAD = "#0E7350", "#B0263F"
BAR = "#7196E4"
AGEING = ("#B4C3DC", "#F4CB63", "#F09C4F", "#DF6A42", "#BB3D4A")
SERIES = (ACCENT, "#E0703A", "#2E9E74", "#7A2348", "#8FB8E8")
FONT = "Calibri"


class Kind(StrEnum):
    """What a cell holds: it decides the number format and the side."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    DAYS = "days"
    RATE = "rate"
    INDEX = "index"
    MONTH = "month"
    DAY = "day"
    GROWTH = "growth"  # a change, in percent
    POINTS = "points"  # a change of a rate, in percentage points
    DAYS_CHANGE = "days_change"
    COUNT_CHANGE = "count_change"


LEFT = (Kind.TEXT, Kind.MONTH)
_WHOLE = '#,##0;"−"#,##0;"–"'
_SIGNED = '+{0};"−"{0};{0}'


def number_format(kind: Kind, lang: str) -> str:
    """The spreadsheet's number format; dates are written in the workbook's language whatever that of the reader."""
    percent, locale, day = ("0.0\\ %", "40C", "j") if lang == "fr" else ("0.0%", "409", "d")
    return {
        Kind.TEXT: "@",
        Kind.MONEY: _WHOLE,
        Kind.COUNT: _WHOLE,
        Kind.DAYS: '0.0;"−"0.0;0.0',
        Kind.RATE: percent,
        Kind.INDEX: "0.00",
        Kind.MONTH: f"[$-{locale}]mmm\\ yy",
        Kind.DAY: f"[$-{locale}]dd/mm/yyyy" if lang == "fr" else f"[$-{locale}]d\\ mmm\\ yyyy",
        Kind.GROWTH: _SIGNED.format(percent),
        Kind.POINTS: _SIGNED.format('0.0" pt"'),
        Kind.DAYS_CHANGE: _SIGNED.format(f'0.0" {day}"'),
        Kind.COUNT_CHANGE: _SIGNED.format("#,##0"),
    }[kind]


def short_money(largest: Decimal, currency: str, decimals: int = 1) -> str:
    """The number format that shows money in millions or thousands when it is that large.

    >>> short_money(Decimal(13_712_345), "EUR")
    '#,##0.0,,"\\xa0M€";"−"#,##0.0,,"\\xa0M€"'
    """
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, f"\u00a0{currency}")
    if abs(largest) >= 1_000_000:
        shown = f'#,##0.{"0" * decimals},,"\u00a0M{sign}"'
    elif abs(largest) >= 100_000:
        shown = f'#,##0.0,"\u00a0k{sign}"'
    else:
        shown = f'#,##0"\u00a0{sign.strip()}"'
    return f'{shown};"−"{shown}'


class Look:
    """Formats of one workbook, made once each."""

    def __init__(self, workbook: Any, lang: str) -> None:
        self._workbook, self.lang = workbook, lang
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, kind: Kind = Kind.TEXT, **properties: Any) -> Any:
        """A cell format: of that kind, with more properties (`bold`, `font_color`, `bottom`…)."""
        wanted = {
            "font_name": FONT,
            "font_size": 10,
            "font_color": INK,
            "valign": "vcenter",
            "align": "left" if kind in LEFT else "right",
            **({} if kind is Kind.TEXT else {"num_format": number_format(kind, self.lang)}),
            **properties,
        }
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]

    def heading(self) -> Any:
        return self(font_size=12, bold=True)

    def note(self) -> Any:
        return self(font_size=9, font_color=FAINT_INK)

    def body(self, kind: Kind, **more: Any) -> Any:
        return self(kind, bottom=1, bottom_color=LINE, **more)

    def total(self, kind: Kind) -> Any:
        return self(kind, bold=True, bg_color=SUNKEN, top=1, top_color=SOFT_INK)

    def header(self, kind: Kind, colour: str = "", indent: int = 0) -> Any:
        """A column header; a colour underlines it as in the charts."""
        edge: dict[str, Any] = (
            {"bottom": 5, "bottom_color": colour} if colour else {"bottom": 1, "bottom_color": SOFT_INK}
        )
        return self(
            font_size=9,
            bold=True,
            font_color=SOFT_INK,
            text_wrap=True,
            align="left" if kind in LEFT else "right",
            valign="bottom",
            indent=indent,
            **edge,
        )
