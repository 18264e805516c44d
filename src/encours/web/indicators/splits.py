"""A figure split by any dimension: its two sides, its value, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from encours.api import words
from encours.api.entities import dimension_values
from encours.api.words import inside
from encours.cube.dimensions import BY_NAME as DIMENSIONS
from encours.cube.dimensions import SPLITTING
from encours.cube.filters import equals
from encours.cube.periods import window
from encours.errors import EncoursError
from encours.i18n import _
from encours.indicators.record import Better, Need, Shape, Unit, When
from encours.web.charts.plot import Plot
from encours.web.charts.record import Chart
from encours.web.charts.specs import hbars
from encours.web.filters import conditions
from encours.web.indicators import fractions
from encours.web.indicators.explanation import PRODUCTS, product_unit, rows_href
from encours.web.indicators.fractions import ABOVE, BELOW, Fraction
from encours.web.indicators.over_time import kept
from encours.web.indicators.subject import Subject
from encours.web.labels import fields
from encours.web.tables import Column, Frame, Kind, Row, Table, of_rows
from encours.web.visit.visit import Visit

KEY = "split"
CHARTED = 12
MANY_ACCOUNTS = 5_000
MOST = 500  # cells of a large book: those who owe most
ACCOUNT = ("entity", "customer", "customer_name")


def dimensions(subject: Subject) -> list[tuple[str, str]]:
    """What a figure may be split by; one row for each item is what the page of rows is for."""
    known = [(one.name, _(one.label)) for one in SPLITTING if one.name != subject.name]
    return known + [(name, words.field(name)) for name in subject.visit.book.about.custom]


def chosen(subject: Subject) -> str:
    """The dimension of the address; entities otherwise."""
    asked = str(subject.visit.request.GET.get(KEY, ""))
    return asked if asked in dict(dimensions(subject)) else "entity"


def split(subject: Subject) -> dict[str, Any]:
    """The card: a table, and a chart of its first lines. What cannot be split so says why."""
    by = chosen(subject)
    said = {
        "by": by,
        "by_label": inside(dict(dimensions(subject))[by]),
        "ways": dimensions(subject),
        "kept": [pair for pair in kept(subject, KEY) if not pair[0].startswith(f"{KEY}-")],
    }
    try:
        rows = split_rows(subject, by)
    except EncoursError as error:
        return {**said, "problem": str(error)}
    limited = _limited(subject, by)
    table = split_table(subject, by, rows)
    return {**said, "table": table, "chart": _chart(subject, rows), "limited": MOST if limited else 0}


def split_table(subject: Subject, by: str, rows: Sequence[Row]) -> Table:
    """The whole split as a table, which is also what its files hold."""
    label = dict(dimensions(subject))[by]
    frame = Frame(
        title=_("{0} by {1}").format(subject.label, inside(label)),
        about=conditions.told(subject.where, subject.visit.book.about.custom),
        sort="value" if subject.of.better is Better.UP else "-value",
        size=25,
        prefix=KEY,
    )
    return of_rows(subject.visit.request, KEY, _columns(subject, label), rows, frame)


def split_rows(subject: Subject, by: str) -> list[dict[str, Any]]:
    """A line for each value of the dimension: its name, the sides, the value, and where each leads."""
    cells = list(ACCOUNT) if by == "customer" else [by]
    wanted = subject.fraction
    also = fractions.sides(wanted)
    where = _largest(subject, by, cells) if _limited(subject, by) else []
    result = subject.ask(*also, also=also, by=cells, where=where)
    names = entity_names(subject.visit) if by == "entity" else {}
    return [
        _line(subject, by, row, wanted, (n, subject.key) in result.lower_bounds, names)
        for n, row in enumerate(result.rows)
    ]


def entity_names(visit: Visit) -> dict[str, str]:
    """The name of each entity of the scope, its code where it has none."""
    return {one.value: one.label or one.value for one in dimension_values(visit.book, "entity", MOST)}


def _limited(subject: Subject, by: str) -> bool:
    many = by in DIMENSIONS and DIMENSIONS[by].many
    return many and subject.visit.book.about.customers > MANY_ACCOUNTS


def _largest(subject: Subject, by: str, cells: Sequence[str]) -> list[str]:
    visit = subject.visit
    found = visit.ranked("gross", by=cells, order="-gross", limit=MOST, where=subject.where)
    return [equals(by, *dict.fromkeys(row[by] for row in found.rows))]


def _line(
    subject: Subject,
    by: str,
    row: Mapping[str, Any],
    wanted: Fraction | None,
    least: bool,
    names: Mapping[str, str],
) -> dict[str, Any]:
    conditions = _conditions(by, row)
    value = row[subject.key]
    return {
        "name": _name(by, row, names),
        "code": _code(by, row, names),
        "above": row.get(ABOVE),
        "below": row.get(BELOW),
        "value": value,
        "least": least,
        "href": subject.url(where=[*subject.where, *conditions]),
        "above_href": _side_href(subject, 0, conditions) if wanted else "",
        "below_href": _side_href(subject, -1, conditions) if wanted else "",
        "rows_href": _rows_href(subject, conditions),
    }


def _conditions(by: str, row: Mapping[str, Any]) -> list[str]:
    fields = ("entity", "customer") if by == "customer" else (by,)
    return [equals(field, row[field]) for field in fields]


def _code(by: str, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if by == "customer":
        return f"{row['entity']} · {row['customer']}"
    return str(row[by]) if names.get(row[by], row[by]) != row[by] else ""


def _name(by: str, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if by == "customer":
        return str(row["customer_name"] or row["customer"])
    value = row[by]
    if value in (None, ""):
        return _("Without {0}").format(inside(words.field(by)))
    return names.get(value) or fields.value(by, str(value))


def _side_href(subject: Subject, place: int, conditions: list[str]) -> str:
    """The rows of the measure a side is; a side made of several has no list of its own."""
    needs = subject.of.needs(subject.settings)
    return rows_href(subject, needs[place], conditions) if len(needs) == 2 else ""


def _rows_href(subject: Subject, conditions: list[str]) -> str:
    if subject.of.shape is not Shape.ROWS:
        return ""
    return rows_href(subject, Need(subject.name, _moment(subject)), conditions)


def _moment(subject: Subject) -> When:
    return When.WINDOW if subject.period else When.END


def _columns(subject: Subject, label: str) -> list[Column]:
    first = Column(
        "name",
        label,
        Kind.WHO,
        href=lambda row: row["href"],
        second=lambda row: row["code"],
        second_label=_("Code"),
    )
    wanted = subject.fraction
    sides = [_side(subject, wanted, "above"), _side(subject, wanted, "below")] if wanted else []
    value = Column(
        "value",
        subject.label,
        Kind(subject.unit.value),
        currency=subject.currency,
        href=lambda row: row["rows_href"] or row["href"],
        total=_whole(subject, wanted),
        template="indicators/value.html",
    )
    return [first, *sides, value]


def _side(subject: Subject, wanted: Fraction, which: str) -> Column:
    kind = wanted.above_kind if which == "above" else wanted.below_kind
    of_amounts = kind in PRODUCTS
    currency = subject.visit.currency
    return Column(
        which,
        _("Numerator") if which == "above" else _("Denominator"),
        Kind.MONEY if of_amounts else Kind(kind),
        currency=product_unit(kind, currency) if of_amounts else currency if kind == Unit.MONEY else "",
        href=lambda row: row[f"{which}_href"],
        total=(of_amounts or kind in (Unit.MONEY, Unit.COUNT)) and _adds_up(subject),
    )


def _adds_up(subject: Subject) -> bool:
    """The sides of one's own formula may be products, and the largest of all are not those of each part: their sums
    would say nothing."""
    return not subject.is_own and subject.of.shape is Shape.SUMS


def _whole(subject: Subject, wanted: Fraction | None) -> Any:
    if subject.of.shape is Shape.ROWS:
        return True
    if wanted is None or not _adds_up(subject):
        return False
    factor = wanted.times.factor(_window_days(subject))

    def total(rows: Sequence[Row]) -> Decimal | None:
        above = sum((row["above"] or Decimal(0) for row in rows), Decimal(0))
        below = sum((row["below"] or Decimal(0) for row in rows), Decimal(0))
        return above * factor / below if below > 0 else None

    return total


def _window_days(subject: Subject) -> int:
    return window(subject.visit.day, subject.period).days if subject.period else 0


def _chart(subject: Subject, rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The first lines of the table as it opens."""
    known = [row for row in rows if row["value"] is not None]
    known.sort(key=lambda row: row["value"], reverse=subject.of.better is not Better.UP)
    known = known[:CHARTED]
    names = Counter(row["name"] for row in known)
    shown = [
        {"name": row["name"] if names[row["name"]] == 1 else f"{row['name']} · {row['code']}", **_drawn(row)}
        for row in known
    ]
    if not shown:
        return None
    labels = {"name": "", "value": subject.label}
    plot = Plot(shown, "name", "value", unit=subject.unit, currency=subject.currency, labels=labels)
    return hbars(plot)


def _drawn(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"value": row["value"], "href": row["href"], "lower_bound": row["least"]}
