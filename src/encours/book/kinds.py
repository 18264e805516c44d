"""What the kinds of items and the origins of their due dates are called."""

from __future__ import annotations

from encours.book.records import Kind
from encours.i18n import mark

KINDS: dict[str, str] = {
    Kind.INVOICE: mark("Invoice"),
    Kind.DEBIT_NOTE: mark("Debit note"),
    Kind.BILL: mark("Bill of exchange"),
    Kind.CREDIT_NOTE: mark("Credit note"),
    Kind.PAYMENT: mark("Payment"),
    Kind.ADVANCE: mark("Advance"),
    Kind.WRITE_OFF: mark("Write-off"),
    Kind.OTHER_DEBIT: mark("Other debit"),
    Kind.OTHER_CREDIT: mark("Other credit"),
}
ORIGINS = {"read": mark("As given"), "computed": mark("Computed from the terms")}
