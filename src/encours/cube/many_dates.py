"""Many dates of a question in one pass over a fact: rows are first summed by the dates that see them, then given to
each of these dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from encours.cube.measure import Gather, Measure
from encours.cube.periods import Window

FEWEST, FARTHEST = 3, timedelta(days=62)  # fewer dates, or farther apart, are read quicker one at a time


@dataclass(frozen=True, slots=True)
class Read:
    """What a pass reads: the tables, the tests of the whole span, and the columns (name -> SQL) it groups by."""

    tables: str
    tests: Sequence[str]
    keys: Mapping[str, str]


def runs(windows: Sequence[Window], measures: Sequence[Measure]) -> list[list[Window]]:
    """The windows that one pass reads together: dates near one another, or periods that overlap; others stand alone."""
    found: list[list[Window]] = []
    for over in sorted(windows, key=lambda one: one.end):
        before = found[-1][-1] if found else None
        near = before and (
            over.start <= before.end if measures[0].flow else over.end - before.end <= FARTHEST
        )
        if near:
            found[-1].append(over)
        else:
            found.append([over])
    least = 2 if measures[0].flow else FEWEST
    return [part for run in found for part in ([run] if len(run) >= least else [[one] for one in run])]


def suits(measures: Sequence[Measure]) -> bool:
    """Whether what the measures add up says nothing of the date, but for being late on it."""
    fact = measures[0].fact
    return (fact.balance or bool(fact.known_day)) and not any(
        one.dated or one.disputes or one.gathered is not Gather.SUM for one in measures
    )


def standing(windows: Sequence[Window], read: Read, measures: Sequence[Measure], with_day: bool) -> str:
    """SQL for positions at the end of each window: a row is seen from the first date it is open on to the last."""
    ends = [over.end for over in windows]
    keys = {**read.keys, "opened": _rank("f.valid_from", "<=", ends), "gone": _rank("f.valid_to", "<=", ends)}
    ageing = any(_aged(measure) for measure in measures)
    if ageing:
        keys["late"] = _rank("f.due_on", "<", ends)
    alone = _aged(measures[0]) if len(measures) == 1 else ""
    seen = "f.opened <= w.place AND f.gone > w.place" + (f" AND {alone}" if alone else "")
    dates = ", ".join(f"(DATE '{end}', {place})" for place, end in enumerate(ends))
    values = [_at_date(number, _aged(measure)) for number, measure in enumerate(measures)]
    shown = {"as_of": "w.as_of", **{name: f"f.{name}" for name in read.keys}}
    if with_day:
        shown["day"] = "w.as_of"
    span = [f"f.valid_from <= DATE '{ends[-1]}'", f"f.valid_to > DATE '{ends[0]}'"]
    inner = _summed(read.tables, [*span, *read.tests], keys, measures)
    return _given(inner, f"(VALUES {dates}) w(as_of, place)", seen, shown, values)


def flowing(windows: Sequence[Window], read: Read, measures: Sequence[Measure], dated: str) -> str:
    """SQL for flows of each window: a row is in those its own day is in, once they know it."""
    ends = [over.end for over in windows]
    known = measures[0].fact.known_day
    keys = {**read.keys, "on_day": dated, "known": _rank(known, "<=", ends)}
    spans = ", ".join(
        f"(DATE '{over.end}', DATE '{over.start}', {place})" for place, over in enumerate(windows)
    )
    seen = "f.on_day BETWEEN w.first_day AND w.as_of AND f.known <= w.place"
    shown = {"as_of": "w.as_of", **{name: f"f.{name}" for name in read.keys}}
    first = min(over.start for over in windows)
    span = [f"{dated} BETWEEN DATE '{first}' AND DATE '{ends[-1]}'", f"{known} <= DATE '{ends[-1]}'"]
    inner = _summed(read.tables, [*span, *read.tests], keys, measures)
    values = [f"SUM(f.m{number})" for number in range(len(measures))]
    return _given(inner, f"(VALUES {spans}) w(as_of, first_day, place)", seen, shown, values)


def _summed(tables: str, tests: Sequence[str], keys: Mapping[str, str], measures: Sequence[Measure]) -> str:
    """Rows by their keys and the dates that see them."""
    tests = list(tests)
    if len(measures) == 1 and measures[0].test:
        tests.append(f"({measures[0].test})")
        values = [f"SUM({measures[0].value})"]
    else:
        values = [f"SUM(CASE WHEN {m.test or 'TRUE'} THEN {m.value} ELSE 0 END)" for m in measures]
    selected = [f"{sql} AS {name}" for name, sql in keys.items()]
    selected += [f"{sql} AS m{number}" for number, sql in enumerate(values)]
    return (
        f"SELECT {', '.join(selected)} FROM {tables} WHERE {' AND '.join(tests)} "
        f"GROUP BY {', '.join(keys.values())}"
    )


def _given(inner: str, dates: str, seen: str, shown: Mapping[str, str], values: Sequence[str]) -> str:
    selected = [f"{sql} AS {name}" for name, sql in shown.items()]
    selected += [f"{sql} AS m{number}" for number, sql in enumerate(values)]
    return (
        f"SELECT {', '.join(selected)} FROM ({inner}) f JOIN {dates} ON {seen} "
        f"GROUP BY {', '.join(dict.fromkeys(shown.values()))}"
    )


def _aged(measure: Measure) -> str:
    """What it says of being late, of a row and a date."""
    return {None: "", True: "f.late <= w.place", False: "f.late > w.place"}[measure.late]


def _at_date(number: int, aged: str) -> str:
    return f"SUM(CASE WHEN {aged} THEN f.m{number} ELSE 0 END)" if aged else f"SUM(f.m{number})"


def _rank(column: str, how: str, ends: Sequence[date], first: int = 0) -> str:
    """SQL for the number of the first of some dates a column comes before; halved at each step, for many rows.

    >>> _rank("x", "<=", [date(2025, 1, 31)])
    "CASE WHEN x <= DATE '2025-01-31' THEN 0 ELSE 1 END"
    """
    if not ends:
        return str(first)
    half = len(ends) // 2
    before = _rank(column, how, ends[:half], first)
    after = _rank(column, how, ends[half + 1 :], first + half + 1)
    return f"CASE WHEN {column} {how} DATE '{ends[half]}' THEN {before} ELSE {after} END"
