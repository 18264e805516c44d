"""The tables of a book, field by field: the interchange contract and the store share this one list."""

from __future__ import annotations

from enum import StrEnum

from encours.book.columns import Column, Table, Type


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


def _text(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.TEXT, about, required)


def _date(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.DATE, about, required)


def _money(name: str, about: str, required: bool = False) -> Column:
    return Column(name, Type.MONEY, about, required)


ENTITY = _text("entity", "Company that keeps the ledger", required=True)
CUSTOMER = _text("customer", "Customer account in that entity", required=True)
CURRENCY = _text("currency", "ISO 4217 code; the entity's currency when empty")
ITEM = _text("item", "Item concerned, when one is")

ENTITIES = Table(
    "entities",
    "Companies whose ledgers the book holds",
    ("entity",),
    (
        ENTITY,
        _text("name", "Name shown"),
        _text("siren", "French registration number, nine digits"),
        _text("country", "ISO 3166 code of two letters"),
        _text("currency", "Currency of the accounts, ISO 4217"),
    ),
)

CUSTOMERS = Table(
    "customers",
    "Customer accounts, one per entity",
    ("entity", "customer"),
    (
        ENTITY,
        CUSTOMER,
        _text("name", "Name shown"),
        _text("siren", "French registration number: consolidates a customer across entities"),
        _text("group", "Customer group"),
        _text("country", "ISO 3166 code of two letters"),
        _text("zone", "Sales zone"),
        _text("sector", "Line of business"),
        _text("category", "Customer category"),
        _text("portfolio", "Collection portfolio"),
        _text("collector", "Person who collects"),
        _text("salesperson", "Person who sells"),
        _text("payment_terms", "Terms agreed, such as `30`, `45 FDM`, `30 FDM le 10`"),
        _text("email", "Address for statements and reminders"),
        _text("phone", "Telephone"),
        _text("language", "Language of letters, `fr` or `en`"),
    ),
)

ITEMS = Table(
    "items",
    "Receivable items: invoices, credit notes, payments… one row per due date",
    ("entity", "item"),
    (
        ENTITY,
        CUSTOMER,
        _text("item", "Stable key of the item in its entity", required=True),
        _text(
            "kind",
            "invoice, debit_note, bill, other_debit; credit_note, payment, advance, write_off, other_credit",
            required=True,
        ),
        _text("nature", "Why an item is of another kind: returned, refund, transfer, opening…"),
        _text("document", "Number printed on the document"),
        _date("posting_date", "Day from which the item exists", required=True),
        _date("issue_date", "Day of the document; for a payment, its value date; posting date when empty"),
        _date("due_date", "Day it should be paid; issue date when empty"),
        CURRENCY,
        _money("amount", "Signed amount incl. VAT: debits positive, credits negative", required=True),
        _money("amount_excl_vat", "Signed amount excluding VAT"),
        _text("business_unit", "Business unit that sold"),
        _text("salesperson", "Person who sold this item; the customer's when empty"),
        _text("reference", "Reference given by the customer"),
        _text("order_reference", "Order it belongs to"),
        _text("payment_method", "How it should be paid"),
        _text("blocking_cause", "Why it is not chased"),
        _text("reminder_status", "Reminder level reached"),
        Column("doubtful", Type.FLAG, "Held on a doubtful account (416)"),
        _text("due_source", "`read` in the source, or `computed` from payment terms; `read` when empty"),
        Column("inferred", Type.FLAG, "Deduced from a list of open items, not read in a ledger"),
    ),
)

ALLOCATIONS = Table(
    "allocations",
    "Credits set against debits: takes its amount off both sides on its date",
    ("entity", "debit_item", "credit_item", "date"),
    (
        ENTITY,
        _text("debit_item", "Item reduced", required=True),
        _text("credit_item", "Credit used", required=True),
        _date("date", "Matching date", required=True),
        _money("amount", "Positive amount in the currency of the items", required=True),
        _text("matching_ref", "Matching letter or clearing document"),
        Column("inferred", Type.FLAG, "Deduced from an item's absence in a list of open items"),
    ),
)

RATES = Table(
    "rates",
    "Units of a currency for one unit of the reference currency (EUR by convention)",
    ("date", "currency"),
    (
        _date("date", "Day of the rate", required=True),
        _text("currency", "ISO 4217 code", required=True),
        Column("rate", Type.NUMBER, "Positive rate, up to nine decimals", required=True),
    ),
)

