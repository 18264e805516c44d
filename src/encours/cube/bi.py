"""The published book as tables other tools read with SQL: few, stable, money in decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from encours.book.engine import Engine, name
from encours.book.follow_up import GRACE_DAYS
from encours.book.home import Home
from encours.book.publication import open_served
from encours.book.records import CUSTOMERS
from encours.book.written import exact
from encours.cube import buckets
from encours.cube.facts.beside import narrowed
from encours.cube.facts.standing import blocking, blocking_cause, chase, reminder_status
from encours.cube.overlay import lay_all, names
from encours.errors import DataError, UsageError
from encours.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

Columns = tuple[tuple[str, str], ...]  # name, SQL


@dataclass(frozen=True, slots=True)
class Table:
    """One table offered. Its names are a promise: columns are added, never renamed nor removed."""

    name: str
    about: str
    columns: Columns
    rows: str

    def sql(self, day: date) -> str:
        """The view, with the `{day}` of the newest data and `{positions}` where its rows ask for them."""
        shown = ", ".join(f"{sql} AS {name(column)}" for column, sql in self.columns)
        rows = (
            self.rows.format(day=day, positions="positions", **narrowed())
            if "{day}" in self.rows
            else self.rows
        )
        return f"CREATE TEMP VIEW {self.name} AS SELECT {shown} FROM {rows}"


def asked(
    home: Home, query: str, written: Mapping[str, pa.Table] | None = None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query; UsageError says what is wrong with it. `written` is what people recorded
    besides, by table.

    The file is open for reading only, and the query reaches no other file, no network, no setting.
    """
    engine = opened(home, written)
    try:
        with _told():
            if not duckdb.extract_statements(query):
                raise UsageError(_("Write a query, such as SELECT * FROM bi_items"))
            return engine.columns(query)
    finally:
        engine.close()


def opened(home: Home, written: Mapping[str, pa.Table] | None = None) -> Engine:
    """The newest book with these tables, and what people recorded laid over them, shut to everything else."""
    engine = open_served(home)
    lay_all(engine, written or {})
    day = engine.value("SELECT data_date FROM meta") or date.min
    for table in TABLES:
        engine.run(table.sql(day))
    engine.run("SET enable_external_access = false")
    engine.run("SET lock_configuration = true")
    return engine


def of_people() -> frozenset[str]:
    """The tables, ours and the book's, in which something people record may be read."""
    return names() | {"bi_items"}


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
        raise UsageError(" ".join(str(error).split())) from None
    except (duckdb.PermissionException, duckdb.InvalidInputException) as error:
        raise UsageError(
            _("This command reads the book and nothing else: {0}").format(_first(error))
        ) from None
    except duckdb.Error as error:
        raise DataError(_first(error)) from None


