"""The columns of the rows behind a measure: all that the book tells of them, the usual ones first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from encours.cube.buckets import labels
from encours.cube.measures import Fact
from encours.i18n import _
from encours.web.items import words
from encours.web.items.asked import Asked
from encours.web.tables import Column, Kind
from encours.web.tables.columns import Row

SAME_AS_OPEN = ("net", "gross", "overdue", "not_due", "unapplied", "doubtful")
USUAL = {
    Fact.POSITION: ("customer_name", "document", "kind", "due_date", "days_late", "bucket", "amount", "open"),
    Fact.BILLING: ("customer_name", "document", "kind", "issue_date", "due_date", "amount", "open"),
    Fact.SETTLEMENT: ("customer_name", "document", "due_date", "value_date", "credit_item", "amount"),
}


def columns(asked: Asked) -> list[Column]:
    """The columns of a table of these rows; those that are not usual wait in the column chooser."""
    usual = [name for name in USUAL[asked.of.fact] if not (name == "open" and asked.name in SAME_AS_OPEN)]
    every = {column.key: column for column in _every(asked)}
    first = [every.pop(name) for name in usual]
    own = _own(asked)
    rest = [replace(column, hidden=True) for key, column in every.items() if key != asked.name]
    return [*first, own, *rest]


def shade(label: str | None, edges: tuple[int, ...]) -> str:
    """The colour of a bucket, from not due to the oldest; a credit has none.

    >>> shade("not_due", (30, 60, 90)), shade("1-30", (30, 60, 90)), shade("91+", (30, 60, 90))
    ('b0', 'b1', 'b5')
    """
    known = labels(edges)
    if label not in known:
        return ""
    place = known.index(label)
    return f"b{place if place < 2 else 1 + round((place - 1) * 4 / (len(known) - 2))}"


def _own(asked: Asked) -> Column:
    """What the row adds to the figure."""
    money = asked.of.money
    return Column(
        asked.name,
        words.measure_label(asked.name),
        Kind.MONEY if money else Kind.COUNT,
        currency=asked.visit.currency if money else "",
        style="cents",
        total=True,
    )


def _every(asked: Asked) -> list[Column]:
    visit = asked.visit

    def customer(row: Row) -> str:
        return visit.url("customer", row["entity"], row["customer"])

    def page(row: Row) -> str:
        return visit.url("item", row["entity"], row["item"])

    def own_currency(row: Row) -> str:
        return str(row["currency"])

    found = [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            value=lambda row: row["customer_name"] or row["customer"],
            href=customer,
            second=lambda row: f"{row['customer']} · {row['entity']}",
        ),
        Column("document", _("Document"), value=lambda row: row["document"] or row["item"], href=page),
        _text("kind", value=lambda row: words.kind(row["kind"])),
        _dated("due_date"),
        _dated("issue_date"),
        _dated("posting_date"),
        Column("days_late", words.field_label("days_late"), Kind.COUNT, tone=_tone),
        _text("bucket", value=lambda row: _bucket(row, asked), template="items/bucket.html"),
        Column("amount", words.field_label("amount"), Kind.MONEY, currency=own_currency, style="cents"),
        Column("open", words.field_label("open"), Kind.MONEY, currency=own_currency, style="cents"),
        _text("currency"),
        _text("entity"),
        Column("customer", _("Customer code"), href=customer),
        Column("item", words.field_label("item"), href=page),
        _text("reference"),
        _text("business_unit"),
        _text("salesperson"),
        _text("payment_method"),
        _text("blocking_cause"),
        _text("reminder_status"),
        _text("due_source", value=lambda row: words.value("due_source", row["due_source"])),
        Column("doubtful", words.field_label("doubtful"), Kind.FLAG),
        Column("inferred", words.field_label("inferred"), Kind.FLAG),
    ]
    return [*found, *(_of_settlement(asked) if asked.of.fact is Fact.SETTLEMENT else [])]


def _of_settlement(asked: Asked) -> list[Column]:
    visit = asked.visit
    return [
        _dated("value_date"),
        _dated("matching_date"),
        Column(
            "credit_item",
            words.field_label("credit_item"),
            href=lambda row: visit.url("item", row["entity"], row["credit_item"]),
        ),
        _text("credit_kind", value=lambda row: words.kind(row["credit_kind"])),
    ]


def _text(name: str, **more: Any) -> Column:
    return Column(name, words.field_label(name), **more)


def _dated(name: str) -> Column:
    return Column(name, words.field_label(name), Kind.DATE)


def _bucket(row: Row, asked: Asked) -> str:
    return words.bucket(row["bucket"], asked.base) if row["bucket"] else ""


def _tone(row: Row) -> str:
    return "bad" if (row["days_late"] or 0) > 0 else ""