PROMISES = Table(
    "promises",
    "Payments promised by customers",
    ("promise",),
    (
        _text("promise", "Key of the promise", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        _date("made_on", "Day it was made", required=True),
        _date("due_on", "Day the money should be there", required=True),
        _money("amount", "Amount promised", required=True),
        CURRENCY,
        _text("collector", "Person who took it"),
        _date("cancelled_on", "Day it was cancelled"),
    ),
)

DISPUTES = Table(
    "disputes",
    "Items a customer contests",
    ("dispute",),
    (
        _text("dispute", "Key of the dispute", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        _text("cause", "Cause given"),
        _money("amount", "Amount contested; the whole open amount when empty"),
        _date("opened_on", "Day it was opened", required=True),
        _date("closed_on", "Day it was closed"),
        _text("outcome", "How it ended"),
        _text("owner", "Person who must answer"),
    ),
)

ACTIONS = Table(
    "actions",
    "Reminders, calls and other collection work",
    ("action",),
    (
        _text("action", "Key of the action", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        _text("kind", "reminder, call, letter, visit…"),
        Column("level", Type.WHOLE, "Reminder level"),
        _text("channel", "email, letter, phone, sms…"),
        Column("automatic", Type.FLAG, "Done by a rule rather than a person"),
        Column("done_at", Type.MOMENT, "When it was done", required=True),
        Column("minutes", Type.NUMBER, "Time spent"),
        _text("author", "Who did it"),
        _text("outcome", "What came of it"),
    ),
)

LIMITS = Table(
    "limits",
    "Internal credit limits",
    ("entity", "customer", "from_date"),
    (
        ENTITY,
        CUSTOMER,
        _date("from_date", "First day", required=True),
        _date("to_date", "Last day"),
        _money("amount", "Limit", required=True),
        CURRENCY,
        _text("overrun", "`allowed` or `blocking`"),
        _text("decided_by", "Who decided"),
    ),
)

COVERS = Table(
    "covers",
    "Credit insurance cover",
    ("policy", "entity", "customer", "from_date"),
    (
        _text("policy", "Policy number", required=True),
        _text("insurer", "Insurer"),
        ENTITY,
        CUSTOMER,
        _date("from_date", "First day", required=True),
        _date("to_date", "Last day"),
        _money("amount", "Limit granted", required=True),
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
        _text("agency", "Agency", required=True),
        _text("siren", "Company rated", required=True),
        _date("date", "Day of the rating", required=True),
        _text("rating", "As the agency writes it"),
        _text("scale", "Scale it belongs to"),
        Column("score", Type.NUMBER, "As a number, when there is one"),
        _text("event", "Event such as an insolvency"),
    ),
)

ORDERS = Table(
    "orders",
    "Orders not wholly invoiced",
    ("entity", "order"),
    (
        ENTITY,
        _text("order", "Order number", required=True),
        CUSTOMER,
        _date("date", "Day of the order", required=True),
        _date("delivery_date", "Day of delivery"),
        CURRENCY,
        _money("amount", "Ordered", required=True),
        _money("delivered_amount", "Delivered"),
        _money("invoiced_amount", "Invoiced"),
        _money("advance_amount", "Advance received"),
    ),
)

SURVEYS = Table(
    "surveys",
    "Satisfaction surveys",
    ("survey",),
    (
        _text("survey", "Key of the survey", required=True),
        ENTITY,
        CUSTOMER,
        Column("sent_at", Type.MOMENT, "When it was sent", required=True),
        Column("answered_at", Type.MOMENT, "When it was answered"),
        Column("score", Type.WHOLE, "1 to 5"),
    ),
)

KNOWN_SINCE = Table(
    "known_since",
    "Since when each entity is known; without a row, since its first item",
    ("entity",),
    (
        ENTITY,
        *(
            _date(f"{what}_since", f"First day known of the {what}")
            for what in ("position", "sales", "receipts")
        ),
        _text("reason", "What this rests on, in the words of who said it"),
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
    LIMITS,
    COVERS,
    RATINGS,
    ORDERS,
    SURVEYS,
    KNOWN_SINCE,
)
BY_NAME = {table.name: table for table in TABLES}
