"""The tables of a book that hold what people do about the items: promises, disputes, actions, holds, contacts."""

from __future__ import annotations

from encours.book.columns import Column, Table, Type
from encours.book.usual import CURRENCY, CUSTOMER, ENTITY, ITEM, date, money, text

GRACE_DAYS = (
    3  # days after its date within which the money of a promise still counts as in time, unless it says
)
MOST_GRACE_DAYS = 90

PROMISES = Table(
    "promises",
    "Payments promised by customers",
    ("promise",),
    (
        text("promise", "Key of the promise", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        date("made_on", "Day it was made", required=True),
        date("due_on", "Day the money should be there", required=True),
        money("amount", "Amount promised", required=True),
        CURRENCY,
        text("collector", "Person who took it"),
        date("cancelled_on", "Day it was cancelled"),
        Column(
            "grace_days",
            Type.WHOLE,
            "Days after that day within which the money is in time, 0 to 90; 3 when empty",
        ),
        text("channel", "How it was said: phone, email, letter, sms, meeting"),
        text("promised_by", "Person of the customer who promised"),
        text(
            "plan",
            "Plan it is an instalment of: those of one customer under one name are paid one after another",
        ),
    ),
)

DISPUTES = Table(
    "disputes",
    "Items a customer contests",
    ("dispute",),
    (
        text("dispute", "Key of the dispute", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        text("cause", "Cause given"),
        money("amount", "Amount contested; the whole open amount when empty"),
        date("opened_on", "Day it was opened", required=True),
        date("closed_on", "Day it was closed"),
        text("outcome", "How it ended"),
        text("owner", "Person who must answer"),
        date("answered_on", "Day that person answered"),
        text("answer", "The answer: accepted, refused, credit_note"),
        money("answer_amount", "Amount of the credit note proposed"),
        text("answer_note", "What was answered, in words"),
    ),
)

ACTIONS = Table(
    "actions",
    "Reminders, calls and other collection work",
    ("action",),
    (
        text("action", "Key of the action", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        text("kind", "reminder, call, letter, visit…"),
        Column("level", Type.WHOLE, "Reminder level"),
        text("channel", "email, letter, phone, sms…"),
        Column("automatic", Type.FLAG, "Done by a rule rather than a person"),
        Column("done_at", Type.MOMENT, "When it was done", required=True),
        Column("minutes", Type.NUMBER, "Time spent"),
        text("author", "Who did it"),
        text("outcome", "What came of it"),
        text("contact", "Person reached, or written to"),
        text("note", "What was said"),
        text("next_step", "What is to be done next"),
        date("next_on", "Day of the next step"),
    ),
)

HOLDS = Table(
    "holds",
    "Customers or items not chased until a day, and why",
    ("hold",),
    (
        text("hold", "Key of the hold", required=True),
        ENTITY,
        CUSTOMER,
        ITEM,
        text("reason", "Why it is not chased"),
        date("from_date", "First day", required=True),
        date("until_date", "Last day; until it is lifted when empty"),
        date("cancelled_on", "Day it was lifted"),
        text("author", "Who decided"),
    ),
)

CONTACTS = Table(
    "contacts",
    "People of a customer",
    ("contact",),
    (
        text("contact", "Key of the contact", required=True),
        ENTITY,
        CUSTOMER,
        text("name", "Name", required=True),
        text("role", "accounting, buyer, manager, sales, other"),
        text("email", "Address"),
        text("phone", "Telephone"),
        text("language", "Language of letters, `fr` or `en`"),
        text("accepts", "What may be sent: email, phone, sms, letter, separated by spaces; all when empty"),
        Column("main", Type.FLAG, "The one asked first"),
        date("left_on", "Day from which the person is no longer asked"),
    ),
)

SURVEYS = Table(
    "surveys",
    "Satisfaction surveys",
    ("survey",),
    (
        text("survey", "Key of the survey", required=True),
        ENTITY,
        CUSTOMER,
        Column("sent_at", Type.MOMENT, "When it was sent", required=True),
        Column("answered_at", Type.MOMENT, "When it was answered"),
        Column("score", Type.WHOLE, "1 to 5"),
    ),
)
