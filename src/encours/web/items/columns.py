"""The columns of the rows behind a measure: all that the book tells of them, the usual ones first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from encours.api import words
from encours.cube.buckets import labels
from encours.i18n import _
from encours.web.items.query import Asked
from encours.web.labels import fields
from encours.web.tables import Column, Kind
from encours.web.tables.columns import Row

SAME_AS_OPEN = ("net", "gross", "overdue", "not_due", "unapplied", "doubtful")

# Of what is not applied yet, one looks at since when.
UNAPPLIED = ("customer_name", "document", "kind", "issue_date", "age_days", "amount", "open")


def columns(asked: Asked) -> list[Column]:
    """The columns of a table of these rows; those that are not usual wait in the column chooser."""
    shown = UNAPPLIED if _waits(asked) else asked.of.fact.shown
    usual = [name for name in shown if not (name == "open" and asked.name in SAME_AS_OPEN)]
    every = {column.key: column for column in _every(asked)}
    first = [every.pop(name) for name in usual]
    own = _own(asked)
    rest = [replace(column, hidden=True) for key, column in every.items() if key != asked.name]
    return [*first, own, *rest]


def named(row: Row) -> str:
    """The number people know the item by; a row that names none is about the whole account."""
    return row["document"] or row["item"] or _("The whole account")


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
        fields.measure_label(asked.name),
        Kind.MONEY if money else Kind.COUNT,
        currency=asked.visit.currency if money else "",
        style="cents",
        total=True,
    )


def _every(asked: Asked) -> list[Column]:
    beside = (*_of_settlement(asked), *_of_promise(asked), *_of_action(asked))
    own = [column for column in beside if column.key in asked.of.fact.columns]
    return [*_who_and_when(asked), *_how_much(), *_more(asked), *own]


def _who_and_when(asked: Asked) -> list[Column]:
    return [
        Column(
            "customer_name",
            _("Customer"),
            Kind.WHO,
            value=lambda row: row["customer_name"] or row["customer"],
            href=_to_customer(asked),
            second=lambda row: f"{row['customer']} · {row['entity']}",
            beside={
                _("Customer code"): lambda row: row["customer"],
                words.field("entity"): lambda row: row["entity"],
            },
        ),
        Column("document", _("Document"), value=named, href=_to_item(asked)),
        _text("kind", value=lambda row: words.kind(row["kind"])),
        _dated("due_date"),
        _since(asked),
        _dated("posting_date"),
        Column("days_late", words.field("days_late"), Kind.COUNT, tone=_tone),
        Column("age_days", _aged(asked), Kind.COUNT),
        _text("bucket", value=lambda row: _bucket(row, asked), template="items/bucket.html"),
    ]


def _since(asked: Asked) -> Column:
    """A credit waits from its own date on."""
    return Column("issue_date", _("Unapplied since"), Kind.DATE) if _waits(asked) else _dated("issue_date")


def _aged(asked: Asked) -> str:
    return _("Days unapplied") if _waits(asked) else words.field("age_days")


def _waits(asked: Asked) -> bool:
    return asked.name == "unapplied"


def _how_much() -> list[Column]:
    def own(row: Row) -> str:
        return str(row["currency"])

    return [
        Column(name, words.field(name), Kind.MONEY, currency=own, style="cents")
        for name in ("amount", "open")
    ]


def _more(asked: Asked) -> list[Column]:
    return [
        _text("currency"),
        _text("entity"),
        Column("customer", _("Customer code"), href=_to_customer(asked)),
        Column("item", words.field("item"), href=_to_item(asked)),
        *(
            _text(name)
            for name in (
                "reference",
                "portfolio",
                "collector",
                "dispute_cause",
                "business_unit",
                "salesperson",
                "payment_method",
            )
        ),
        *(_standing(name) for name in ("blocking_cause", "reminder_status")),
        _text("due_source", value=lambda row: fields.value("due_source", row["due_source"])),
        Column("doubtful", words.field("doubtful"), Kind.FLAG),
        Column("inferred", words.field("inferred"), Kind.FLAG),
    ]


def _standing(name: str) -> Column:
    """What becomes of the item with the customer, in words."""
    return _text(name, value=lambda row: words.standing(name, row[name]))


def _to_customer(asked: Asked) -> Callable[[Row], str]:
    return lambda row: asked.visit.url("customer", row["entity"], row["customer"])


def _to_item(asked: Asked) -> Callable[[Row], str]:
    return lambda row: asked.visit.url("item", row["entity"], row["item"]) if row["item"] else ""


def _of_settlement(asked: Asked) -> list[Column]:
    visit = asked.visit
    return [
        _dated("value_date"),
        _dated("matching_date"),
        Column(
            "credit_item",
            words.field("credit_item"),
            href=lambda row: visit.url("item", row["entity"], row["credit_item"]),
        ),
        _text("credit_kind", value=lambda row: words.kind(row["credit_kind"])),
    ]


def _of_promise(asked: Asked) -> list[Column]:
    def own(row: Row) -> str:
        return str(row["currency"])

    return [
        _dated("made_on"),
        _dated("promised_for"),
        *(
            Column(name, words.field(name), Kind.MONEY, currency=own, style="cents")
            for name in ("promised_amount", "received_amount")
        ),
        Column(
            "promise", words.field("promise"), href=lambda row: asked.visit.url("promise", row["promise"])
        ),
    ]


def _of_action(asked: Asked) -> list[Column]:
    """What was done, or what a receipt came after."""
    told = ("came_after", "action_kind", "action_channel", "action_outcome", "level")
    return [
        *(_text(name, value=partial(_said, name)) for name in told),
        _text("author"),
        _dated("done_on"),
        Column("minutes", words.field("minutes"), Kind.COUNT),
        Column("action", words.field("action"), href=lambda row: _to_action(asked, row)),
    ]


def _said(name: str, row: Row) -> str:
    return "" if row[name] is None else fields.value(name, str(row[name]))


def _to_action(asked: Asked, row: Row) -> str:
    return asked.visit.url("action", row["action"]) if row["action"] else ""


def _text(name: str, **more: Any) -> Column:
    return Column(name, words.field(name), **more)


def _dated(name: str) -> Column:
    return Column(name, words.field(name), Kind.DATE)


def _bucket(row: Row, asked: Asked) -> str:
    return words.bucket(row["bucket"], asked.base) if row["bucket"] else ""


def _tone(row: Row) -> str:
    return "bad" if (row["days_late"] or 0) > 0 else ""
