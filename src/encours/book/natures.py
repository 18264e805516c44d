"""Why an item is an other debit or an other credit: what importers write in `nature`, and pages show."""

from __future__ import annotations

from enum import StrEnum

from encours.i18n import mark


class Nature(StrEnum):
    """What happened, where the kind of an item does not say it."""

    RETURNED = "returned"  # a cheque or direct debit the bank sent back
    CANCELLED = "cancelled"  # a payment that never was
    REFUND = "refund"
    TRANSFER = "transfer"  # from one customer to another
    TO_BILL = "to_bill"
    TO_DOUBTFUL = "to_doubtful"
    FROM_DEPOSIT = "from_deposit"
    INVOICED_DEPOSIT = "invoiced_deposit"  # a deposit asked for by an invoice of its own, a sale already
    TO_FACTOR = "to_factor"
    OFFSET = "offset"  # against what is owed to a supplier
    OTHER_ACCOUNT = "other_account"
    EXCHANGE = "exchange"
    INTEREST = "interest"
    VAT = "vat"
    OPENING = "opening"


# A payment set against the debit by which it went back is no receipt.
GIVEN_BACK = (Nature.RETURNED, Nature.CANCELLED, Nature.REFUND)

LABELS: dict[str, str] = {
    Nature.RETURNED: mark("Returned payment"),
    Nature.CANCELLED: mark("Cancelled payment"),
    Nature.REFUND: mark("Refund"),
    Nature.TRANSFER: mark("Transfer between customers"),
    Nature.TO_BILL: mark("Settled by a bill of exchange"),
    Nature.TO_DOUBTFUL: mark("Moved to doubtful"),
    Nature.FROM_DEPOSIT: mark("Deposit"),
    Nature.INVOICED_DEPOSIT: mark("Invoiced deposit"),
    Nature.TO_FACTOR: mark("Transferred to a factor"),
    Nature.OFFSET: mark("Offset with a supplier account"),
    Nature.OTHER_ACCOUNT: mark("Moved to another account"),
    Nature.EXCHANGE: mark("Exchange difference"),
    Nature.INTEREST: mark("Late-payment interest"),
    Nature.VAT: mark("VAT correction"),
    Nature.OPENING: mark("Opening balance"),
}
