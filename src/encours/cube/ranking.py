"""The first cells of very many: sorted, kept and cut where they are summed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from encours.cube import buckets
from encours.cube.branches import Text, by_cause
from encours.cube.conversion import Converter
from encours.cube.listing import unknown_order
from encours.cube.measure import Measure
from encours.cube.parts import moved
from encours.cube.periods import Window
from encours.cube.query import account_labels, by_account, sums
from encours.cube.search import holds
from encours.cube.slice import Slice
from encours.cube.visible import seen_customers
from encours.errors import UsageError
from encours.i18n import _
from encours.money import UNIT


class Accounts(StrEnum):
    """Which customer accounts are cells: those with something `OPEN`, the `EMPTY` ones besides, or `ALL`."""

    OPEN = "open"
    EMPTY = "empty"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Cells by a measure or a dimension (`-overdue` from the largest down), only those that meet a condition on a
    measure (`overdue>0`) and have these words in a label; `limit` of them, after `offset`."""

    order: str
    having: str = ""
    search: str = ""
    limit: int = 20
    offset: int = 0
    accounts: Accounts = Accounts.OPEN


def ranking(
    converter: Converter, measures: Sequence[Measure], over: Window, cut: Slice, wanted: Wanted
) -> Text:
    """One row per cell of the page, in order, and at least one.

    Columns: `count` of all cells, their sums `t0`…, a currency and day without a rate; then the `place` of the cell on
    the page (null when the page has none), its dimensions `d0`… and measures `m0`….
    """
    head = _head(converter, measures, over, cut, wanted)
    dimensions = [f"d{n}" for n in range(len(cut.by))]
    values = [f"m{n}" for n in range(len(measures))]
    totals = ", ".join(f"SUM({value}) AS t{n}" for n, value in enumerate(values))
    said = ", ".join([_ordered(measures, cut, wanted.order), *dimensions])
    some = f"{_labelled(cut, wanted)} ORDER BY {said} LIMIT {wanted.limit} OFFSET {wanted.offset}"
    shown = ", ".join(f"s.{column}" for column in ["place", *dimensions, *values])
    return Text(
        f"WITH {head.sql}, tally AS (SELECT COUNT(*) AS count, {totals} FROM kept), "
        "rates AS (SELECT MIN(missing) AS missing FROM cells), "
        # Numbered once cut: few rows are put in order, not all.
        f"page AS (SELECT * FROM {some}), "
        f"shown AS (SELECT *, ROW_NUMBER() OVER (ORDER BY {said}) AS place FROM page) "
        f"SELECT t.*, r.missing, {shown} FROM tally t CROSS JOIN rates r LEFT JOIN shown s ON TRUE ORDER BY s.place",
        head.parameters,
    )


def moving(
    converter: Converter, measures: Sequence[Measure], over: Window, cut: Slice, wanted: Wanted
) -> Text:
    """Which of all the cells, on any page, are not shown at the nearest, so that all of them add up (`parts.moved`)."""
    head = _head(converter, measures, over, cut, wanted)
    keys = [f"d{n}" for n in range(len(cut.by))]
    return Text(
        f"WITH {head.sql}, {moved(_labelled(cut, wanted), keys, measures, converter)}", head.parameters
    )


def _head(
    converter: Converter, measures: Sequence[Measure], over: Window, cut: Slice, wanted: Wanted
) -> Text:
    """The cells, and those that are `kept`."""
    apart = by_account(cut)
    cells = _cells(converter, measures, over, replace(cut, by=(), numbered=True) if apart else cut)
    if wanted.accounts is not Accounts.OPEN:
        _refuse_empty(measures, apart)
        cells = _with_empty(cells, len(measures), cut, wanted.accounts)
    tests, parameters = _kept(measures, cut, wanted)
    among = f"({account_labels(cut, 'cells', ['*'])})" if apart and wanted.search.strip() else "cells"
    return Text(
        f"cells AS MATERIALIZED ({cells.sql}), kept AS MATERIALIZED (SELECT * FROM {among} WHERE {tests})",
        [*cells.parameters, *parameters],
    )


def _labelled(cut: Slice, wanted: Wanted) -> str:
    """Those kept, with their labels: accounts get them last, unless they were searched."""
    if by_account(cut) and not wanted.search.strip():
        return f"({account_labels(cut, 'kept', ['*'])})"
    return "kept"