def _first(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _same(*columns: str, of: str) -> Columns:
    return tuple((column, f"{of}.{name(column)}") for column in columns)


def _bucket(open_units: str, late: str) -> str:
    """The bucket of an open item, at the usual edges."""
    edges = buckets.edges(buckets.DEFAULT)
    not_due, *closed, last = buckets.labels(edges)
    steps = " ".join(
        f"WHEN {late} <= {edge} THEN '{label}'" for edge, label in zip(edges, closed, strict=True)
    )
    return (
        f"CASE WHEN {open_units} = 0 THEN NULL WHEN {open_units} < 0 THEN '{buckets.UNAPPLIED}' "
        f"WHEN {late} <= 0 THEN '{not_due}' {steps} ELSE '{last}' END"
    )


_HELD = "COALESCE(o.open_units, 0)"
_LATE = "(m.data_date - i.due_on)"
_ITEM_ROWS = (
    "items i CROSS JOIN meta m JOIN customers c ON c.customer_id = i.customer_id "
    "JOIN entities e ON e.entity_id = i.entity_id LEFT JOIN positions o ON o.item_id = i.item_id "
    "AND o.valid_from <= m.data_date AND o.valid_to > m.data_date "
    f"LEFT JOIN {blocking('i')} LEFT JOIN {chase('i')}"
)
# Month-ends are kept where something changed: in between, the position is that of the one before.
_MONTHS = (
    "(SELECT last_day(UNNEST(generate_series(date_trunc('month', MIN(month_end)), "
    "(SELECT data_date FROM meta), INTERVAL 1 MONTH))) AS month_end FROM month_ends)"
)
_PARTY: Columns = (
    *_same("entity", "customer", of="c"),
    ("customer_name", "c.name"),
    ("customer_group", 'c."group"'),
    *_same("siren", "country", "zone", "sector", "category", "portfolio", "collector", of="c"),
)

TABLES: Sequence[Table] = (
    Table(
        "bi_items",
        "One row an item, with its open amount, days late and bucket on the day of the newest data",
        (
            *_PARTY,
            ("entity_name", "e.name"),
            *_same("item", "kind", "document", "posting_date", of="i"),
            ("issue_date", "i.issued_on"),
            ("due_date", "i.due_on"),
            ("currency", "i.ccy"),
            ("amount", exact("i.amount")),
            ("open", exact(_HELD)),
            ("days_late", f"CASE WHEN {_HELD} > 0 THEN {_LATE} END"),
            ("bucket", _bucket(_HELD, _LATE)),
            ("salesperson", "COALESCE(i.salesperson, c.salesperson)"),
            *_same("business_unit", "reference", "order_reference", "payment_method", of="i"),
            ("blocking_cause", blocking_cause()),
            ("reminder_status", reminder_status("i")),
            ("doubtful", "COALESCE(i.doubtful, FALSE)"),
            ("inferred", "COALESCE(i.inferred, FALSE)"),
            ("position_date", "m.data_date"),
        ),
        _ITEM_ROWS,
    ),
    Table(
        "bi_positions",
        "One row for each span of days over which the open amount of an item stays the same: `valid_to` is the day "
        "it changes. The position of a day is the rows where `valid_from <= day AND valid_to > day`",
        (
            *_PARTY,
            *_same("item", of="i"),
            ("kind", "p.kind"),
            ("currency", "p.ccy"),
            ("issue_date", "p.issued_on"),
            ("due_date", "p.due_on"),
            ("doubtful", "COALESCE(p.doubtful, FALSE)"),
            ("valid_from", "p.valid_from"),
            ("valid_to", "p.valid_to"),
            ("open", exact("p.open_units")),
        ),
        "positions p JOIN items i ON i.item_id = p.item_id JOIN customers c ON c.customer_id = p.customer_id",
    ),
    Table(
        "bi_settlements",
        "One row for each credit set against a debit: when, how much, how late",
        (
            *_PARTY,
            *_same("item", of="i"),
            ("kind", "s.kind"),
            ("credit_item", "k.item"),
            ("credit_kind", "s.credit_kind"),
            ("currency", "s.ccy"),
            ("due_date", "s.due_on"),
            ("value_date", "s.valued_on"),
            ("matching_date", "s.matched_on"),
            ("days_late", "s.valued_on - s.due_on"),
            ("amount", exact("s.paid_units")),
            ("inferred", "s.inferred"),
        ),
        "settlements s JOIN items i ON i.item_id = s.item_id JOIN items k ON k.item_id = s.credit_id "
        "JOIN customers c ON c.customer_id = s.customer_id",
    ),
    Table(
        "bi_customers",
        "One row a customer account",
        (
            *_same(*(column for column in CUSTOMERS.names if column != "group"), of="c"),
            ("customer_group", 'c."group"'),
        ),
        "customers c",
    ),
    Table(
        "bi_promises",
        "One row a promise to pay, those of the ledger and those recorded in the web",
        (
            *_PARTY,
            *_same("promise", "item", "made_on", "due_on", "cancelled_on", of="p"),
            ("currency", "COALESCE(p.currency, e.currency)"),
            ("amount", exact("p.amount")),
            ("taken_by", "p.collector"),
            ("grace_days", f"COALESCE(p.grace_days, {GRACE_DAYS})"),
            *_same("channel", "promised_by", "plan", of="p"),
        ),
        "promises p JOIN customers c ON c.entity = p.entity AND c.customer = p.customer "
        "JOIN entities e ON e.entity = p.entity",
    ),
    Table(
        "bi_month_ends",
        "The position at each month-end, by entity, currency, kind and due date",
        (
            ("month_end", "w.month_end"),
            ("entity", "e.entity"),
            ("currency", "p.ccy"),
            ("kind", "p.kind"),
            ("doubtful", "COALESCE(p.doubtful, FALSE)"),
            ("due_date", "p.due_on"),
            ("open", exact("SUM(p.open_units)")),
            ("item_count", "SUM(p.item_count)::BIGINT"),
        ),
        f"{_MONTHS} w ASOF JOIN month_ends t ON t.month_end <= w.month_end "
        "JOIN month_positions p ON p.month_end = t.month_end JOIN entities e ON e.entity_id = p.entity_id "
        "GROUP BY ALL HAVING SUM(p.item_count) <> 0",
    ),
    Table(
        "bi_rates",
        "Rates held: units of the currency for one of the reference currency",
        _same("date", "currency", "rate", of="r"),
        "rates r",
    ),
)
