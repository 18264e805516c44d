"""A table as its template draws it: headers, cells, totals, pager, form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from encours.i18n import _
from encours.web import typography
from encours.web.tables.columns import LEAD, MAIN, Column, Kind, Row
from encours.web.tables.frame import Checks
from encours.web.tables.query import FORMATS, SIZES, Asked, Order

ICONS = {"ascending": "arrow-up", "descending": "arrow-down"}
FILES = {"xlsx": "Excel", "csv": "CSV"}
CLASSES = {Kind.WHO: "who", Kind.DATE: "at", Kind.MOMENT: "at"}


@dataclass(frozen=True, slots=True)
class Head:
    """`url` orders by the column: figures and dates the largest first, then the other way round."""

    key: str
    label: str
    css: str
    about: str
    url: str
    sorted: str
    icon: str


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    css: str
    href: str
    second: str
    tone: str
    kind: str
    template: str
    value: Any
    label: str = ""
    role: str = ""

    @property
    def classes(self) -> str:
        """A tag has its tone on itself."""
        tone = "" if self.kind == "tag" else self.tone
        return " ".join(part for part in (self.css, self.role, tone) if part)

    @property
    def said(self) -> SafeString:
        """What a card of a narrow screen says before the cell: its column, where it neither names it nor matters."""
        return mark_safe(f' data-label="{escape(self.label)}"' if self.label and not self.role else "")

    @property
    def drawn(self) -> SafeString:
        """The cell in HTML, where it has no template of its own: a page of rows has hundreds, and a template takes a
        third of the time of the page to draw them."""
        text, second = escape(self.text), escape(self.second)
        inner = f"<b>{text}</b>" if self.kind == "who" else text
        if self.kind == "tag" and text:
            tone = f" {escape(self.tone)}" if self.tone else ""
            inner = f'<span class="tag{tone}">{text}</span>'
        if self.href and text:
            inner = f'<a href="{escape(self.href)}">{inner}</a>'
        if second:
            inner += (
                f"<small>{second}</small>"
                if self.kind == "who"
                else f'<small class="second">{second}</small>'
            )
        css = f' class="{escape(self.classes)}"' if self.classes else ""
        return mark_safe(f"<td{css}{self.said}>{inner}</td>")


@dataclass(frozen=True, slots=True)
class Line:
    """`check` identifies the row to tick, `units` is its amount for the sum of the ticked rows, digits only."""

    row: Row
    cells: list[Cell]
    check: str
    check_label: str
    units: str
    currency: str


@dataclass(frozen=True, slots=True)
class Foot:
    """`span` columns are under the word Total, none when the first one has a total itself."""

    span: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Pager:
    text: str
    before: str
    after: str
    sizes: list[tuple[int, str, bool]]
    needed: bool
    paper: str  # the address of all the rows, where the page has not all of them


@dataclass(frozen=True, slots=True)
class Form:
    """Names and hidden values of the search form and of the column chooser; links to files."""

    search_name: str
    columns_name: str
    kept: list[tuple[str, str]]
    kept_by_columns: list[tuple[str, str]]
    choices: list[tuple[str, str, bool]]
    files: list[tuple[str, str, str]]
    cleared: str
    usual: str


def heads(shown: Sequence[Column], asked: Asked) -> list[Head]:
    roles = _roles(shown, asked.order)
    return [_head(asked, column, roles.get(column.key, "")) for column in shown]


def lines(
    rows: Sequence[Row],
    shown: Sequence[Column],
    checks: Checks | None,
    ticked: Column | None,
    order: Order | None = None,
) -> list[Line]:
    """`ticked` is the column that is added up over the rows that are ticked; `order` that of the rows."""
    roles = _roles(shown, order)
    return [_line(row, shown, checks, ticked, roles) for row in rows]


def _roles(shown: Sequence[Column], order: Order | None) -> dict[str, str]:
    """What names a card and the amount that matters on it, by column: those told so, else the name of the row and the
    amount it is ordered by, or the first that adds up."""
    told = {column.key: column.role for column in shown if column.role}
    money = [column for column in shown if column.kind is Kind.MONEY]
    ordered = [column for column in money if order and column.key == order.key]
    mains = [*ordered, *(column for column in money if column.total), *money]
    leads = [*(column for column in shown if column.kind is Kind.WHO), *shown]
    for role, found in ((LEAD, leads), (MAIN, mains)):
        if role not in told.values() and (free := [one.key for one in found if one.key not in told]):
            told[free[0]] = role
    return told


def foot(shown: Sequence[Column], totals: Mapping[str, Any], count: int) -> Foot | None:
    """The totals of all the rows; None when no column shown has one."""
    first = next((place for place, column in enumerate(shown) if column.total), None)
    if first is None or not count:
        return None
    made = [_total(column, totals) for column in shown[first:]]
    return Foot(first, made)


def pager(asked: Asked, count: int) -> Pager:
    first = (asked.page - 1) * asked.size + 1 if count else 0
    last = min(asked.page * asked.size, count)
    text = _("{0}–{1} of {2}").format(*(typography.count(number) for number in (first, last, count)))
    return Pager(
        text,
        asked.url(page=asked.page - 1) if asked.page > 1 else "",
        asked.url(page=asked.page + 1) if last < count else "",
        [(size, asked.url(size=size), size == asked.size) for size in SIZES],
        count > min(SIZES[0], asked.size),
        asked.url(paper=1) if count > last - first + 1 else "",
    )


def form(
    asked: Asked,
    shown: Sequence[Column],
    columns: Sequence[Column],
    filters: Sequence[str],
    takeable: bool,
) -> Form:
    """What the address holds besides a form's own fields is kept in it; there are no files that may not be taken."""
    chosen = [column.key for column in shown]
    behind = [column for column in columns if column.key not in chosen]
    return Form(
        asked.name("q"),
        asked.name("columns"),
        asked.kept([asked.name("q"), *filters]),
        asked.kept([asked.name("columns")]),
        [(c.key, c.label, True) for c in shown] + [(c.key, c.label, False) for c in behind],
        [(name, FILES[name], asked.url(format=name, page=None)) for name in FORMATS if takeable],
        asked.url(q=None),
        asked.url(columns=None),
    )


