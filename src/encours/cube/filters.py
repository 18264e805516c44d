"""Filters as people write them: `portfolio=P1`, `country=FR,DE`, `amount>=1000`, `due_date=2025-01-01..2025-03-31`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from encours.book.columns import Type
from encours.cube.dimensions import CATALOGUE, dimension
from encours.cube.facts.place import Dimension
from encours.cube.facts.places import DATE
from encours.cube.periods import day_of
from encours.cube.spoken import by_label, folded
from encours.cube.spoken_values import LABELS as SPOKEN
from encours.cube.spoken_values import meant, refuse_order
from encours.errors import UsageError
from encours.i18n import _, mark
from encours.money import UNIT

OPERATORS = ("!=", ">=", "<=", "!~", "=", ">", "<", "~")
MOST_DAYS = 100_000
MOST_DIGITS = 13  # of an amount in major units: with five decimals, what a whole unit of the book can hold
DATES = tuple(one.name for one in CATALOGUE if one.type is Type.DATE)
RANGE = re.compile(r"(?<!\\)\.\.")  # not those written as a part of the value: `\..`
NOTHING = "entity="  # whatever is in a book has an entity: no row is without one
NUMBER_LABELS = {"amount": mark("Amount"), "open": mark("Open"), "days_late": mark("Days late")}
NUMBERS = {"amount": "{amount}", "open": "f.open_units", "days_late": "(DATE '{day}' - f.due_on)"}


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition. `dimension` is None for the numbers: amount, open, days_late."""

    field: str
    dimension: Dimension | None
    operator: str
    values: tuple[str, ...]


def parse(text: str, custom: Mapping[str, str]) -> Filter:
    """
    >>> parse("country=FR,DE", {}).values
    ('FR', 'DE')
    """
    found = re.match(r"\s*([^!=<>~]+?)\s*(!=|>=|<=|!~|=|>|<|~)(.*)$", text, re.DOTALL)
    if not found:
        raise UsageError(_("A filter is written field=value (or != > >= < <= ~), not {0}.").format(text))
    said, operator, value = found.groups()
    field = said if said in custom else _numbers().get(folded(said), said)
    of = None if field in NUMBERS else dimension(field, custom)
    field = of.name if of else field
    if of and of.where is DATE:
        raise UsageError(_("The date is chosen with --as-of, not with a filter."))
    if of and of.type is Type.TEXT and operator in ("=", "!=") and RANGE.search(value):
        raise UsageError(
            _(
                "{0} holds text: ranges are for dates, amounts and days. Write {0}>=… and {0}<=… instead."
            ).format(field)
        )
    values = _values(operator, value)
    if of:
        refuse_order(of, operator)
    if of and operator in ("=", "!="):
        values = tuple(meant(of, one) for one in values)
    return Filter(field, of, operator, values)


def canonical(text: str, custom: Mapping[str, str]) -> str:
    """A condition as it is kept and stands in addresses, whatever words it was written in.

    >>> canonical("Pays = FR,BE", {}), canonical("montant>=1000", {}), canonical("type=Facture, avoir", {})
    ('country=FR,BE', 'amount>=1000', 'kind=invoice,credit_note')
    """
    found = parse(text, custom)
    spoken = found.field in SPOKEN or (found.dimension is not None and found.dimension.type is Type.FLAG)
    if spoken and found.operator in ("=", "!="):
        return equals(found.field, *found.values, operator=found.operator)
    said = re.match(r"\s*[^!=<>~]+?\s*(?=!=|>=|<=|!~|[=><~])", text)
    return found.field + text[said.end() :].replace(f"{found.operator} ", found.operator, 1) if said else text


@lru_cache(maxsize=1)
def _numbers() -> dict[str, str]:
    """The numbers by what people call them."""
    return by_label(NUMBER_LABELS)


def equals(field: str, *values: str | None, operator: str = "=") -> str:
    """The condition that a field has one of these values, as it is written; of no value, one that no row meets.

    >>> equals("portfolio", "Nord, Est", "P2"), equals("sector", None), equals("zone")
    ('portfolio=Nord\\\\, Est,P2', 'sector=', 'entity=')
    """
    written = ",".join((value or "").replace(",", "\\,").replace("..", "\\..") for value in values)
    return f"{field}{operator}{written}" if values else NOTHING


def _values(operator: str, value: str) -> tuple[str, ...]:
    if operator not in ("=", "!="):
        return (value,)
    parts = re.split(r"(?<!\\),", value)
    return tuple(part.replace("\\,", ",").replace("\\..", "..").strip() for part in parts)


def condition(wanted: Filter, column: str) -> tuple[str, list[Any]]:
    """SQL and its parameters for a filter on a column of that meaning."""
    read = _reader(wanted)
    operator, values = wanted.operator, wanted.values
    if operator in ("~", "!~"):
        test = f"CONTAINS(LOWER(COALESCE(CAST({column} AS VARCHAR), '')), LOWER(?))"
        return (test if operator == "~" else f"NOT {test}"), [values[0]]
    if operator in (">", ">=", "<", "<="):
        return f"{column} {operator} ?", [read(values[0])]
    tests, parameters = [], []
    for value in values:
        test, more = _equal(column, value, read, wanted)
        tests.append(test)
        parameters += more
    either = "(" + " OR ".join(tests) + ")"
    return (either if operator == "=" else f"NOT COALESCE({either}, FALSE)"), parameters


def _equal(column: str, value: str, read: Any, wanted: Filter) -> tuple[str, list[Any]]:
    if value == "":
        return f"{column} IS NULL", []
    low, dots, high = value.partition("..")
    if dots and (wanted.dimension is None or wanted.field in DATES):
        bounds = [(f"{column} >= ?", low), (f"{column} <= ?", high)]
        said = [(test, read(bound)) for test, bound in bounds if bound]
        return " AND ".join(test for test, _bound in said) or "TRUE", [bound for _test, bound in said]
    return f"{column} = ?", [read(value)]


def _reader(wanted: Filter) -> Any:
    if wanted.dimension is None:
        return _days if wanted.field == "days_late" else _units
    return {Type.DATE: day_of, Type.FLAG: "true".__eq__}.get(wanted.dimension.type, str)


def _days(text: str) -> int:
    try:
        days = int(text[:20])
    except ValueError:
        days = MOST_DAYS + 1
    if abs(days) > MOST_DAYS:
        raise UsageError(_("{0} is not a number of days.").format(text[:60]))
    return days


def _units(text: str) -> int:
    try:
        amount = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not (amount.is_finite() and amount.adjusted() < MOST_DIGITS):
        raise UsageError(_("{0} is not an amount such as 1234.56.").format(text[:60]))
    return int(amount * UNIT)


def parse_all(texts: Sequence[str], custom: Mapping[str, str]) -> tuple[Filter, ...]:
    """Every condition, all of which must hold."""
    return tuple(parse(text, custom) for text in texts)