def _cells(converter: Converter, measures: Sequence[Measure], over: Window, cut: Slice) -> Text:
    """The sums of all the cells. Where causes of disputes are told apart, what is disputed is read by itself: an item
    counts for each of its causes with a part, and once for all else."""
    disputed = [measure for measure in measures if measure.disputes]
    if not disputed or len(disputed) == len(measures) or not by_cause(disputed, cut):
        return sums(converter, measures, [over], cut)
    keys = ["as_of", *(["customer_id"] if cut.numbered else []), *(f"d{n}" for n in range(len(cut.by)))]
    texts = []
    for half in (disputed, [measure for measure in measures if not measure.disputes]):
        text = sums(converter, half, [over], cut)
        values = [f"m{half.index(one)}" if one in half else "0" for one in measures]
        named = ", ".join([*keys, *(f"{value} AS m{n}" for n, value in enumerate(values)), "missing"])
        texts.append(Text(f"SELECT {named} FROM ({text.sql})", text.parameters))
    added = ", ".join(
        [*keys, *(f"SUM(m{n}) AS m{n}" for n in range(len(measures))), "MIN(missing) AS missing"]
    )
    both = " UNION ALL ".join(text.sql for text in texts)
    return Text(
        f"SELECT {added} FROM ({both}) GROUP BY {', '.join(keys)}",
        [value for text in texts for value in text.parameters],
    )


def _refuse_empty(measures: Sequence[Measure], apart: bool) -> None:
    if not apart or not all(measure.fact.balance for measure in measures):
        raise UsageError(
            _(
                "Customers with nothing open are listed account by account (entity, customer), "
                "with figures of what is open."
            )
        )


def _with_empty(cells: Text, width: int, cut: Slice, accounts: Accounts) -> Text:
    """The accounts that may be seen and have no cell, at zero; after those that have one if `ALL` are wanted."""
    seen = seen_customers(cut.where)
    values = [f"m{n}" for n in range(width)]
    zeros = ", ".join(f"0 AS {value}" for value in values)
    held = f"SELECT {', '.join(['customer_id', *values, 'missing'])} FROM held UNION ALL "
    sql = (
        f"WITH held AS MATERIALIZED ({cells.sql}) {held if accounts is Accounts.ALL else ''}"
        f"SELECT c.customer_id, {zeros}, NULL AS missing FROM customers c "
        f"ANTI JOIN held h ON h.customer_id = c.customer_id WHERE {seen.sql}"
    )
    return Text(sql, [*cells.parameters, *seen.parameters])


def _kept(measures: Sequence[Measure], cut: Slice, wanted: Wanted) -> tuple[str, list[Any]]:
    tests: list[str] = ["TRUE"]
    parameters: list[Any] = []
    if wanted.having.strip():
        test, value = _having(measures, wanted.having)
        tests.append(test)
        parameters.append(value)
    if search := wanted.search.strip():
        labels = [f"d{n}" for n, dimension in enumerate(cut.by) if not dimension.where.reckoned]
        tests.append(f"({' OR '.join(map(holds, labels)) or 'FALSE'})")
        parameters += [search] * len(labels)
    return " AND ".join(tests), parameters


def _having(measures: Sequence[Measure], having: str) -> tuple[str, Decimal]:
    found = re.fullmatch(r"\s*(\w+)\s*(!=|>=|<=|=|>|<)\s*(-?[\d.]+)\s*", having)
    names = [measure.name for measure in measures]
    if not found or found[1] not in names:
        raise UsageError(
            _("Cells are kept by one of their measures ({0}), such as overdue>0, not by {1}.").format(
                ", ".join(names), having
            )
        )
    number = names.index(found[1])
    try:
        value = Decimal(found[3])
    except InvalidOperation:
        raise UsageError(_("{0} is not an amount such as 1234.56.").format(found[3])) from None
    return f"m{number} {found[2]} ?", value * UNIT if measures[number].money else value


def _ordered(measures: Sequence[Measure], cut: Slice, order: str) -> str:
    column, down = order.removeprefix("-"), "DESC" if order.startswith("-") else "ASC"
    columns = {dimension.name: f"d{n}" for n, dimension in enumerate(cut.by)}
    columns |= {measure.name: f"m{n}" for n, measure in enumerate(measures)}
    if column not in columns:
        raise UsageError(unknown_order(column, columns))
    sql = f"strip_accents(LOWER({columns[column]}))" if column == "customer_name" else columns[column]
    return f"{sql} {down} NULLS LAST"


def label(cut: Slice, number: int, value: Any) -> str | None:
    """The label of a dimension of a cell, as people read it."""
    if cut.by[number].where.reckoned:
        return buckets.label(value, cut.edges)
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
