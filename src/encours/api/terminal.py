"""An answer as a plain table for a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from encours.api import words
from encours.api.arrow import FLAGS
from encours.api.narrow import GAP, fitted, length, short, stacked
from encours.cube import buckets
from encours.i18n import _, counted, language
from encours.indicators.bridge import PARTS
from encours.indicators.record import Unit

MOST_ROWS = 1000
ITEM_AMOUNTS = ("amount", "open")
NAMED = (buckets.NOT_DUE, buckets.UNAPPLIED)  # the others are shown as filters take them: 1-30
PARTS_OF_A_BRIDGE = dict(PARTS)
# The values of the other columns are those of the source, as it writes them.
IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda code: words.inside(words.kind(code)),
    "credit_kind": lambda code: words.inside(words.kind(code)),
    "cause": lambda part: _(PARTS_OF_A_BRIDGE.get(part, part)),
    "due_source": lambda code: words.inside(words.origin(code)),
    "blocking_cause": lambda code: words.standing("blocking_cause", code),
    "reminder_status": lambda code: words.standing("reminder_status", code),
    **dict.fromkeys(FLAGS, lambda said: _("yes") if said == "true" else _("no")),
}
SHORTENED = ("customer_name", "group", "sector", "collector", "salesperson", "due_source", "cause", "bucket")
NARROW = "\u202f"


class Answer(Protocol):
    """What is drawn: rows, their columns, and what each column holds."""

    @property
    def rows(self) -> Sequence[dict[str, Any]]: ...
    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def dimensions(self) -> Sequence[str]: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def units(self) -> Mapping[str, Unit]: ...
    @property
    def currency(self) -> str: ...
    @property
    def lower_bounds(self) -> Collection[tuple[int, str]]: ...
    @property
    def settings(self) -> Mapping[str, str]: ...
    @property
    def notes(self) -> Sequence[str]: ...


def table(result: Answer, width: int = 0) -> str:
    """The rows aligned under their labels, a title above; long answers are cut and say so.

    Given the `width` of a terminal, the date is left to the title and long names are shortened to fit in it; where that
    is not enough each row is told line by line: no amount, date or code is ever cut.
    """
    columns = _worth(result)
    heads, body = drawn(result, columns)
    widths = _widths(heads, body)
    if width and length(widths) > width and _dated_once(result, columns):
        columns, heads, body, widths = columns[1:], heads[1:], [line[1:] for line in body], widths[1:]
    below = [*left_out(result, len(body)), *result.notes]
    if width and length(widths) > width:
        names = [column not in result.units and column in SHORTENED for column in columns]
        narrower = fitted(widths, names, width)
        if narrower is None:
            return "\n".join([*stacked(heads, body, width), *below])
        widths = narrower
    right = [column in result.units for column in columns]
    lines = [
        GAP.join(
            _aligned(short(text, widths[n]), widths[n], right[n]) for n, text in enumerate(line)
        ).rstrip()
        for line in [heads, *body]
    ]
    return "\n".join([lines[0], GAP.join("─" * one for one in widths), *lines[1:], *below])


def drawn(
    result: Answer, columns: Sequence[str] | None = None, most: int = MOST_ROWS
) -> tuple[list[str], list[list[str]]]:
    """The labels of columns, by default those worth showing, and the cells of the first rows."""
    columns = _worth(result) if columns is None else columns
    heads = [result.labels.get(column, words.field(column)) for column in columns]
    rows = result.rows[:most]
    return heads, [
        [_cell(result, number, row, column) for column in columns] for number, row in enumerate(rows)
    ]


def at_right(result: Answer) -> list[bool]:
    """Which of the columns worth showing hold figures."""
    return [column in result.units for column in _worth(result)]


def _worth(result: Answer) -> list[str]:
    """The columns that say something in one row at least."""
    rows = result.rows[:MOST_ROWS]
    return [
        c
        for c in result.columns
        if c in result.dimensions[:1]
        or c in result.labels
        or any(row[c] not in (None, False) for row in rows)
    ]


def _dated_once(result: Answer, columns: Sequence[str]) -> bool:
    """Whether the first of several columns says one date over and over."""
    dates = {row["as_of"] for row in result.rows[:MOST_ROWS]} if columns[:1] == ["as_of"] else set()
    return len(columns) > 1 and len(dates) == 1


def _widths(heads: Sequence[str], body: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(line[n]) for line in [heads, *body]) for n in range(len(heads))]


def left_out(result: Answer, shown: int) -> list[str]:
    """How many rows more there are, when there are."""
    more = len(result.rows) - shown
    return [counted("… {0} more row", "… {0} more rows", more).format(more)] if more else []


def _cell(result: Answer, number: int, row: dict[str, Any], column: str) -> str:
    """The amounts of an item are in its own currency, the figures in that of the answer."""
    own = column in ITEM_AMOUNTS and "currency" in row
    if column == "bucket" and row[column] in NAMED:
        return words.inside(words.bucket(row[column], result.settings.get("base_date", "due")))
    if isinstance(row[column], str) and column in IN_WORDS:
        return IN_WORDS[column](row[column])
    if isinstance(row[column], bool):
        return _("yes") if row[column] else _("no")
    currency = row["currency"] if own else result.currency
    return shown(row[column], result.units.get(column), currency, (number, column) in result.lower_bounds)


def shown(value: Any, unit: Unit | None, currency: str = "", lower_bound: bool = False) -> str:
    """A value as a person reads it, in the language of the moment; "n.c." where the figure makes no sense."""
    if value is None:
        return _("n.c.") if unit else ""
    if unit is None:
        return str(value)
    text = {
        Unit.MONEY: lambda: f"{_number(Decimal(value), 2)} {currency}".rstrip(),
        Unit.DAYS: lambda: _number(Decimal(value), 1) + " " + _("d"),
        Unit.RATE: lambda: f"{_number(Decimal(value) * 100, 1)} %",
        Unit.PERCENT: lambda: f"{_number(Decimal(value), 1)} %",
        Unit.INDEX: lambda: _number(Decimal(value), 2 if abs(value) >= 1 else 3),
        Unit.COUNT: lambda: _number(Decimal(value), 0),
    }[unit]()
    return f"≥ {text}" if lower_bound else text


def _number(value: Decimal, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    if language() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return text.replace("-", "−")


def _aligned(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)
