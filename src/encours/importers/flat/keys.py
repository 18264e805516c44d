"""Stable keys of items: the document's number, told apart only where a number is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from encours.book.records import Kind
from encours.importers.flat.faults import some_lines
from encours.money import from_units
from encours.said import several, sum_text

_PRINCIPAL = (Kind.INVOICE, Kind.DEBIT_NOTE, Kind.BILL)
_TOLD_BY = [
    *("entity", "item", "document", "customer", "kind", "posting_date", "issue_date", "due_date", "amount"),
]
Row = Mapping[str, object]
Step = Callable[[Row], str]


def item_keys(table: pa.Table) -> pa.Array:
    """The key of each line, unique in its entity, whatever the order of the lines.

    A number alone in the file is the key. Numbers shared by several lines are told apart by customer, by kind (the
    invoice keeps the bare number), by due date, then by issue date; lines alike in all that are genuine twins and
    get `#2`, `#3`. Lines without a number are known by customer, dates and amount.
    """
    numbers = pc.coalesce(table["item"], table["document"]).combine_chunks()
    shared = _shared(table["entity"].combine_chunks(), numbers)
    if not len(shared):
        return numbers
    keys = numbers.to_pylist()
    for place, key in zip(
        shared, _told_apart(table.select(_TOLD_BY).take(pa.array(shared)).to_pylist()), strict=True
    ):
        keys[place] = key
    _number_twins(table["entity"].to_pylist(), keys, shared)
    return pa.array(keys, pa.string())


def twin_notes(table: pa.Table, keys: pa.Array) -> list[str]:
    """A note on lines alike in number, customer, kind and dates, which are told apart by their rank alone."""
    numbers = pc.coalesce(table["item"], table["document"]).combine_chunks()
    ranked = pc.match_substring_regex(keys, r"#[0-9]+$")
    twins = pc.and_(ranked, pc.fill_null(pc.not_equal(numbers, keys), True))
    count = pc.sum(twins).as_py() or 0
    if not count:
        return []
    lines = table["_line"].combine_chunks().filter(twins)
    message = several(
        "{count} line has the number, customer and dates of another: each counts, {amount} "
        "in all (line {lines}). Were they the same, the list would count it twice",
        "{count} lines have the number, customer and dates of another: each counts, {amount} "
        "in all (lines {lines}). Were they the same, the list would count them twice",
    )
    amount = sum_text(pc.sum(table["amount"].combine_chunks().filter(twins)).as_py())
    return [message.format(count=count, amount=amount, lines=some_lines(lines.to_pylist()))]


def _shared(entities: pa.Array, numbers: pa.Array) -> list[int]:
    """The places of the lines whose number is missing, or not theirs alone in the entity."""
    frame = pa.table({"e": entities, "n": numbers, "place": pa.array(range(len(numbers)), pa.int64())})
    counts = frame.group_by(["e", "n"]).aggregate([("place", "count"), ("place", "min")])
    alone = counts.filter(pc.and_(pc.equal(counts["place_count"], 1), pc.is_valid(counts["n"])))
    return (
        sorted(set(range(len(numbers))) - set(alone["place_min"].to_pylist()))
        if len(alone) < len(frame)
        else []
    )


def _told_apart(rows: Sequence[Row]) -> list[str]:
    """The keys of lines that share their number with another, or have none."""
    keys = [str(row["item"] or row["document"] or _described(row)) for row in rows]
    groups: dict[tuple[object, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[row["entity"], keys[index]].append(index)
    for members in groups.values():
        if len(members) > 1:
            _tell_apart(rows, keys, members, _STEPS)
    return keys


def _tell_apart(rows: Sequence[Row], keys: list[str], members: list[int], steps: Sequence[Step]) -> None:
    """Add to the keys of `members` the first of `steps` that differs among them, then the next where it must."""
    for place, part in enumerate(steps):
        apart: dict[str, list[int]] = defaultdict(list)
        for index in members:
            apart[part(rows[index])].append(index)
        if len(apart) > 1:
            for text, some in apart.items():
                for index in some:
                    keys[index] += f"/{text}" if text else ""
                _tell_apart(rows, keys, some, steps[place + 1 :])
            return


def _number_twins(entities: Sequence[str], keys: list[str], shared: Sequence[int]) -> None:
    alone = set(shared)
    taken = Counter(
        (e, k) for place, (e, k) in enumerate(zip(entities, keys, strict=True)) if place not in alone
    )
    for place in shared:
        entity, key = entities[place], keys[place]
        taken[entity, key] += 1
        while taken[entity, key] > 1:
            keys[place] = f"{key}#{taken[entity, key]}"
            if not taken[entity, keys[place]]:
                taken[entity, keys[place]] += 1
                break
            taken[entity, key] += 1


def _described(row: Row) -> str:
    units = row["amount"]
    assert isinstance(units, int)
    return f"{row['customer']}/{row['issue_date'] or row['posting_date']}/{from_units(units)}"


def _customer(row: Row) -> str:
    return str(row["customer"])


def _kind(row: Row) -> str:
    return "" if row["kind"] in _PRINCIPAL else str(row["kind"])


def _due(row: Row) -> str:
    return _day(row["due_date"])


def _issue(row: Row) -> str:
    return _day(row["issue_date"])


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""


_STEPS: tuple[Step, ...] = (_customer, _kind, _due, _issue)
