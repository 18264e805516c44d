"""Who follows which customer, when it is decided here rather than in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from encours.book.engine import Engine, name
from encours.cube.filters import condition, parse
from encours.errors import UsageError
from encours.i18n import _


@dataclass(frozen=True, slots=True)
class Rule:
    """Customers that meet every condition (`country=FR`, `customer~DUP`, `category=A,B`: written as filters are) belong
    to this portfolio, are followed by this collector; None decides nothing."""

    conditions: tuple[str, ...] = ()
    portfolio: str | None = None
    collector: str | None = None


@dataclass(frozen=True, slots=True)
class Exempted:
    """A customer account placed by hand, whatever the rules say; None decides nothing."""

    entity: str
    customer: str
    portfolio: str | None = None
    collector: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """The first rule that decides wins, for the portfolio and for the collector apart; an exception wins over rules
    (the last one, of several for an account), and where nothing decides the ledger does."""

    rules: tuple[Rule, ...] = ()
    exceptions: tuple[Exempted, ...] = ()


def assign(engine: Engine, assignment: Assignment, custom: Mapping[str, str]) -> None:
    """From now on the customers this connection reads are in the portfolios, and have the collectors, decided here.

    Conditions read the ledger's own attributes. UsageError for a condition that is not about customers.
    """
    import pyarrow as pa

    held = {(one.entity, one.customer): one for one in assignment.exceptions}
    names = ("entity", "customer", "portfolio", "collector")
    columns = [pa.array([getattr(one, field) for one in held.values()], pa.string()) for field in names]
    decided, parameters = [], []
    for field in ("portfolio", "collector"):
        sql, values = _decided(assignment.rules, field, custom)
        decided.append(sql)
        parameters += values
    ledger = f"{name(engine.value('SELECT current_database()'))}.main.customers"
    with engine.table("placed", pa.table(columns, names=list(names))):
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE followed AS SELECT t.customer_id, {', '.join(decided)} FROM {ledger} t "
            "LEFT JOIN placed p ON p.entity = t.entity AND p.customer = t.customer",
            parameters,
        )
    engine.run(
        "CREATE OR REPLACE TEMP VIEW customers AS SELECT t.* REPLACE (a.portfolio AS portfolio, "
        f"a.collector AS collector) FROM {ledger} t JOIN followed a ON a.customer_id = t.customer_id"
    )


def _decided(rules: tuple[Rule, ...], field: str, custom: Mapping[str, str]) -> tuple[str, list[Any]]:
    cases, parameters = [], []
    for rule in rules:
        given = getattr(rule, field)
        if given is not None:
            test, values = _holds(rule, custom)
            cases.append(f"WHEN {test} THEN ?")
            parameters += [*values, given]
    by_rule = f"CASE {' '.join(cases)} END, " if cases else ""
    return f"COALESCE(p.{field}, {by_rule}t.{field}) AS {field}", parameters


def _holds(rule: Rule, custom: Mapping[str, str]) -> tuple[str, list[Any]]:
    tests, parameters = ["TRUE"], []
    for text in rule.conditions:
        wanted = parse(text, custom)
        if wanted.dimension is None or not wanted.dimension.where.holder:
            raise UsageError(
                _("Customers are assigned by what they are: {0} is not an attribute of theirs.").format(
                    wanted.field
                )
            )
        sql, values = condition(wanted, f"t.{wanted.dimension.column}")
        tests.append(f"({sql})")
        parameters += values
    return " AND ".join(tests), parameters
