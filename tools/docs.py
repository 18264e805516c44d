"""Write the pages of docs/ that the code knows best: the tables of the book, the indicators, the commands."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from encours.book.columns import Column, Table, Type
from encours.book.records import TABLES
from encours.cli import main as command_line
from encours.cube import dimensions, measures
from encours.importers.catalogue import BUILT_IN
from encours.indicators.catalogue import CATALOGUE
from encours.indicators.record import Indicator, Parameter, Unit

DOCS = Path(__file__).parent.parent / "docs"

BOOK = """\
<!-- Written by `make docs` from the code: change it there. -->

# The book: the interchange format

A book is a folder with one file per table: CSV (UTF-8, comma, header line, ISO dates, decimal
point, empty for unknown) or Parquet with the same columns. `encours export` writes it and `encours
import` reads it back without loss. Columns may stand in any order; a column that is not listed here
is kept as a custom field, by which figures can be split and filtered.

The key says which row of the book a line is: importing the same file twice changes nothing,
importing a changed one updates those rows and reports the difference. Columns in **bold** must be
filled in.
"""
INDICATORS = """\
<!-- Written by `make docs` from the code: change it there. -->

# Indicators

The name is the same in `encours show`, in Python and in exports. A parameter is set with `--set
name=value`. A figure that makes no sense (a zero denominator, say) has no value: it is shown `n.c.`
and is `null` in JSON. For a group, numerators and denominators are added first: ratios are never
averaged.
"""
MEASURES = """\
<!-- Written by `make docs` from the code: change it there. -->

# Measures and dimensions

A measure is an exact sum. It can be shown by itself, split by any dimension (`--by`) and filtered by
any (`--where`); the rows behind it add up to it (`encours rows`). Indicators are made of measures.
"""
IMPORTERS = """\
<!-- Written by `make docs` from the code: change it there. -->

# Formats read

`encours import` recognises the format by the content of the file; `--format NAME` chooses it. Other
packages can add theirs: see [the contract](../src/encours/importers/contract.py).
"""
COMMANDS = """\
<!-- Written by `make docs` from the code: change it there. -->

# Commands
"""
TYPES = {
    Type.TEXT: "text",
    Type.DATE: "date, `2025-06-30`",
    Type.MOMENT: "instant, `2025-06-30T09:15:00`, UTC unless it says otherwise",
    Type.MONEY: "exact amount, up to five decimals",
    Type.NUMBER: "exact number, up to nine decimals",
    Type.WHOLE: "whole number",
    Type.FLAG: "`true` or `false`; empty is false",
}
UNITS = {
    Unit.MONEY: "money, in the reporting currency",
    Unit.DAYS: "days",
    Unit.RATE: "share between 0 and 1, shown in %",
    Unit.PERCENT: "per cent",
    Unit.COUNT: "count",
    Unit.INDEX: "index",
}


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


def book_page() -> str:
    return "\n".join([BOOK, *(line for table in TABLES for line in table_section(table))])


def indicators_page() -> str:
    index = [(f"[`{i.name}`](#{i.name})", i.label, i.unit.value) for i in CATALOGUE]
    sections = (line for indicator in CATALOGUE for line in indicator_section(indicator))
    return "\n".join([INDICATORS, *table_of(("Name", "Indicator", "Unit"), index), *sections])


def measures_page() -> str:
    sums = [(f"`{m.name}`", m.label, m.definition) for m in measures.CATALOGUE if m.published]
    ways = [(f"`{d.name}`", d.label) for d in dimensions.CATALOGUE]
    custom = "A custom field of the customers or of the items is a dimension too, under its own name.\n"
    return "\n".join(
        [
            f"{MEASURES}\n## Measures\n",
            *table_of(("Name", "Measure", "Adds up"), sums),
            "## Dimensions\n",
            *table_of(("Name", "Dimension"), ways),
            custom,
        ]
    )


def importers_page() -> str:
    formats = [(f"`{importer.name}`", importer.about) for importer in BUILT_IN]
    return "\n".join([IMPORTERS, *table_of(("Name", "Reads"), formats)])


def commands_page() -> str:
    root = click.Context(command_line, info_name="encours")
    sections = (line for name in command_line.list_commands(root) for line in command_section(root, name))
    options = table_of(("Option", "Meaning"), option_rows(root))
    return "\n".join([COMMANDS, about(command_line), "", *options, *sections])


def table_section(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`\n"
    yield f"{table.about}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    yield from table_of(("Column", "Holds", "Meaning"), [column_row(column) for column in table.columns])


def column_row(column: Column) -> tuple[str, str, str]:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    return name, TYPES[column.type], column.about


def indicator_section(indicator: Indicator) -> Iterator[str]:
    yield f"## {indicator.name}\n"
    yield f"**{indicator.label}**. {indicator.definition}\n"
    yield f"- Formula: {indicator.formula}"
    yield f"- Unit: {UNITS[indicator.unit]}"
    yield f"- Source: {indicator.source}"
    if indicator.main_parameter:
        default = indicator.defaults()[indicator.main_parameter]
        yield f"- `{indicator.main_parameter}` may follow the name: `{indicator.name}:{default}`"
    yield ""
    parameters = [parameter_row(parameter) for parameter in indicator.parameters]
    yield from table_of(("Parameter", "Default", "Choices", "Meaning"), parameters)


def parameter_row(parameter: Parameter) -> tuple[str, ...]:
    choices = ", ".join(f"`{choice}`" for choice in parameter.choices) or "any"
    return f"`{parameter.name}`", f"`{parameter.default}`", choices, parameter.about


def command_section(root: click.Context, name: str) -> Iterator[str]:
    command = command_line.get_command(root, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=root)
    yield f"## encours {name}\n"
    yield f"```\n{' '.join(['encours', name, *command.collect_usage_pieces(context)])}\n```\n"
    yield f"{about(command)}\n"
    yield from table_of(("Option", "Meaning"), option_rows(context))


def about(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").replace("\b\n", "").split("\f")[0].rstrip()


def option_rows(context: click.Context) -> list[tuple[str, str]]:
    options = [p for p in context.command.params if isinstance(p, click.Option) and not p.hidden]
    return [(f"`{spelling(option, context)}`", option.help or "") for option in options]


def spelling(option: click.Option, context: click.Context) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(context)}"


def table_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, and nothing at all when it has no row."""
    for row in (header, ["---"] * len(header), *rows) if rows else ():
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    if rows:
        yield ""


PAGES: dict[str, Callable[[], str]] = {
    "book.md": book_page,
    "importers.md": importers_page,
    "measures.md": measures_page,
    "indicators.md": indicators_page,
    "cli.md": commands_page,
}

if __name__ == "__main__":
    sys.exit(main())
