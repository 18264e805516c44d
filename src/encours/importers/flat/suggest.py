"""A mapping written from what was recognised, for a person to check, correct and keep."""

from __future__ import annotations

from pathlib import Path

from encours.book.reading import Options
from encours.errors import DataError
from encours.importers.fields import AMOUNTS, DATES, FIELDS
from encours.importers.flat.amounts import decide_marks
from encours.importers.flat.columns import custom_columns, settle
from encours.importers.flat.dates import bare_dates, decide_orders
from encours.importers.flat.no_receivables import left_out_as
from encours.importers.flat.standing_words import standing_of
from encours.importers.flat.type_words import kind_of
from encours.importers.headers import french
from encours.importers.mapping import NO_RECEIVABLE, FlatMapping
from encours.importers.tabular import Grid, Layout, find_layout, read_grid
from encours.said import _

_MOST_KINDS = 40


def suggestion(path: Path, mapping: FlatMapping, options: Options) -> str:
    """TOML text that reads the file as recognition would, with comments on what is left to decide."""
    layout = find_layout(path, mapping)
    grid = read_grid(layout)
    layout, _notes = settle(layout, grid, mapping)
    parts = [
        _place(layout, mapping),
        _habits(layout, grid, mapping, options),
        _columns(layout),
        _constants(layout, mapping, options),
        _kinds(layout, grid, mapping),
        _statuses(layout, grid, mapping),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def quoted(text: str) -> str:
    r"""A TOML string.

    >>> print(quoted('Réf. "A"'))
    "Réf. \"A\""
    """
    escapes = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in text) + '"'


def _place(layout: Layout, mapping: FlatMapping) -> list[str]:
    lines = ["# " + _("Mapping of {file}, for encours import --map").format(file=layout.path.name)]
    lines.append(f"header_row = {layout.line}")
    if layout.sheet:
        lines.append(f"sheet = {quoted(layout.sheet)}")
    else:
        lines.append(f"separator = {quoted(layout.separator)}")
        if mapping.encoding:
            lines.append(f"encoding = {quoted(mapping.encoding)}")
        else:
            lines.append(f"# encoding = {quoted(layout.encoding)}")
    if mapping.quote != '"':
        lines.append(f"quote = {quoted(mapping.quote)}")
    return lines


def _habits(layout: Layout, grid: Grid, mapping: FlatMapping, options: Options) -> list[str]:
    """The decimal mark and the order of dates when the file shows one; a question when it does not."""
    default = "," if layout.separator == ";" or french(layout.headers) else "."
    amounts = {layout.headers[i]: grid.columns[i] for n, i in layout.fields.items() if n in AMOUNTS}
    dates = {layout.headers[i]: bare_dates(grid.columns[i]) for n, i in layout.fields.items() if n in DATES}
    lines = []
    try:
        marks = set(decide_marks(amounts, default, mapping.decimal).values())
        lines += [f"decimal = {quoted(mark)}" for mark in marks] if len(marks) == 1 else []
    except DataError as error:
        lines += [f"# {error}", '# decimal = ","']
    try:
        orders = set(decide_orders(dates, options.date_order or mapping.date_order).values()) - {"ymd"}
        lines += [f"date_order = {quoted(order)}" for order in orders] if len(orders) == 1 else []
    except DataError as error:
        lines += [f"# {error}", '# date_order = "dmy"']
    return lines


def _columns(layout: Layout) -> list[str]:
    lines = ["", "[columns]"]
    for name in FIELDS:
        if name in layout.fields:
            lines.append(f"{name} = {quoted(layout.headers[layout.fields[name]])}")
    kept = custom_columns(layout, (), frozenset())
    if kept:
        lines.append(
            "# " + _("Columns kept under their own name; ignore them with ignore = [...] at the top:")
        )
        lines += [f"#   {quoted(name)}" for name in kept]
    missing = [name for name in FIELDS if name not in layout.fields]
    lines.append("# " + _("Fields not found:") + " " + ", ".join(missing))
    return lines


def _constants(layout: Layout, mapping: FlatMapping, options: Options) -> list[str]:
    given = dict(mapping.constants)
    given |= {"entity": options.entity} if options.entity else {}
    given |= {"currency": options.currency} if options.currency else {}
    lines = ["", "[constants]", *(f"{name} = {quoted(value)}" for name, value in given.items())]
    absent = {"entity": "FR01", "currency": "EUR"}
    lines += [
        f"# {name} = {quoted(example)}"
        for name, example in absent.items()
        if name not in given and name not in layout.fields
    ]
    return lines


def _statuses(layout: Layout, grid: Grid, mapping: FlatMapping) -> list[str]:
    """The words of the status columns and what each stands for; the unknown ones are left to fill."""
    names = [name for name in ("status", "payment_status") if name in layout.fields]
    words = {
        word
        for name in names
        for word in grid.columns[layout.fields[name]].text.unique().drop_null().to_pylist()
    }
    if not words:
        return []
    lines = ["", "[statuses]"]
    for word in sorted(words)[:_MOST_KINDS]:
        said = "" if word in mapping.statuses else "# "
        lines.append(f"{said}{quoted(word)} = {quoted(standing_of(word, mapping.statuses) or '?')}")
    return lines


def _kinds(layout: Layout, grid: Grid, mapping: FlatMapping) -> list[str]:
    """The types of the file and what each is; the unknown ones are left to fill."""
    if "kind" not in layout.fields:
        return []
    types = sorted(grid.columns[layout.fields["kind"]].text.unique().drop_null().to_pylist())
    lines = ["", "[kinds]"]
    for text in types[:_MOST_KINDS]:
        kind = NO_RECEIVABLE if left_out_as(text, mapping) else kind_of(text, mapping.kinds)
        if text in mapping.kinds or text in mapping.not_owed:
            lines.append(f"{quoted(text)} = {quoted(str(kind))}")
        else:
            lines.append(f"# {quoted(text)} = {quoted(kind or '?')}")
    return lines
