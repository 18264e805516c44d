"""A statement of made-up items: how a letterhead looks before a customer sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from encours.i18n import _, language
from encours.reports.statement.content import Line, Part, Statement
from encours.reports.statement.letterhead import Letterhead

DAY = date(2026, 11, 20)
AMOUNTS = (("1840.00", 42, "31-60"), ("960.50", 12, "1-30"), ("2315.20", -18, "not_due"))


def sample(head: Letterhead, entity: str, label: str) -> Statement:
    """Three invoices and a payment, in euro."""
    owed = tuple(
        _line(f"F26-0{number}42", "invoice", Decimal(amount), late, bucket)
        for number, (amount, late, bucket) in enumerate(AMOUNTS, 1)
    )
    ages = {bucket: Decimal(amount) for amount, _late, bucket in AMOUNTS}
    ageing = tuple((name, ages.get(name, Decimal(0))) for name in ("not_due", "1-30", "31-60", "61+"))
    cash = (_line("R26-0107", "payment", Decimal("-250.00"), 0, ""),)
    return Statement(
        head if head.name else replace(head, name=label),
        entity,
        "C0042",
        _("Example customer"),
        ("12 rue des Ateliers", "69003 Lyon"),
        DAY,
        head.language or language(),
        (Part("EUR", owed, (), cash, ageing),),
    )


def _line(document: str, kind: str, amount: Decimal, late: int, bucket: str) -> Line:
    due = DAY - timedelta(late)
    issued = due - timedelta(30)
    return Line(document, document, kind, issued, due, "", amount, amount, bucket, late if late > 0 else None)
