"""What fell due and what of it was paid in time, over many windows in one pass of the facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from encours.book.parse import kinds
from encours.book.records import CASH
from encours.cube.branches import Text, filter_sql, inner_keys, joins
from encours.cube.facts.due import DUE
from encours.cube.measure import Measure
from encours.cube.moment import on
from encours.cube.months import moving
from encours.cube.periods import Window
from encours.cube.slice import Slice


def suits_due(measures: Sequence[Measure], windows: Sequence[Window], cut: Slice) -> bool:
    """Whether sums of money alone are asked, whose parts add up without looking at each invoice.

    No invoice is ever settled beyond its amount: one wholly credited has brought no cash, and adds nothing.
    """
    summed = measures[0].fact is DUE and all(measure.money for measure in measures)
    return summed and (len(windows) == 1 or not moving(cut))


def due_branch(
    windows: Sequence[Window], cut: Slice, k: int, convert: bool, measures: Sequence[Measure]
) -> Text:
    """Invoices due in each window, `k` days or more before its end: owed net of credit notes, and paid by due date + k.

    Rows are first summed by due date and by the first window that knows them, then given to each window they are in.
    """
    ends = sorted(over.end for over in windows)
    inner, parameters = _by_due_date(windows, ends, cut, k, convert)
    keys = list(_keys(cut, convert, ends[-1]))
    spans = ", ".join(
        f"(DATE '{over.end}', DATE '{over.start}', DATE '{_last(over.end, k)}', {ends.index(over.end)})"
        for over in windows
    )
    sums = [f"SUM({m.value}) AS m{number}" for number, m in enumerate(measures)]
    selected = ", ".join(["w.as_of", *(f"f.{key}" for key in keys), *sums])
    return Text(
        f"SELECT {selected} FROM ({inner}) f JOIN (VALUES {spans}) w(as_of, first_due, last_due, known) "
        "ON f.due_on BETWEEN w.first_due AND w.last_due AND f.known <= w.known "
        f"GROUP BY {', '.join(['w.as_of', *(f'f.{key}' for key in keys)])} HAVING SUM(f.owed_units) > 0",
        parameters,
    )


def _by_due_date(
    windows: Sequence[Window], ends: Sequence[date], cut: Slice, k: int, convert: bool
) -> tuple[str, list[Any]]:
    newest = ends[-1]
    known = " ".join(f"WHEN f.known_on <= DATE '{end}' THEN {rank}" for rank, end in enumerate(ends))
    keys = _keys(cut, convert, newest) | {"due_on": "f.due_on", "known": f"CASE {known} END"}
    reading = cut.reading(DUE, on(newest))
    tests, parameters = [f"f.known_on <= DATE '{newest}'"], []
    for wanted in cut.where:
        sql, values = filter_sql(wanted, reading)
        tests.append(sql)
        parameters += values
    span = f"BETWEEN DATE '{min(over.start for over in windows)}' AND DATE '{_last(newest, k)}'"
    selected = ", ".join(f"{sql} AS {key}" for key, sql in keys.items())
    return (
        f"SELECT {selected}, SUM(f.owed) AS owed_units, SUM(f.on_time) AS on_time_units "
        f"FROM {_parts(span, ends[0], k)} f{joins(cut, reading)} "
        f"WHERE {' AND '.join(tests)} GROUP BY {', '.join(keys.values())}"
    ), parameters


def _parts(span: str, first: date, k: int) -> str:
    """Each invoice as it was billed, then what each settlement of it takes off or brings in time.

    A settlement counts once its invoice is posted, which few invoices are only after they fell due.
    """
    shown = "item_id, entity_id, customer_id, ccy, kind, issued_on, due_on, doubtful"
    settled = ", ".join(f"s.{column}" for column in shown.split(", "))
    in_time = f"s.valued_on <= s.due_on + {k} AND s.credit_kind IN ({kinds(CASH)})"
    late = (
        f"SELECT item_id, posting_date FROM billings WHERE due_on {span} AND posting_date > due_on "
        f"AND posting_date > DATE '{first}'"
    )
    return (
        f"(SELECT {shown}, posting_date AS known_on, amount AS owed, 0 AS on_time FROM billings "
        f"WHERE kind = 'invoice' AND due_on {span} UNION ALL "
        f"SELECT {settled}, GREATEST(s.matched_on, l.posting_date), "
        "CASE WHEN s.credit_kind = 'credit_note' THEN -s.paid_units ELSE 0 END, "
        "CASE WHEN s.credit_kind = 'credit_note' THEN 0 ELSE s.paid_units END "
        f"FROM settlements s LEFT JOIN ({late}) l ON l.item_id = s.item_id WHERE s.kind = 'invoice' "
        f"AND s.due_on {span} AND (s.credit_kind = 'credit_note' OR {in_time}))"
    )


def _keys(cut: Slice, convert: bool, newest: date) -> dict[str, str]:
    keys = inner_keys(cut, cut.reading(DUE, on(newest)))
    return keys | ({"ccy": "f.ccy", "day": "f.due_on"} if convert else {})


def _last(end: date, k: int) -> date:
    """The last due date whose days of grace are over; beyond the end of the window nothing is due."""
    return min(end, end - timedelta(days=k))
