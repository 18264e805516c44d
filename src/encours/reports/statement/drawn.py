"""A statement as the page is given it: every word and figure written out, in the language of the customer.

Rows come in groups that no page break divides: a heading with what follows it, a total with what stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from encours.api import words
from encours.i18n import _, speaking
from encours.reports.statement.bank import grouped
from encours.reports.statement.content import Line, Part, Statement, sum_of
from encours.reports.statement.said import amount, day

TOGETHER = 2  # rows that stay with a heading, and with a total
MOST_ACROSS = 6  # buckets side by side
Row = dict[str, Any]


def drawn(statement: Statement) -> dict[str, Any]:
    """What the layout prints, as JSON can say it."""
    with speaking(statement.language):
        return {
            "language": statement.language,
            "title": _("Statement of account"),
            "dated": _("As of {0}").format(day(statement.day)),
            "page": _("Page"),
            "head": _head(statement),
            "customer": [statement.name, *statement.address],
            "code": _("Customer code: {0}").format(statement.customer),
            "columns": columns(),
            "parts": [_part(part, len(statement.parts) > 1) for part in statement.parts],
            "nothing": "" if statement.parts else _("Nothing is open on this account at this date."),
            "ageing": _ageing(statement),
            "bank": bank(statement),
        }


def _head(statement: Statement) -> dict[str, Any]:
    head = statement.head
    return {
        "name": head.name,
        "address": _lines(head.address),
        "legal": _lines(head.legal),
        "logo": list(head.logo),
        "logo_kind": head.logo_kind,
    }


def columns() -> list[str]:
    return [
        _("Document"),
        _("Date"),
        _("Due date"),
        _("Reference"),
        _("Original amount"),
        _("Still open"),
        _("Days late"),
    ]


def _part(part: Part, several: bool) -> dict[str, Any]:
    told = sections(part)
    groups: list[list[Row]] = []
    for title, lines in told:
        groups += _section(title, lines, part.currency, totalled=len(told) > 1)
    groups[-1].append(_row("total", balance(part), amount(part.total, part.currency)))
    if part.overdue:
        groups[-1].append(_row("subtotal", overdue(), amount(part.overdue, part.currency)))
    return {"title": _("In {0}").format(part.currency) if several else "", "groups": groups}


def sections(part: Part) -> list[tuple[str, tuple[Line, ...]]]:
    """What is owed, the credits, the money received, each under its words; those without an item are left out."""
    told = [
        (_("Invoices and amounts due"), part.owed),
        (_("Credit notes and other credits"), part.credits),
        (_("Payments received, not yet matched"), part.cash),
    ]
    return [(title, lines) for title, lines in told if lines]


def _section(title: str, lines: Sequence[Line], currency: str, totalled: bool) -> list[list[Row]]:
    """The first rows stand with the heading, the last ones with the total; of a few, all together."""
    rows = [_line(line, currency) for line in lines]
    head = {"kind": "section", "cells": [title]}
    foot = [_row("subtotal", subtotal(), amount(sum_of(lines), currency))] if totalled else []
    if len(rows) <= 2 * TOGETHER:
        return [[head, *rows, *foot]]
    inner = [[row] for row in rows[TOGETHER:-TOGETHER]]
    return [[head, *rows[:TOGETHER]], *inner, [*rows[-TOGETHER:], *foot]]


def _line(line: Line, currency: str) -> Row:
    kind = "" if line.kind == "invoice" else words.kind(line.kind)
    cells = [
        line.document,
        day(line.issued),
        day(line.due) if line.open > 0 else "",
        line.reference,
        amount(line.amount, currency),
        amount(line.open, currency),
        str(line.late or ""),
    ]
    return {"kind": "late" if line.late else "item", "cells": cells, "sub": kind}


def _row(kind: str, label: str, value: str) -> Row:
    return {"kind": kind, "cells": [label, value]}


def subtotal() -> str:
    return _("Subtotal")


def overdue() -> str:
    """What a customer should have paid already, of what it owes."""
    return _("Of the amounts due, past their due date")


def balance(part: Part) -> str:
    if part.total < 0:
        return _("Balance in your favour, {0}").format(part.currency)
    return _("Balance due, {0}").format(part.currency)


def _ageing(statement: Statement) -> dict[str, Any] | None:
    """A line for each currency: what is owed by age, the credits, the balance; of many buckets, a column."""
    if not statement.parts:
        return None
    names = [words.bucket(name) for name, _owed in statement.parts[0].ageing]
    lines = [[_("Currency"), *names, _("Credits and payments"), _("Balance")]]
    for part in statement.parts:
        figures = [
            *(owed for _name, owed in part.ageing),
            sum_of((*part.credits, *part.cash)),
            part.total,
        ]
        lines.append([part.currency, *(amount(one, part.currency) for one in figures)])
    columns, *rows = lines if len(names) <= MOST_ACROSS else map(list, zip(*lines, strict=True))
    return {"title": _("By age, from the due date"), "columns": columns, "lines": rows}


def bank(statement: Statement) -> list[list[str]]:
    """Where to pay, said to who owes something."""
    head = statement.head
    if not head.iban or not any(part.total > 0 for part in statement.parts):
        return []
    said = [
        (_("Please pay by transfer to"), head.bank or head.name),
        ("IBAN", grouped(head.iban)),
        ("BIC", head.bic),
        (_("Quoting"), statement.customer),
    ]
    return [[label, text] for label, text in said if text]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
