"""Since when the position, the sales and the receipts of each entity are known: what imports say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from encours.book.engine import Engine
from encours.book.parse import kinds
from encours.book.reading import Reading, Span
from encours.book.records import CASH, KNOWN_SINCE, SALES
from encours.book.staging import Staged
from encours.said import _

_DAY = timedelta(1)
CLOCKS = ("position_since", "sales_since", "receipts_since")
_FILE = "known_since"


@dataclass(frozen=True, slots=True)
class Days:
    """Since when one entity is known; None: not at all."""

    position: date | None = None
    sales: date | None = None
    receipts: date | None = None


NEVER = Days()


def publish(engine: Engine) -> None:
    """Make the table `since`: what was said of each entity, else its first item; receipts, if there ever was cash."""
    engine.run(
        f"""
        CREATE OR REPLACE TABLE since AS
        WITH held AS (
          SELECT entity_id, MIN(posting_date) AS first, BOOL_OR(kind IN ({kinds(CASH)})) AS cash
          FROM items
          GROUP BY entity_id
        )
        SELECT e.entity_id, e.entity, COALESCE(k.position_since, h.first) AS position_since,
          COALESCE(k.sales_since, h.first) AS sales_since,
          COALESCE(k.receipts_since, CASE WHEN h.cash THEN h.first END) AS receipts_since,
          k.position_since IS NOT NULL AS position_said, k.sales_since IS NOT NULL AS sales_said,
          k.receipts_since IS NOT NULL AS receipts_said, k.reason
        FROM entities e
        LEFT JOIN held h ON h.entity_id = e.entity_id
        LEFT JOIN known_since k ON k.entity = e.entity
        WHERE h.entity_id IS NOT NULL OR k.entity IS NOT NULL
        """
    )


def state(engine: Engine, reading: Reading, staged: Mapping[str, Staged]) -> Staged | None:
    """Stage what this import says of since when its entities are known, in `in_known_since`; None where it says
    nothing new. A folder that has the table says it itself."""
    if KNOWN_SINCE.name in staged or not ("items" in staged or reading.scope):
        return None
    before = {row[0]: Days(*row[1:]) for row in engine.rows(_BEFORE)}
    said = {row[0] for row in engine.rows("SELECT entity FROM cur.known_since")}
    told = dict(_told(engine, reading, before, said))
    if not told:
        return None
    columns = ("entity", *CLOCKS, "reason")
    engine.run(
        "CREATE TABLE in_known_since (entity VARCHAR, position_since DATE, sales_since DATE, receipts_since DATE, "
        "reason VARCHAR, custom MAP(VARCHAR, VARCHAR), _file VARCHAR, _line BIGINT)"
    )
    for line, (entity, days) in enumerate(sorted(told.items()), start=1):
        engine.run(
            f"INSERT INTO in_known_since ({', '.join(columns)}, _file, _line) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [entity, days.position, days.sales, days.receipts, reading.format, _FILE, line],
        )
    return Staged(KNOWN_SINCE, columns, (), False, len(told), None)


def notes(engine: Engine) -> list[str]:
    """What `state` says, for the report: the days of each entity that moved."""
    rows = engine.rows(
        f"SELECT i.entity, {', '.join('i.' + clock for clock in CLOCKS)} FROM in_known_since i "
        f"LEFT JOIN cur.since c ON c.entity = i.entity "
        f"WHERE {' OR '.join(f'i.{clock} IS DISTINCT FROM c.{clock}' for clock in CLOCKS)} ORDER BY i.entity"
    )
    return [_told_of(entity, days) for entity, *days in rows]


def _told_of(entity: str, days: Sequence[date | None]) -> str:
    if len(set(days)) == 1:
        text = _("{0}: position, sales and receipts known since {1}; figures that need more say so.")
        return text.format(entity, str(days[0]))
    named = [str(day or "–") for day in days]
    return _("{0}: position known since {1}, sales since {2}, receipts since {3}.").format(entity, *named)


_BEFORE = f"SELECT entity, {', '.join(CLOCKS)} FROM cur.since"


def _told(
    engine: Engine, reading: Reading, before: Mapping[str, Days], said: set[str]
) -> Iterator[tuple[str, Days]]:
    named = {row[0] for row in engine.rows("SELECT DISTINCT entity FROM in_items")} | set(reading.scope)
    ledgers = _ledgers(engine, said & named)
    for entity in named:
        was = before.get(entity, NEVER)
        if reading.snapshot:
            # A list tells what is open that day, and nothing of before: what was known already stays so.
            day = reading.snapshot
            now = Days(was.position or day, was.sales or day, was.receipts or day)
        elif entity in reading.spans:
            span = reading.spans[entity]
            now = Days(*(_earlier(since, span) for since in (was.position, was.sales, was.receipts)))
        elif entity in ledgers:
            now = _by_items(was, *ledgers[entity])
        else:
            continue
        if now != was or entity not in said:
            yield entity, now


def _earlier(since: date | None, span: Span) -> date:
    """Since when something is known once a ledger of these days is; one that ends before it leaves a gap."""
    meets = since is None or span.first < since <= span.last + _DAY
    return span.first if meets or since is None else since


def _by_items(was: Days, sales: Span | None, receipts: Span | None) -> Days:
    """Items of before a first list, given later: sales and receipts are known from the first of each on, and with
    both the position."""
    now_sales = _earlier(was.sales, sales) if sales else was.sales
    now_receipts = _earlier(was.receipts, receipts) if receipts else was.receipts
    if now_sales and now_receipts and was.sales != now_sales and was.receipts != now_receipts:
        return Days(max(now_sales, now_receipts), now_sales, now_receipts)
    return Days(was.position, now_sales, now_receipts)


def _ledgers(engine: Engine, entities: set[str]) -> dict[str, tuple[Span | None, Span | None]]:
    """Days of the sales and of the receipts among the items of an import, for entities of which something was said."""
    if not entities:
        return {}
    sales, cash = f"kind IN ({kinds(SALES)})", f"kind IN ({kinds(CASH)})"
    rows = engine.rows(
        f"SELECT entity, MIN(posting_date) FILTER ({sales}), MAX(posting_date) FILTER ({sales}), "
        f"MIN(posting_date) FILTER ({cash}), MAX(posting_date) FILTER ({cash}) FROM in_items "
        "WHERE entity IN (SELECT UNNEST(?)) GROUP BY entity "
        # Some lines of long ago are no ledger: one has something to say of each month.
        f"HAVING COUNT(DISTINCT DATE_TRUNC('month', posting_date)) FILTER ({sales}) >= "
        f"DATE_DIFF('month', MIN(posting_date) FILTER ({sales}), MAX(posting_date) FILTER ({sales}))",
        [sorted(entities)],
    )
    return {
        entity: (_span(*sold), _span(*paid))
        for entity, *days in rows
        for sold, paid in [(days[:2], days[2:])]
    }


def _span(first: date | None, last: date | None) -> Span | None:
    return Span(first, last) if first and last else None
