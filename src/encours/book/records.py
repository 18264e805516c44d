"""The tables of a book, field by field: the interchange contract and the store share this one list."""

from __future__ import annotations

from enum import StrEnum

from encours.book.columns import Column, Table, Type
from encours.book.follow_up import ACTIONS, CONTACTS, DISPUTES, HOLDS, PROMISES, SURVEYS
from encours.book.usual import CURRENCY, CUSTOMER, ENTITY, date, money, text


class Kind(StrEnum):
    """What an item is. Debits carry a positive amount, credits a negative one."""

    INVOICE = "invoice"
    DEBIT_NOTE = "debit_note"
    BILL = "bill"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    ADVANCE = "advance"
    WRITE_OFF = "write_off"
    OTHER_DEBIT = "other_debit"  # no sale: money given back, moved from elsewhere, a balance brought forward
    OTHER_CREDIT = "other_credit"  # neither cash, nor a credit note, nor a loss


DEBITS = (Kind.INVOICE, Kind.DEBIT_NOTE, Kind.BILL, Kind.OTHER_DEBIT)
CREDITS = (Kind.CREDIT_NOTE, Kind.PAYMENT, Kind.ADVANCE, Kind.WRITE_OFF, Kind.OTHER_CREDIT)
CASH = (Kind.PAYMENT, Kind.ADVANCE)
SALES = (Kind.INVOICE, Kind.DEBIT_NOTE, Kind.CREDIT_NOTE)


ENTITIES = Table(
    "entities",
    "Companies whose ledgers the book holds",
    ("entity",),
    (
        ENTITY,
        text("name", "Name shown"),
        text("siren", "French registration number, nine digits"),
        text("country", "ISO 3166 code of two letters"),
        text("currency", "Currency of the accounts, ISO 4217"),
    ),
)

CUSTOMERS = Table(
    "customers",
    "Customer accounts, one per entity",
    ("entity", "customer"),
    (
        ENTITY,
        CUSTOMER,
        text("name", "Name shown"),
        text("siren", "French registration number: consolidates a customer across entities"),
        text("group", "Customer group"),
        text("country", "ISO 3166 code of two letters"),
        text("zone", "Sales zone"),
        text("sector", "Line of business"),
        text("category", "Customer category"),
        text("portfolio", "Collection portfolio"),
        text("collector", "Person who collects"),
        text("salesperson", "Person who sells"),
        text("payment_terms", "Terms agreed, such as `30`, `45 FDM`, `30 FDM le 10`"),
        text("email", "Address for statements and reminders"),
        text("phone", "Telephone"),
        text("language", "Language of letters, `fr` or `en`"),
    ),
)

ITEMS = Table(
    "items",
    "Receivable items: invoices, credit notes, payments… one row per due date",
    ("entity", "item"),
    (
        ENTITY,
        CUSTOMER,
        text("item", "Stable key of the item in its entity", required=True),
        text(
            "kind",
            "invoice, debit_note, bill, other_debit; credit_note, payment, advance, write_off, other_credit",
            required=True,
        ),
        text("nature", "Why an item is of another kind: returned, refund, transfer, opening…"),
        text("document", "Number printed on the document"),
        date("posting_date", "Day from which the item exists", required=True),
        date("issue_date", "Day of the document; for a payment, its value date; posting date when empty"),
        date("due_date", "Day it should be paid; issue date when empty"),
        CURRENCY,
        money("amount", "Signed amount incl. VAT: debits positive, credits negative", required=True),
        money("amount_excl_vat", "Signed amount excluding VAT"),
        text("business_unit", "Business unit that sold"),
        text("salesperson", "Person who sold this item; the customer's when empty"),
        text("reference", "Reference given by the customer"),
        text("order_reference", "Order it belongs to"),
        text("payment_method", "How it should be paid"),
        text("blocking_cause", "Why it is not chased"),
        text("reminder_status", "Reminder level reached"),
        Column("doubtful", Type.FLAG, "Held on a doubtful account (416)"),
        text("due_source", "`read` in the source, or `computed` from payment terms; `read` when empty"),
        Column("inferred", Type.FLAG, "Deduced from a list of open items, not read in a ledger"),
    ),
)