def _head(asked: Asked, column: Column, role: str) -> Head:
    order = asked.order
    mine = order is not None and order.key == column.key
    largest_first = column.numeric or column.kind in (Kind.DATE, Kind.MOMENT, Kind.FLAG)
    descending = (order is not None and not order.descending) if mine else largest_first
    way = ("descending" if order and order.descending else "ascending") if mine else ""
    return Head(
        column.key,
        column.label,
        f"{'num' if column.numeric else ''} {role}".strip(),
        column.about,
        asked.url(sort=str(Order(column.key, descending))) if column.sortable else "",
        way,
        ICONS.get(way, ""),
    )


def _line(
    row: Row,
    shown: Sequence[Column],
    checks: Checks | None,
    ticked: Column | None,
    roles: Mapping[str, str],
) -> Line:
    made = [_cell(column, row, roles.get(column.key, "")) for column in shown]
    if checks is None:
        return Line(row, made, "", "", "", "")
    amount = ticked.of(row) if ticked else None
    currency = ticked.currency_of(row) if ticked else ""
    return Line(row, made, checks.value(row), checks.label(row), _plain(amount), currency)


def _cell(column: Column, row: Row, role: str) -> Cell:
    value = column.of(row)
    return Cell(
        text_of(column, value, column.currency_of(row)),
        "num" if column.numeric else CLASSES.get(column.kind, ""),
        column.href(row) if column.href else "",
        (column.second(row) or "") if column.second else "",
        column.tone(row) if column.tone else "",
        column.kind.value,
        column.template,
        value,
        column.label,
        role,
    )


def _total(column: Column, totals: Mapping[str, Any]) -> Cell:
    if not column.total:
        return Cell("", "", "", "", "", Kind.TEXT.value, "", None)
    value = totals.get(column.key)
    currency = column.currency if isinstance(column.currency, str) else ""
    text = text_of(column, value, currency)
    return Cell(text, "num", column.total_href, "", "", column.kind.value, "", value, column.label)


def text_of(column: Column, value: Any, currency: str) -> str:
    """A value as a person reads it, by the kind of its column."""
    if column.unit is not None:
        return typography.shown(value, column.unit, currency, column.style)
    if value is None:
        return ""
    if column.kind is Kind.DATE:
        return typography.day(_as_date(value))
    if column.kind is Kind.MOMENT:
        return typography.moment(value)
    if column.kind is Kind.FLAG:
        return _("yes") if value else ""
    return str(value)


def _as_date(value: date | str) -> date:
    """The rows of a book write their dates 2026-11-20."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _plain(value: Any) -> str:
    return format(Decimal(value), "f") if value is not None else ""
