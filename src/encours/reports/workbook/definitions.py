"""The last sheet: the data, the rates, the controls, and what every figure means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname

import encours
from encours.api.words import CLOCKS
from encours.cube.measures import measure
from encours.cube.since import Since
from encours.i18n import mark
from encours.indicators.catalogue import indicator
from encours.indicators.record import Indicator
from encours.reports.workbook.asked import INDICATORS, MONTHS
from encours.reports.workbook.look import BAD, GOOD, SOFT_INK, Kind
from encours.reports.workbook.page import FIRST_ROW, Page
from encours.reports.workbook.report import Report
from encours.reports.workbook.table import Column, draw

WIDTHS = (1.5, 27, 20, 42, 38, 42, 24)
LINE_POINTS, LETTERS = 12.5, 1.15  # of a line of small text: its height, its letters for one of width
MEASURES = (
    "gross",
    "unapplied",
    "net",
    "overdue",
    "not_due",
    "disputed",
    "sales",
    "receipts",
    "credit_notes",
    "item_count",
)
TITLES = (
    mark("Figure"),
    mark("Identifier"),
    mark("Definition"),
    mark("Formula"),
    mark("Parameters"),
    mark("Source"),
)


def write(report: Report) -> None:
    """Fill the sheet."""
    say = report.say
    page = Page(report, say(mark("Definitions")), say(mark("Definitions and data date")), WIDTHS)
    row = page.keep(FIRST_ROW, _data(page, FIRST_ROW) + 1)
    row = page.keep(row, _rates(page, row) + 1)
    row = page.keep(row, _ties(page, row) + 1)
    _words(page, row)


def _data(page: Page, row: int) -> int:
    report, say = page.report, page.report.say
    asked = report.asked
    row = page.heading(row, say(mark("Data")))
    facts = (
        (mark("Position date"), say.day(asked.day)),
        (mark("Newest data in the book"), say.day(asked.book.data_date)),
        (mark("Version of the book (import number)"), str(asked.book.version)),
        (mark("Reporting currency"), asked.currency),
        (mark("Currencies of the items"), ", ".join(asked.book.currencies)),
        (mark("History"), say(mark("{0} dates out of {1}")).format(len(asked.dates), MONTHS)),
        *((mark("Known since"), _since(report, one)) for one in asked.book.known_since if one.said),
        (mark("Made by"), f"Encours {encours.__version__}"),
    )
    for name, value in facts:
        page.sheet.write_string(row, 1, say(name), report.look.body(Kind.TEXT, font_color=SOFT_INK))
        page.sheet.write_string(row, 2, value, report.look.body(Kind.TEXT, bold=True))
        row += 1
    return row


def _since(report: Report, one: Since) -> str:
    """Of an entity: what is known, each from its day on."""
    say, days = report.say, one.as_data()
    told = (f"{say(word)} {say.day(days[clock]) if days[clock] else '–'}" for clock, word in CLOCKS.items())
    return f"{one.entity}: {', '.join(told)}"


def _rates(page: Page, row: int) -> int:
    say, asked = page.report.say, page.report.asked
    row = page.heading(row, say(mark("Rates used for the balances")))
    foreign = [currency for currency in asked.book.currencies if currency != asked.currency]
    if not foreign:
        return page.note(row, say(mark("Every item is in {0}: no rate is used.")).format(asked.currency))
    note = say(mark("Units of the currency for 1 {0}; flows use the rate of their own date."))
    row = page.note(row, note.format(asked.currency))
    days = (asked.day, asked.before, asked.year_before)
    converter = asked.book.converter(asked.currency)
    columns = [Column("label", say(mark("Currency")), Kind.TEXT)]
    columns += [Column(f"at{rank}", say.day(day), Kind.INDEX) for rank, day in enumerate(days)]
    rows: list[dict[str, Any]] = []
    for currency in foreign:
        factors = [converter.factor(currency, day) for day in days]
        rates = {f"at{rank}": 1 / factor if factor else None for rank, factor in enumerate(factors)}
        rows.append({"label": currency, **rates, "look": {"num_format": "0.0000"}})
    return draw(page, row, columns, rows).after


def _ties(page: Page, row: int) -> int:
    """Every control of the workbook by its cell, so that one look is enough."""
    report, say = page.report, page.report.say
    row = page.heading(row, say(mark("Controls")))
    for tie in report.ties:
        name = quote_sheetname(tie.sheet)
        look = report.look.body(Kind.TEXT, font_color=GOOD if tie.holds else BAD)
        page.sheet.write_url(row, 1, f"internal:{name}!{tie.cell}", report.look.body(Kind.TEXT), tie.sheet)
        page.sheet.write_formula(
            row, 2, f"={name}!{tie.cell}", look, ("✓ " if tie.holds else "✗ ") + tie.about
        )
        row += 1
    report.controls = page.span(row - len(report.ties), 2, row - 1, 2)
    return row


def _words(page: Page, row: int) -> None:
    say = page.report.say
    row = page.heading(row, say(mark("Definitions")))
    columns = [Column(f"c{rank}", say(title), Kind.TEXT) for rank, title in enumerate(TITLES)]
    wrapped = {"text_wrap": True, "valign": "top", "font_size": 9}
    rows = [
        {**{f"c{rank}": text for rank, text in enumerate(texts)}, "look": wrapped}
        for texts in _entries(page.report)
    ]
    table = draw(page, row, columns, rows)
    page.keep(row - 1, row + 1)
    for rank, texts in enumerate(_entries(page.report), table.first):
        page.height(rank, LINE_POINTS * _lines(texts) + 4)
        page.keep(rank, rank + 1)


def _lines(texts: Sequence[str]) -> int:
    """Lines the longest of these texts takes in its column: some programs do not find it by themselves."""
    return max(
        sum(max(1, -(-len(line) // int(width * LETTERS))) for line in text.split("\n"))
        for text, width in zip(texts, WIDTHS[1:], strict=True)
    )


def _entries(report: Report) -> Iterator[tuple[str, ...]]:
    say = report.say
    for name in MEASURES:
        of = measure(name)
        yield say(of.label), name, say(of.definition), say(mark("exact sum of the ledger")), "", ""
    for name in dict.fromkeys(full.partition(":")[0] for full in INDICATORS):
        one = indicator(name)
        yield (
            say(one.label),
            name,
            say(one.definition),
            say(one.formula),
            _parameters(report, one),
            say(one.source),
        )


def _parameters(report: Report, one: Indicator) -> str:
    """Each choice with its value here."""
    say = report.say
    used = {"k": "0, 1, 5"}
    return "\n".join(
        f"{parameter.name} = {used.get(parameter.name, parameter.default)} ({say(parameter.about)})"
        for parameter in one.parameters
    )
