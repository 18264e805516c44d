"""An item as the interface tells it: its columns, what is set against it, its disputes."""

from __future__ import annotations

from datetime import date as Day

from ninja import Schema


class ItemColumns(Schema):
    """The item as the book reads it; `open` is what is left of it on the day. Amounts are in its currency."""

    entity: str
    customer: str
    customer_name: str | None
    item: str
    kind: str
    nature: str | None
    document: str | None
    posting_date: Day
    issue_date: Day
    due_date: Day
    currency: str
    amount: float
    amount_excl_vat: float | None
    open: float
    business_unit: str | None
    salesperson: str | None
    reference: str | None
    order_reference: str | None
    payment_method: str | None
    blocking_cause: str | None
    reminder_status: str | None
    doubtful: bool
    due_source: str | None
    due_read: bool | None
    inferred: bool
    custom: dict[str, str]


class Allocation(Schema):
    """A credit set against a debit; a side that the caller may not see is null, `other_customer` is set when one of
    them is another account's."""

    date: Day
    debit_item: str | None
    debit_kind: str | None
    debit_document: str | None
    debit_due_date: Day | None
    credit_item: str | None
    credit_kind: str | None
    credit_document: str | None
    value_date: Day | None
    amount: float
    currency: str
    matching_ref: str | None
    inferred: bool
    other_customer: str | None


class Dispute(Schema):
    """A dispute about the item; the whole of it is disputed when it has no amount."""

    dispute: str
    cause: str | None
    owner: str | None
    amount: float | None
    currency: str
    opened_on: Day
    closed_on: Day | None
    outcome: str | None


class Item(Schema):
    """One item on a day."""

    as_of: Day
    item: ItemColumns
    allocations: list[Allocation]
    disputes: list[Dispute]