ALLOCATIONS = Table(
    "allocations",
    "Credits set against debits: takes its amount off both sides on its date",
    ("entity", "debit_item", "credit_item", "date"),
    (
        ENTITY,
        text("debit_item", "Item reduced", required=True),
        text("credit_item", "Credit used", required=True),
        date("date", "Matching date", required=True),
        money("amount", "Positive amount in the currency of the items", required=True),
        text("matching_ref", "Matching letter or clearing document"),
        Column("inferred", Type.FLAG, "Deduced from an item's absence in a list of open items"),
    ),
)

RATES = Table(
    "rates",
    "Units of a currency for one unit of the reference currency (EUR by convention)",
    ("date", "currency"),
    (
        date("date", "Day of the rate", required=True),
        text("currency", "ISO 4217 code", required=True),
        Column("rate", Type.NUMBER, "Positive rate, up to nine decimals", required=True),
    ),
)

LIMITS = Table(
    "limits",
    "Internal credit limits",
    ("entity", "customer", "from_date"),
    (
        ENTITY,
        CUSTOMER,
        date("from_date", "First day", required=True),
        date("to_date", "Last day"),
        money("amount", "Limit", required=True),
        CURRENCY,
        text("overrun", "`allowed` or `blocking`"),
        text("decided_by", "Who decided"),
    ),
)

COVERS = Table(
    "covers",
    "Credit insurance cover",
    ("policy", "entity", "customer", "from_date"),
    (
        text("policy", "Policy number", required=True),
        text("insurer", "Insurer"),
        ENTITY,
        CUSTOMER,
        date("from_date", "First day", required=True),
        date("to_date", "Last day"),
        money("amount", "Limit granted", required=True),
        CURRENCY,
        Column("insured_rate", Type.NUMBER, "Share insured, 0 to 1"),
        Column("extension_days", Type.WHOLE, "Days after the due date before cover stops"),
        Column("notice_days", Type.WHOLE, "Days left after that to give notice of a claim"),
    ),
)

RATINGS = Table(
    "ratings",
    "Ratings and events of outside agencies",
    ("agency", "siren", "date"),
    (
        text("agency", "Agency", required=True),
        text("siren", "Company rated", required=True),
        date("date", "Day of the rating", required=True),
        text("rating", "As the agency writes it"),
        text("scale", "Scale it belongs to"),
        Column("score", Type.NUMBER, "As a number, when there is one"),
        text("event", "Event such as an insolvency"),
    ),
)

ORDERS = Table(
    "orders",
    "Orders not wholly invoiced",
    ("entity", "order"),
    (
        ENTITY,
        text("order", "Order number", required=True),
        CUSTOMER,
        date("date", "Day of the order", required=True),
        date("delivery_date", "Day of delivery"),
        CURRENCY,
        money("amount", "Ordered", required=True),
        money("delivered_amount", "Delivered"),
        money("invoiced_amount", "Invoiced"),
        money("advance_amount", "Advance received"),
    ),
)

KNOWN_SINCE = Table(
    "known_since",
    "Since when each entity is known; without a row, since its first item",
    ("entity",),
    (
        ENTITY,
        *(
            date(f"{what}_since", f"First day known of the {what}")
            for what in ("position", "sales", "receipts")
        ),
        text("reason", "What this rests on, in the words of who said it"),
    ),
)

TABLES: tuple[Table, ...] = (
    ENTITIES,
    CUSTOMERS,
    ITEMS,
    ALLOCATIONS,
    RATES,
    PROMISES,
    DISPUTES,
    ACTIONS,
    HOLDS,
    CONTACTS,
    LIMITS,
    COVERS,
    RATINGS,
    ORDERS,
    SURVEYS,
    KNOWN_SINCE,
)
BY_NAME = {table.name: table for table in TABLES}
