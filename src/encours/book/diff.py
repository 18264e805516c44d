"""Why the position on a date differs between two versions of the book: item by item, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from encours.book import differences as sql
from encours.book import temporary
from encours.book.attached import attach, version_wanted
from encours.book.engine import Engine, open_engine
from encours.book.home import Home
from encours.book.manifest import EMPTY, Manifest, history
from encours.book.reasons import FACTS, Cause, Reason
from encours.book.record_changes import RecordLine, Written, record_lines
from encours.errors import DataError
from encours.money import from_units
from encours.said import _


@dataclass(frozen=True, slots=True)
class Line:
    """One item whose position differs. Amounts are signed, in the item's currency; zero when it is not open."""

    entity: str
    customer: str
    item: str
    currency: str
    before: Decimal
    after: Decimal
    reasons: tuple[Reason, ...]

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Total:
    """Net position of one currency in both versions; `difference` is the sum over the items that differ."""

    currency: str
    before: Decimal
    difference: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference between two versions on a date; `lines` largest first, `count` says how many there are in all."""

    before: int
    after: int
    as_of: date
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]
    count: int
    records: tuple[RecordLine, ...] = ()


def diff(
    home: Home,
    *,
    before: str | None = None,
    after: str | None = None,
    as_of: date | None = None,
    limit: int = 0,
    written: tuple[Written, Written] = ({}, {}),
) -> Diff:
    """Explain, item by item, what changed of the position on `as_of` between two versions.

    Versions are named as for `--as-known`: an import number, a day, an instant; by default the newest and the one
    before it. The date is that of the newest data of either. `limit` keeps that many lines; totals always count all.
    `records` are the promises, disputes and actions that differ, those `written` besides, by each version, with them.
    """
    older, newer = compared(home, before, after)
    with temporary.folder() as work:
        engine = open_engine(scratch=work)
        try:
            versions = _attach_both(engine, home, older, newer)
            day = as_of or _newest_day(engine, versions)
            sql.prepare(engine, versions, day, limit)
            lines, totals = _lines(engine, versions, day), _totals(engine)
            count = int(engine.value(sql.COUNT))
            records = tuple(record_lines(engine, versions, written)) if older.version else ()
            return Diff(older.version, newer.version, day, lines, totals, count, records)
        finally:
            engine.close()


def compared(home: Home, before: str | None, after: str | None) -> tuple[Manifest, Manifest]:
    """The two versions that are compared, the older first as it was named."""
    newer = version_wanted(home, after)
    return version_wanted(home, before) if before else _preceding(home, newer), newer


def _preceding(home: Home, newer: Manifest) -> Manifest:
    """The version before; an empty book before the first one."""
    return next((v for v in reversed(history(home)) if v.version < newer.version), EMPTY)


def _attach_both(engine: Engine, home: Home, older: Manifest, newer: Manifest) -> tuple[str, str]:
    """The names under which SQL finds the two versions; one name when they are the same."""
    attach(engine, home, newer, "later")
    if older.version == newer.version:
        return "later", "later"
    attach(engine, home, older, "earlier")
    return "earlier", "later"


def _newest_day(engine: Engine, versions: tuple[str, str]) -> date:
    day: date | None = engine.value(sql.NEWEST_DAY.format(*versions))
    if day is None:
        raise DataError(_("The book holds no item yet. Import something: encours import FILE"))
    return day


def _lines(engine: Engine, versions: tuple[str, str], day: date) -> tuple[Line, ...]:
    reasons = _reasons(engine, versions, day)
    return tuple(
        Line(
            entity,
            customer,
            item,
            currency,
            from_units(was, currency),
            from_units(now, currency),
            tuple(reasons[entity, item]),
        )
        for entity, customer, item, currency, was, now in engine.rows(sql.LINES)
    )


def _totals(engine: Engine) -> tuple[Total, ...]:
    return tuple(
        Total(currency, *(from_units(int(units), currency) for units in sums))
        for currency, *sums in engine.rows(sql.TOTALS)
    )


def _reasons(engine: Engine, versions: tuple[str, str], day: date) -> Mapping[tuple[str, str], list[Reason]]:
    """By entity and item: what each version says otherwise of the item, then of its allocations."""
    found: dict[tuple[str, str], list[Reason]] = defaultdict(list)
    for entity, item, *facts in engine.rows(sql.ITEM_FACTS.format(*versions)):
        found[entity, item] += _item_reasons(*facts)
    for entity, item, *allocation in engine.rows(sql.allocation_facts(versions), [day] * 4):
        found[entity, item].append(_allocation_reason(*allocation))
    return found


def _item_reasons(was_there: bool, is_there: bool, was: int, now: int, *facts: str) -> list[Reason]:
    if not was_there:
        return [Reason(Cause.NEW_ITEM)]
    if not is_there:
        return [Reason(Cause.REMOVED)]
    amounts = (_amount(was, facts[-2]), _amount(now, facts[-1])) if was != now else ("", "")
    pairs = [amounts, *zip(facts[::2], facts[1::2], strict=True)]
    return [
        Reason(cause, before, after)
        for cause, (before, after) in zip(FACTS, pairs, strict=True)
        if before != after
    ]


def _allocation_reason(other: str, on: date, currency: str, was: int | None, now: int | None) -> Reason:
    if was is None:
        cause = Cause.ALLOCATION_ADDED
    else:
        cause = Cause.ALLOCATION_REMOVED if now is None else Cause.ALLOCATION_CHANGED
    return Reason(cause, _amount(was, currency), _amount(now, currency), other, on)


def _amount(units: int | None, currency: str) -> str:
    return "" if units is None else str(from_units(units, currency))
